"""All that a database holds, so that two runs of the same work can be compared, whichever was disturbed.

Left out is what differs between any two runs: moments, salts, a row's own number, and what tells of the tries. A link is
the place, among the rows of its table, of the row it leads to.
"""

from typing import Any

import sqlalchemy as sql
from sqlalchemy.engine import URL
from tests.service.strength.deployment import NOT_OF_THE_WORK

Rows = list[dict[str, Any]]
_RANDOM = {("audit_entry", "salt")}


def everything(url: URL) -> dict[str, Rows]:
    """The rows of every table, in an order that follows from what they hold."""
    engine = sql.create_engine(url, poolclass=sql.NullPool)
    tables = sql.MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        found = {
            table.name: [
                dict(row) for row in connection.execute(table.select().order_by(*table.primary_key)).mappings()
            ]
            for table in tables.sorted_tables
        }
    places = {name: _places(tables.tables[name], rows) for name, rows in found.items()}
    return {
        name: sorted((_plain(tables.tables[name], row, places) for row in rows), key=repr)
        for name, rows in found.items()
        if name not in NOT_OF_THE_WORK
    }


def _places(table: sql.Table, rows: Rows) -> dict[Any, int]:
    (key, *more) = table.primary_key
    return {} if more else {row[key.name]: place for place, row in enumerate(rows)}


def _plain(table: sql.Table, row: dict[str, Any], places: dict[str, dict[Any, int]]) -> dict[str, Any]:
    return {
        column.name: _value(column, row[column.name], places)
        for column in table.columns
        if not isinstance(column.type, sql.DateTime)
        and not _is_number(column)
        and (table.name, column.name) not in _RANDOM
    }


def _is_number(column: "sql.Column[Any]") -> bool:
    return column.primary_key and not column.foreign_keys and isinstance(column.type, sql.Integer)


def _value(column: "sql.Column[Any]", value: Any, places: dict[str, dict[Any, int]]) -> Any:
    for link in column.foreign_keys:
        return places[link.column.table.name].get(value, value)
    return value
