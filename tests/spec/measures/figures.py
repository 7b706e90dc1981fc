"""Short ways to ask for figures of one year."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handrail.measures.definitions import measure
from handrail.measures.engine import measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Episode

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
MAY, JUNE, JULY, AUGUST = date(2024, 5, 1), date(2024, 6, 3), date(2024, 7, 1), date(2024, 8, 1)
BEFORE, AFTER = date(2024, 2, 1), date(2025, 5, 1)
Parts = tuple[int | None, int | None]


def figure(record: Record, name: str, period: Period = YEAR, **given: Any) -> Figure:
    """The figure of a measure over the year."""
    return measure_all(record, [measure(name)], [period], {}, **given)[0]


def counts(record: Record, name: str, period: Period = YEAR) -> Parts:
    """Its two counts."""
    found = figure(record, name, period)
    return found.numerator, found.denominator


def left_out(record: Record, name: str) -> Parts:
    """What could not be judged, and what was not recorded."""
    found = figure(record, name)
    return found.not_assessable, found.not_recorded


def by(record: Record, name: str, *groups: str) -> dict[str, int | None]:
    """The numerators by group."""
    found = measure_all(record, [measure(name)], [YEAR], {}, groups)
    return {", ".join(each.group.values()): each.numerator for each in found if each.group}


def in_care(children: Sequence[Child], began_on: date = date(2024, 1, 2)) -> Record:
    """These children, all looked after from one day on."""
    record = Record(children=list(children), care_from=date(2020, 4, 1))
    record.episodes = [Episode(child.child_id, began_on, None, "S", "C2", "N1", "U6", "PR1") for child in children]
    record.periods_of_care = periods_of_care(record.episodes)
    return record
