"""Counts the figures of the scorecard and keeps them: by a task in the background, family by family.

Each family of measures is a transaction of its own: whoever is killed leaves every family whole, counted before or
now, and the next run begins with those that are behind.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from handrail.measures import figures as found_figures
from handrail.measures.definitions import Measure, choose, families, of_family
from handrail.measures.profiled import lists_of
from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import profile_on
from handrail.service.authorities.walls import wall
from handrail.service.due import stamps
from handrail.service.due.models import RECORDED, VERIFIED, Stamp
from handrail.service.records import bulk, changes
from handrail.service.records.models import table
from handrail.service.scorecard import periods
from handrail.service.scorecard.counting import Ours, counting
from handrail.service.scorecard.models import OFFICER, TEAM, WHOLE, Counted, Figure
from handrail.service.scorecard.standing import Wanted

GROUPS = {TEAM: ("team_then", "child_team", "team"), OFFICER: ("officer", "chair", "conference_chair", "worker")}
"""The groups that tell whose a record is: the first that a measure has."""
_COLUMNS = (
    "measure", "basis", "by", "of", "from_on", "to_on", "numerator", "denominator", "not_assessable", "not_recorded", "note",
    "definition", "record",
)  # fmt: skip

Progress = Callable[[int, int], None]
"""Told after each family: families done so far, families there are."""


def group_of(measure: Measure, by: str) -> str | None:
    """The group by which a measure is split into teams or officers; None where it cannot be."""
    return next((name for name in GROUPS.get(by, ()) if name in measure.groups), None)


def count_all(authority: Authority, progress: Progress | None = None, *, anew: bool = True) -> int:
    """Count the figures of every family, or only of those that are behind; how many families were counted.

    To be called outside a wall.
    """
    today = clock.today()
    with wall(authority):
        left = [(name, basis) for basis in bases() for name in (families() if anew else behind(basis, today))]
    for done, (name, basis) in enumerate(left, start=1):
        with wall(authority):
            count_family(authority, name, basis, today)
        if progress is not None:
            progress(done, len(left))
    return len(left)


def bases() -> list[str]:
    """The views of the record that differ: as verified is its own only where corrections stand. Raises NoWall."""
    return [RECORDED, VERIFIED] if table("corrections").exists() else [RECORDED]


def behind(basis: str, today: date) -> list[str]:
    """The families that were counted from other than what holds now. A constant number of queries. Raises NoWall."""
    held, now = {one.family: one for one in Counted.objects.filter(basis=basis)}, _from_what(today)
    return [name for name in families() if name not in held or _differs(held[name], now)]


def _differs(held: Counted, now: dict[str, Any]) -> bool:
    said = {**now, "definitions": definitions(held.family)}
    return any(getattr(held, name) != value for name, value in said.items())


def _from_what(today: date) -> dict[str, Any]:
    """What figures rest on now, besides their definitions."""
    versions = stamps.versions()
    return {
        "record": versions.record,
        "changes": changes.since_loaded(),
        "profile": versions.profile,
        "due_at": Stamp.objects.values_list("computed_at", flat=True).first(),
        "until": periods.last_day(today),
    }


@cache
def definitions(family: str) -> str:
    """One hash over the definitions of a family's measures."""
    return sha256("".join(one.definition for one in of_family(family)).encode()).hexdigest()


def definitions_of_all() -> dict[str, str]:
    """The same of every family. The first time the definitions are read, which takes half a second."""
    return {family: definitions(family) for family in families()}


def count_family(authority: Authority, family: str, basis: str, today: date) -> None:
    """Count one family from one view of the record, and keep it in place of what was kept. Raises NoWall."""
    measures, said = of_family(family), {**_from_what(today), "definitions": definitions(family)}
    profile = profile_on(authority, today)
    settings = choose({**profile.settings, "basis_of_record": basis})
    wanted = Wanted(periods.all_periods(today), settings, lists_of(profile), many=True)
    with counting(wanted, measures, lambda one: _splits(one).values()) as ours:
        rows = [row for one in measures for row in _rows(ours, one, basis, said["record"], today)]
    Figure.objects.filter(measure__in=[one.name for one in measures], basis=basis).delete()
    bulk.insert(Figure, _COLUMNS, rows)
    Counted.objects.update_or_create(family=family, basis=basis, defaults={**said, "counted_at": clock.now()})


def _splits(measure: Measure) -> dict[str, str]:
    return {by: name for by in GROUPS if (name := group_of(measure, by))}


def _rows(ours: Ours, measure: Measure, basis: str, record: int | None, today: date) -> Iterator[tuple[Any, ...]]:
    """A measure's figures, of the whole and of each team and officer, as rows."""
    counted = [place for place, one in enumerate(ours.periods) if periods.is_counted(measure, one, today)]
    splits = _splits(measure)
    for figure in ours.split(measure, (), counted):
        yield _row(figure, basis, WHOLE, "", record)
    for by, group in splits.items():
        yield from _of_groups(ours.split(measure, (group,), counted), basis, by, group, record)


def _of_groups(
    figures: Sequence[found_figures.Figure], basis: str, by: str, group: str, record: int | None
) -> Iterator[tuple[Any, ...]]:
    for figure in figures:
        if figure.group:
            yield _row(figure, basis, by, figure.group[group], record)


def _row(figure: found_figures.Figure, basis: str, by: str, of: str, record: int | None) -> tuple[Any, ...]:
    return (
        figure.measure, basis, by, of, figure.period_from, figure.period_to, figure.numerator, figure.denominator,
        figure.not_assessable, figure.not_recorded, figure.note or "", figure.definition, record,
    )  # fmt: skip
