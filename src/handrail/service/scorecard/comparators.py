"""Published figures beside ours: only of the same unit, kind and definition, and of a whole year to 31 March."""

from collections.abc import Sequence
from typing import Any

from handrail.comparators.beside import NotComparable
from handrail.measures.definitions import Measure
from handrail.publications.exhibits.beside import NEIGHBOURS, NOT_PUBLISHED, Beside
from handrail.publications.numbers import long_date
from handrail.service.authorities.visits import Visit
from handrail.service.records.comparators import loaded_for
from handrail.service.scorecard.models import Figure
from handrail.service.scorecard.presenters import as_measured
from handrail.service.scorecard.queries import Whose

_MARCH = 3
_ENGLAND = "England"


def beside(
    visit: Visit, measure: Measure, whose: Whose, years: Sequence[Figure | None], settings: dict[str, str]
) -> dict[str, Any] | None:
    """What others published for the latest whole year of the service; None where nothing may stand beside ours."""
    year = next((one for one in reversed(years) if one and one.to_on.month == _MARCH), None)
    if year is None or year.numerator is None or whose.by:
        return None
    ours, held = as_measured(measure, year, settings), Beside(visit.profile, loaded_for(visit.authority))
    rows = []
    for area in (_ENGLAND, *NEIGHBOURS):
        try:
            number = held.area(ours, area)
        except NotComparable:
            return None
        if number.text != NOT_PUBLISHED:
            rows.append((area[:1].upper() + area[1:], number.text))
    return {"year": f"the year to {long_date(year.to_on)}", "rows": rows} if rows else None
