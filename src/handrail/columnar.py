"""Rows of a table as Arrow columns: what DuckDB reads without copying and Parquet stores."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import pyarrow

from handrail.record.schema import Field

_TYPES = {
    "string": pyarrow.string(),
    "date": pyarrow.date32(),
    "boolean": pyarrow.bool_(),
    "integer": pyarrow.int64(),
}


def arrow_table(fields: Sequence[Field], rows: Sequence[tuple[Any, ...]], only: Sequence[str] | None = None) -> Any:
    """The rows as an Arrow table with these columns, or with the named ones only."""
    columns = {
        field.name: pyarrow.array(list(map(itemgetter(index), rows)), _TYPES[field.type])
        for index, field in enumerate(fields)
        if only is None or field.name in only
    }
    return pyarrow.table(columns)
