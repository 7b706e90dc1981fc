"""The tables of a record as Parquet files: written from its rows, and read with every row that does not fit named."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute as compute
from pyarrow import parquet

from handrail.columnar import arrow_table
from handrail.record.schema import Field, Table
from handrail.returns.sources import MAX_BYTES
from handrail.returns.values import FIRST_DAY, LAST_DAY

MAX_ROWS = 100_000_000
Refuse = Callable[[int, Field, str], None]


class Unreadable(ValueError):
    """A file that is no Parquet file of this table; the message says why."""


def write(table: Table, rows: list[tuple[Any, ...]], path: Path) -> None:
    """Write the rows of a table."""
    parquet.write_table(arrow_table(table.fields, rows), path)


def columns(path: Path) -> list[str]:
    """The columns of a file. Raises Unreadable."""
    try:
        with parquet.ParquetFile(path) as file:
            described = file.metadata
            unpacked = sum(described.row_group(index).total_byte_size for index in range(described.num_row_groups))
            if unpacked > MAX_BYTES or described.num_rows > MAX_ROWS:
                raise Unreadable("it unpacks to more than can be read")
            return list(file.schema_arrow.names)
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable("it is no Parquet file, or a damaged one") from error


def read(table: Table, path: Path, given: list[str], refuse: Refuse) -> Iterator[tuple[int, Any]]:
    """Each row that fits with its number, from 1. Raises Unreadable where a column is of another type."""
    schema = arrow_table(table.fields, []).schema
    try:
        found = parquet.read_table(path, columns=[name for name in schema.names if name in given]).combine_chunks()
        found = pyarrow.table(
            [found[name].cast(type_of) if name in given else pyarrow.nulls(len(found), type_of)
             for name, type_of in zip(schema.names, schema.types, strict=True)],
            names=schema.names,
        )  # fmt: skip
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable("its columns are not of the types of the record") from error
    good = _good(table, found, refuse)
    numbers = compute.indices_nonzero(good).to_pylist()
    cells = found.filter(good).to_pydict()
    if "read_from" in cells:
        cells["read_from"] = [text or "" for text in cells["read_from"]]
    for number, values in zip(numbers, zip(*cells.values(), strict=True), strict=True):
        yield number + 1, table.row(*values)


def _good(table: Table, found: Any, refuse: Refuse) -> Any:
    """Which rows fit; each value that does not is refused."""
    good = pyarrow.array([True] * len(found), pyarrow.bool_())
    for field in table.fields:
        column = found[field.name]
        fits = _fits(field, column)
        for index in compute.indices_nonzero(compute.invert(fits)).to_pylist():
            refuse(index + 1, field, _text(column[index]))
        good = compute.and_(good, fits)
    return good


def _fits(field: Field, column: Any) -> Any:
    needed = field.required and field.name != "read_from"
    if field.type == "date":
        fits = compute.and_(compute.greater_equal(column, _day(FIRST_DAY)), compute.less_equal(column, _day(LAST_DAY)))
    elif field.type == "string" and needed:
        fits = compute.not_equal(column, "")
    else:
        fits = compute.or_kleene(compute.is_valid(column), not needed)
    return compute.fill_null(fits, not needed)


def _text(value: Any) -> str:
    try:
        return str(value.as_py() or "")
    except OverflowError:
        return "a day no calendar has"


def _day(day: date) -> Any:
    return pyarrow.scalar(day, pyarrow.date32())
