"""The record under its own names in the service's database, as the measures read it, for as long as a `with` lasts.

    with standing(asked) as record:
        record.ready([measure.sql])
        record.run(measure.sql)

Each table of the record is a view over the table the service keeps: the rows of the open wall, with merges (and, as
verified, corrections) in place of what they change, and of the children somebody reaches, where a scope is given. The
ledger is a view over what is due. The small tables measures join are made by the code that makes them for DuckDB.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from handrail.measures.asked import Asked
from handrail.measures.definitions import tables_read, views
from handrail.measures.groups import Lists
from handrail.measures.helpers import HELPERS
from handrail.measures.ledger_table import COLUMNS, FIELDS
from handrail.measures.periods import Period
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, Field, Table
from handrail.service.authorities.walls import open_wall
from handrail.service.due.models import VERIFIED, Duty
from handrail.service.records.coverage import say_coverage
from handrail.service.records.models import CHILDREN, model_of
from handrail.service.records.reach import child_column, ways
from handrail.service.scorecard.overlays import Overlay, overlays
from handrail.service.scorecard.temporary import Temporaries, as_read, column, run, temporaries
from handrail.timescales.subjects import CONFERENCES, REVIEWS, build

REACHED = "reached_child"
_STATUTORY = "statutory"
_ALWAYS = frozenset({"workers"})
"""About no child, and read to say whose team a child is of."""
_LEDGER = tuple(field for field in FIELDS if field.name in COLUMNS)
_CHILD = (Field("child_id", "string", "", True),)


@dataclass(frozen=True)
class Wanted:
    """Over which periods, with which settings and lists; of which children (None: all); whether for many statements."""

    periods: Sequence[Period]
    settings: dict[str, str]
    lists: Lists
    children: "QuerySet[Any] | None" = None
    many: bool = False


@contextmanager
def standing(wanted: Wanted) -> Iterator["Standing"]:
    """The record as the measures read it. Raises NoWall."""
    with temporaries() as made:
        yield Standing(wanted, made)


class Standing:
    """What was made ready of the record so far."""

    def __init__(self, wanted: Wanted, made: Temporaries) -> None:
        self._wanted, self._made, self._there = wanted, made, set[str]()
        self._verified = wanted.settings["basis_of_record"] == VERIFIED
        self.record = OnDemand(self)
        if wanted.children is not None:
            found = wanted.children.values_list("child_id").order_by()
            made.table(REACHED, _CHILD, list(found))

    def ready(self, statements: Iterable[str]) -> None:
        """Make all that these statements read."""
        read = set().union(*map(tables_read, statements))
        for name in sorted(read & (TABLE_BY_NAME.keys() | HELPERS.keys() | {"ledger"})):
            self.need(name)
        for name in (one for one in views() if one in read):
            self.need(name)

    def need(self, name: str) -> None:
        """Make one table or view, where it is not there yet."""
        if name in self._there:
            return
        self._there.add(name)
        if name in TABLE_BY_NAME:
            self._table(TABLE_BY_NAME[name])
        elif name in HELPERS:
            self._helper(name)
        elif name == "ledger":
            self._ledger()
        elif self._wanted.many:
            self._made.worked_out(name, views()[name])
        else:
            self._made.view(name, views()[name])

    @staticmethod
    def run(sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of one statement."""
        return run(sql, values)

    def rows(self, name: str) -> list[Any]:
        """The rows of a table of the record, through its view."""
        self.need(name)
        table = TABLE_BY_NAME[name]
        names = ", ".join(f'"{field.name}"' for field in table.fields)
        made = table.row._make  # type: ignore[attr-defined]
        return [made(row) for row in as_read(table.fields, run(f'SELECT {names} FROM "{name}"'))]

    def has_any(self, name: str) -> bool:
        """Whether a table of the record has any row."""
        self.need(name)
        return bool(run(f'SELECT 1 FROM "{name}" LIMIT 1'))

    @cached_property
    def _overlays(self) -> dict[str, Overlay]:
        return overlays(self._wanted.settings["basis_of_record"])

    def _table(self, table: Table) -> None:
        columns = ", ".join(column(field) for field in table.fields)
        own = f'SELECT {columns} FROM "{model_of(table.name)._meta.db_table}" AS t'  # our own names
        conditions = [f"t.authority_id = {open_wall()}", *(["NOT t.gone"] if table.name == CHILDREN else [])]
        within = self._within(table)
        changed = self._overlays.get(table.name)
        if changed is None:
            self._made.view(table.name, _where(own, [*conditions, *within]))
            return
        self._lay_over(table, changed)
        same = " AND ".join(f'g."{name}" = t."{name}"' for name in table.key)
        conditions.append(f'NOT EXISTS (SELECT 1 FROM "{table.name}_gone" AS g WHERE {same})')
        instead = _where(f'SELECT {columns} FROM "{table.name}_instead" AS t', within)
        self._made.view(table.name, f"{_where(own, [*conditions, *within])} UNION ALL {instead}")

    def _lay_over(self, table: Table, changed: Overlay) -> None:
        keys = [field for field in table.fields if field.name in table.key]
        places = [table.fields.index(field) for field in keys]
        self._made.table(f"{table.name}_gone", keys, [[row[place] for place in places] for row in changed.gone])
        self._made.table(f"{table.name}_instead", table.fields, changed.instead)

    def _within(self, table: Table) -> list[str]:
        """What keeps a table to the children somebody reaches: those it names, or what they lead to."""
        if self._wanted.children is None or table.name in _ALWAYS:
            return []
        child = child_column(table.name)
        if child:
            return [f't."{child}" IN (SELECT child_id FROM {REACHED})']
        found = []
        for way in ways().get(table.name, ()):
            self.need(way.of)
            found.append(f't."{way.column}" IN (SELECT w."{way.at}" FROM "{way.of}" AS w)')
        return [f"({' OR '.join(found) or '1 = 0'})"]

    def _helper(self, name: str) -> None:
        helper, wanted = HELPERS[name], self._wanted
        asked = Asked(self.record, wanted.periods, wanted.settings, wanted.lists)
        self._made.table(name, helper.fields(asked), list(helper.rows(asked)))

    def _ledger(self) -> None:
        basis = self._wanted.settings["basis"]
        if basis != _STATUTORY:  # the service keeps what the law says; what a statistic says is worked out
            rows = build(self.record, basis, subjects=(REVIEWS, CONFERENCES))
            self._made.table("ledger", _LEDGER, [[getattr(row, one.name) for one in _LEDGER] for row in rows])
            return
        seen = "as_verified" if self._verified else "as_recorded"
        own = f'SELECT {", ".join(map(column, _LEDGER))} FROM "{Duty._meta.db_table}" AS t'
        within = [] if self._wanted.children is None else [f"t.child_id IN (SELECT child_id FROM {REACHED})"]
        self._made.view("ledger", _where(own, [f"t.authority_id = {open_wall()}", f"t.{seen}", *within]))


class OnDemand(Record):
    """The record through its views: a table is read when it is first asked for."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self.missing = []
        say_coverage(self)

    def __getattr__(self, name: str) -> Any:
        if name not in TABLE_BY_NAME:
            raise AttributeError(name)
        found = self._standing.rows(name)
        setattr(self, name, found)
        return found


def _where(sql: str, conditions: Sequence[str]) -> str:
    return f"{sql} WHERE {' AND '.join(conditions)}" if conditions else sql
