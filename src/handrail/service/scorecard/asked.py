"""What a page of the scorecard is asked for in its address: a month, whose figures, which family, which view of the record."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from handrail.measures.definitions import families
from handrail.measures.periods import Period
from handrail.service.authorities.visits import Visit
from handrail.service.due.models import RECORDED, VERIFIED
from handrail.service.scorecard import count, periods
from handrail.service.scorecard.models import OFFICER, TEAM
from handrail.service.scorecard.queries import Reached, Whose, reached

YEAR, MONTH = "year", "month"
TARGETS = "targets"
"""What stands in place of a family: the measures that have a target, of whichever family."""


@dataclass(frozen=True)
class Asked:
    """What was asked for, as far as the visit reaches it: `whose` is None where only what is published may be seen.

    `family` is blank where none was named.
    """

    months: tuple[Period, ...]
    month: Period
    whose: Whose | None
    basis: str
    bases: tuple[str, ...]
    reached: Reached
    over: str = MONTH
    family: str = ""

    @property
    def year(self) -> Period:
        """The year to date of the month."""
        return periods.year_to_date(self.month)

    @property
    def period(self) -> Period:
        """The period whose children are asked for."""
        return self.year if self.over == YEAR else self.month

    def query(self, **changes: Any) -> str:
        """The same in an address, with these changes."""
        return "?" + urlencode(replace(self, **changes).as_query())

    def as_query(self) -> dict[str, str]:
        """What an address says of it."""
        said = {"month": f"{self.month.first:%Y-%m}"}
        if self.whose is not None and self.whose.by:
            said[self.whose.by] = self.whose.of
        if self.basis != RECORDED:
            said["record"] = self.basis
        if self.over != MONTH:
            said["over"] = self.over
        if self.family:
            said["family"] = self.family
        return said


def asked(visit: Visit, given: QueryDict) -> Asked:
    """Read what was asked; what is not there, or not reached, becomes what a page shows at first."""
    months, far = tuple(periods.months(visit.today)), reached(visit)
    bases = tuple(count.bases())
    month = periods.named(months, given.get("month")) or periods.latest_whole(months)
    basis = VERIFIED if given.get("record") == VERIFIED and VERIFIED in bases else RECORDED
    over = YEAR if given.get("over") == YEAR else MONTH
    family = given.get("family", "")
    family = family if family == TARGETS or family in families() else ""
    return Asked(months, month, _whose(given, far), basis, bases, far, over, family)


def _whose(given: QueryDict, far: Reached) -> Whose | None:
    for by in (TEAM, OFFICER):
        of = given.get(by)
        if of and far.covers(Whose(by, of)):
            return Whose(by, of)
    return far.first
