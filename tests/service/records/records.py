"""Records by chance: a few rows in a few tables, of few children and days, so that keys meet again and again."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from handrail.record.record import Missing, Record
from handrail.record.schema import TABLES, Table

_DAYS = st.dates(date(2024, 1, 1), date(2024, 1, 3))
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": st.sampled_from(("a", "b", "É", "a|b", "O'Neil", "%s", '"\\', "")),
    "date": _DAYS,
    "boolean": st.booleans(),
    "integer": st.sampled_from((0, 1, -(2**63) + 1, 2**63 - 1)),
}


def _rows(table: Table) -> st.SearchStrategy[list[Any]]:
    columns = [_VALUES[each.type] if each.required else st.none() | _VALUES[each.type] for each in table.fields]
    rows = st.tuples(*columns).map(table.row._make)  # type: ignore[attr-defined]
    return st.lists(rows, max_size=4, unique_by=lambda row: tuple(getattr(row, name) for name in table.key))


@st.composite
def records(draw: st.DrawFn) -> Record:
    tables = draw(st.lists(st.sampled_from(TABLES), max_size=4, unique=True))
    record = Record(**{table.name: draw(_rows(table)) for table in (TABLES[0], *tables)})
    record.care_from = draw(st.none() | _DAYS)
    record.missing = draw(st.lists(st.just(Missing("plans", "No census.", date(2024, 1, 1), None)), max_size=1))
    return record
