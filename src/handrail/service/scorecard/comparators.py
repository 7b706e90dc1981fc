"""Published figures beside ours: only of the same unit, kind and definition, and of a whole year to 31 March."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings

from handrail.comparators import pick
from handrail.comparators.beside import NotComparable
from handrail.comparators.folder import DESCRIPTION, Store, is_store, read
from handrail.measures.definitions import Measure
from handrail.publications.exhibits.beside import NEIGHBOURS, NOT_PUBLISHED, Beside
from handrail.publications.numbers import long_date
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.scorecard.models import Figure
from handrail.service.scorecard.presenters import as_measured
from handrail.service.scorecard.queries import Whose

_MARCH = 3
_ENGLAND = "England"


def store_of(authority: Authority) -> Store:
    """The published figures loaded for an authority, in the folder `comparators` beside its store; else England's."""
    folder = Path(django_settings.HANDRAIL.data) / authority.key / "comparators"
    return _read(folder, (folder / DESCRIPTION).stat().st_mtime_ns) if is_store(folder) else pick.shipped()


def beside(
    visit: Visit, measure: Measure, whose: Whose, years: Sequence[Figure | None], settings: dict[str, str]
) -> dict[str, Any] | None:
    """What others published for the latest whole year of the service; None where nothing may stand beside ours."""
    year = next((one for one in reversed(years) if one and one.to_on.month == _MARCH), None)
    if year is None or year.numerator is None or whose.by:
        return None
    ours, held = as_measured(measure, year, settings), Beside(visit.profile, store_of(visit.authority))
    rows = []
    for area in (_ENGLAND, *NEIGHBOURS):
        try:
            number = held.area(ours, area)
        except NotComparable:
            return None
        if number.text != NOT_PUBLISHED:
            rows.append((area[:1].upper() + area[1:], number.text))
    return {"year": f"the year to {long_date(year.to_on)}", "rows": rows} if rows else None


@lru_cache(maxsize=8)
def _read(folder: Path, changed: int) -> Store:
    """The store of a folder; read again when its description has changed."""
    return read(folder, [])
