"""What of the record is about some children: found by the schema's links, so that a new table needs nothing here.

- A row that names one of the children, itself or through what it is part of, is about them.
- A row is part of another where its link to it stands in its own key. The parts of a row that is in are in: a dispute
  brings its stages.
- A row that is named by one that is in is in, but brings its own parts only: a conference and who chaired it are in, and
  not what else that worker does.
"""

from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from typing import NamedTuple

from handrail.record.schema import TABLE_BY_NAME, TABLES, Link, Table

_CHILDREN = "children"


class Way(NamedTuple):
    """A way to rows: those whose `column` holds what a row that is in, of the table `of`, holds in `at`."""

    column: str
    of: str
    at: str


@cache
def child_column(name: str) -> str | None:
    """The column of a table that says which child a row is about; None where none does."""
    if name == _CHILDREN:
        return "child_id"
    table = TABLE_BY_NAME[name]
    for link in table.links:
        beyond = child_column(link.table) if link.table == _CHILDREN or _is_part(table, link) else None
        if beyond in link.to:
            return link.fields[link.to.index(beyond)]
    return None


@cache
def ways() -> dict[str, tuple[Way, ...]]:
    """Each table that can be about children, with the ways to its rows, after the tables these come from.

    A table whose rows say which child they are about has no way: they are found by that.
    """
    reached: frozenset[str] = frozenset()
    while (wider := frozenset(table.name for table in TABLES if _is_reached(table, reached))) != reached:
        reached = wider
    found = {name: () if child_column(name) else tuple(_ways_to(name, reached)) for name in sorted(reached)}
    order = TopologicalSorter({name: [way.of for way in found[name]] for name in found})
    return {name: found[name] for name in order.static_order()}


def _is_reached(table: Table, reached: frozenset[str]) -> bool:
    return child_column(table.name) is not None or any(_ways_to(table.name, reached))


def _ways_to(name: str, reached: frozenset[str]) -> Iterator[Way]:
    for table in TABLES:
        for link in table.links if table.name in reached else ():
            if link.table == name and (child_column(table.name) or not _is_part(table, link)):
                yield Way(link.to[0], table.name, link.fields[0])
    for link in TABLE_BY_NAME[name].links:
        if link.table in reached and _is_part(TABLE_BY_NAME[name], link):
            yield Way(link.fields[0], link.table, link.to[0])


def _is_part(table: Table, link: Link) -> bool:
    return set(link.fields) <= set(table.key)
