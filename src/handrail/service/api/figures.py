"""The figures of the scorecard, as they were last counted."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from django.http import Http404
from ninja import Query, Router, Schema

from handrail.measures.definitions import all_measures
from handrail.measures.periods import Period
from handrail.permissions import CARE
from handrail.service.api.shapes import READS
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.due.models import RECORDED, VERIFIED
from handrail.service.scorecard import count, periods, queries
from handrail.service.scorecard.models import OFFICER, TEAM
from handrail.service.scorecard.queries import Found, Whose

router = Router(tags=["Figures"])
Month = Annotated[
    str | None,
    Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="The month, written 2026-03; without it the latest whole."),
]
Name = Annotated[str | None, Query(pattern="^[a-z0-9_]{1,100}$", description="One measure only.")]
Of = Annotated[str | None, Query(min_length=1, max_length=200, pattern=r"^[^\x00]+$", description="Whose figures.")]


class View(StrEnum):
    """The record as its sources have it, or with corrections."""

    RECORDED = RECORDED
    VERIFIED = VERIFIED


class Over(StrEnum):
    """A month, or from 1 April to its end."""

    MONTH = "month"
    YEAR = "year"


class Figure(Schema):
    """One measure over one period, with its counts; where it could not be counted, `note` says why."""

    measure: str
    title: str
    unit: str
    from_on: date
    to_on: date
    numerator: int | None
    denominator: int | None
    not_assessable: int | None
    not_recorded: int | None
    note: str
    definition: str


class Figures(Schema):
    """The figures of one month, or of the year to its end."""

    items: list[Figure]


@router.get("/figures", response={200: Figures, **READS}, summary="The figures of the scorecard")
@asks("list", "figure", CARE)
def figures(
    request: Visited,
    month: Month = None,
    over: Over = Over.MONTH,
    measure: Name = None,
    team: Of = None,
    officer: Of = None,
    record: View = View.RECORDED,
) -> Any:
    """Of the whole service, or of one team or officer you reach. A month that is not counted has none."""
    visit = request.visit
    whose, period = _whose(visit, team, officer), _period(visit, month, over)
    if whose is None or period is None or record.value not in count.bases():
        return {"items": []}
    return {"items": list(_shaped(queries.figures(record.value, whose, [period], [measure] if measure else None)))}


def _whose(visit: Visit, team: str | None, officer: str | None) -> Whose | None:
    """Whose figures; None for somebody who sees only what is published. Raises Http404 for whom the visit does not reach."""
    far = queries.reached(visit)
    asked = Whose(TEAM, team) if team else Whose(OFFICER, officer) if officer else far.first
    if asked is not None and not far.covers(asked):
        raise Http404
    return asked


def _period(visit: Visit, month: str | None, over: Over) -> Period | None:
    counted = periods.months(visit.today)
    found = periods.named(counted, month) if month else periods.latest_whole(counted)
    return periods.year_to_date(found) if found and over is Over.YEAR else found


def _shaped(found: Found) -> Iterator[dict[str, Any]]:
    known = all_measures()
    for (name, _), by_period in sorted(found.items()):
        for one in by_period.values() if name in known else ():
            told = {field: getattr(one, field) for field in Figure.model_fields if field not in ("title", "unit")}
            yield told | {"title": known[name].title, "unit": known[name].unit}
