"""A copy of the current record as one DuckDB file, for an analyst's own queries. It is never read back."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from handrail.store import objects

if TYPE_CHECKING:
    from handrail.store.folder import Store
    from handrail.store.version import Version

NAME = "current.duckdb"
_SMALL_BLOCKS = 16_384  # a table of few rows then takes little room


def has_analyst_file(store: "Store") -> bool:
    """Whether the file is there."""
    return (store.folder / NAME).exists()


def remove_analyst_file(store: "Store") -> None:
    """Take the file away."""
    (store.folder / NAME).unlink(missing_ok=True)


def write_analyst_file(store: "Store", of: "Version") -> bool:
    """Put the tables of a version into the file; False where that failed, which leaves the store itself whole."""
    import duckdb

    path = store.folder / NAME
    partial = store.folder / f".{NAME}.partial"
    try:
        partial.unlink(missing_ok=True)
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{_quoted(str(partial))}' AS kept (BLOCK_SIZE {_SMALL_BLOCKS})")
            connection.begin()
            for name, kept in of.tables.items():
                file = str(store.objects / objects.file_name(kept.object))
                connection.read_parquet(file).create(f'kept."{name}"')
            connection.execute("CREATE TABLE kept.store_version (version INTEGER, made_at VARCHAR, author VARCHAR)")
            connection.execute(
                "INSERT INTO kept.store_version VALUES (?, ?, ?)", [of.number, of.at.isoformat(), of.author]
            )
            connection.commit()
            connection.execute("DETACH kept")
        os.replace(partial, path)
    except (duckdb.Error, OSError):
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        return False
    return True


def _quoted(text: str) -> str:
    return text.replace("'", "''")
