"""Tables as Parquet files named by their content: a table that did not change is kept once, whatever versions use it."""

import hashlib
import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from handrail.record.schema import Field
from handrail.store.disk import write_whole
from handrail.store.refused import StoreRefused

_TYPES: dict[type, str] = {str: "string", date: "date", bool: "boolean", int: "integer"}
_LENGTH = 64


class Kept(NamedTuple):
    """Where a table is kept: the SHA-256 of its file, which is the file's name, and how many rows it has."""

    object: str
    rows: int


@cache
def columns(row_type: Any) -> tuple[Field, ...]:
    """The columns of a row type, of the record or of a return, read off its annotations."""
    return tuple(_column(name, hint) for name, hint in get_type_hints(row_type, include_extras=True).items())


def keep(folder: Path, row_type: Any, rows: Sequence[tuple[Any, ...]]) -> Kept:
    """Keep the rows, unless the same are kept already."""
    data = _parquet(row_type, rows)
    kept = Kept(hashlib.sha256(data).hexdigest(), len(rows))
    path = _path(folder, kept.object)
    if not path.exists():
        write_whole(path, data)
    return kept


def fetch(folder: Path, row_type: Any, kept: Kept) -> list[Any]:
    """The rows kept there. Raises StoreRefused where the file is gone or is no longer what was kept."""
    import pyarrow.parquet as parquet

    wrong = damage(folder, kept)
    if wrong:
        raise StoreRefused(f"The store is damaged: {wrong} Restore the store's folder from a backup.")
    data = io.BytesIO(_path(folder, kept.object).read_bytes())
    held = parquet.ParquetFile(data).read(use_threads=False)  # a small table is read faster by one
    found = dict(zip(held.column_names, (column.to_pylist() for column in held.columns), strict=True))
    blank = [None] * held.num_rows  # a column that came with a later version of Handrail
    return [row_type(*row) for row in zip(*(found.get(each.name, blank) for each in columns(row_type)), strict=True)]


def damage(folder: Path, kept: Kept) -> str | None:
    """What is wrong with the file of a kept table, in words, or None."""
    path = _path(folder, kept.object)
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return f"{path.name} cannot be read ({error.strerror})."
    return None if found == kept.object else f"{path.name} is not what was kept: its content has changed."


def is_object_name(name: str) -> bool:
    """Whether a file's name is one that `keep` gives."""
    stem, _, suffix = name.partition(".")
    return suffix == "parquet" and len(stem) == _LENGTH and all(letter in "0123456789abcdef" for letter in stem)


def file_name(object: str) -> str:
    """The name of the file of a kept table."""
    return f"{object}.parquet"


def _path(folder: Path, object: str) -> Path:
    return folder / file_name(object)


def _parquet(row_type: Any, rows: Sequence[tuple[Any, ...]]) -> bytes:
    import pyarrow.parquet as parquet

    from handrail.columnar import arrow_table

    out = io.BytesIO()
    parquet.write_table(arrow_table(columns(row_type), rows), out, compression="zstd")
    return out.getvalue()


def _column(name: str, hint: Any) -> Field:
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    options = get_args(plain) or (plain,)
    kind = next(option for option in options if option is not NoneType)
    return Field(name, _TYPES[kind], "", NoneType not in options)
