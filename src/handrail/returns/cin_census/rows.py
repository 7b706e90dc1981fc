"""The rows of one CIN census as read, before years are stacked.

Every row carries the file it was read from and the line of the XML file, or the row of the CSV file, it
stands in. A date that is blank or is no date is None, and its text is kept beside it where a rule has to
show it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

CHILD_IDENTIFIERS = "ChildIdentifiers"
CHILD_CHARACTERISTICS = "ChildCharacteristics"
CIN_DETAILS = "CINdetails"
SECTION_47 = "Section47"
PLANS = "ChildProtectionPlans"
REVIEWS = "Reviews"
TABLES = frozenset({CHILD_IDENTIFIERS, CHILD_CHARACTERISTICS, CIN_DETAILS, SECTION_47, PLANS, REVIEWS})

PlanKey = tuple[str, str, str]


class ChildRow(NamedTuple):
    """A child as the census knows it (ChildIdentifiers and ChildCharacteristics)."""

    file: str
    line: int
    child_id: str
    born_on: date | None
    expected_on: date | None
    died_on: date | None
    sex: str | None
    ethnicity: str | None
    upn: str | None = None
    former_upn: str | None = None


class ReferralRow(NamedTuple):
    """A referral and the episode of need it began (CINdetails); `referral` tells a child's referrals apart.

    `conference_on` is DateOfInitialCPC at this level: a conference without a local enquiry, in practice a
    transfer in.
    """

    file: str
    line: int
    child_id: str
    referral: str
    referred_on: date | None
    conference_on: date | None
    conference_text: str


class EnquiryRow(NamedTuple):
    """A section 47 enquiry (Section47); `conference_not_needed` is ICPCnotRequired, None where blank."""

    file: str
    line: int
    child_id: str
    referral: str
    started_on: date | None
    target_on: date | None
    conference_on: date | None
    conference_not_needed: bool | None
    started_text: str
    target_text: str
    conference_text: str


class PlanRow(NamedTuple):
    """A child protection plan (ChildProtectionPlans); `plan` tells the plans of one referral apart."""

    file: str
    line: int
    child_id: str
    referral: str
    plan: str
    started_on: date | None
    ended_on: date | None
    initial_category: str | None
    latest_category: str | None
    previous_plans: int | None
    started_text: str
    ended_text: str

    @property
    def key(self) -> PlanKey:
        """What tells the plan apart within its census: child, referral and plan."""
        return (self.child_id, self.referral, self.plan)


class PlanReviewRow(NamedTuple):
    """A review of a plan: one CPPreviewDate, or a Reviews block that holds none."""

    file: str
    line: int
    child_id: str
    referral: str
    plan: str
    held_on: date | None
    held_text: str

    @property
    def plan_key(self) -> PlanKey:
        """The key of the plan reviewed."""
        return (self.child_id, self.referral, self.plan)


@dataclass
class Census:
    """One census of one authority: an XML file, or the CSV files of one folder.

    `reference_date` is the last day of the census year; None where the header does not give it. `tables`
    are the blocks that were loaded, which an XML file always has. `place` is what the rows' line numbers
    count, Line or Row. `broken_off` is true where the file ends before it should, so that it does not hold
    all children.
    """

    name: str
    place: str = "Line"
    reference_date: date | None = None
    year: str = ""
    tables: frozenset[str] = TABLES
    broken_off: bool = False
    children: list[ChildRow] = field(default_factory=list)
    referrals: list[ReferralRow] = field(default_factory=list)
    enquiries: list[EnquiryRow] = field(default_factory=list)
    plans: list[PlanRow] = field(default_factory=list)
    plan_reviews: list[PlanReviewRow] = field(default_factory=list)

    @property
    def first_day(self) -> date | None:
        """The first day of the census year: a year before the reference date, and a day more."""
        return None if self.reference_date is None else day_after_a_year_before(self.reference_date)

    def is_in_year(self, day: date | None) -> bool:
        """Whether the day lies in the census year. False for no day, and where the year is not known."""
        first, last = self.first_day, self.reference_date
        return day is not None and first is not None and last is not None and first <= day <= last

    @property
    def is_empty(self) -> bool:
        """Whether nothing about any child was read."""
        return not (self.children or self.referrals or self.enquiries or self.plans or self.plan_reviews)


@lru_cache(maxsize=256)
def day_after_a_year_before(day: date) -> date:
    """The day after the same day of the year before; 29 February counts as the 28th."""
    try:
        before = day.replace(year=day.year - 1)
    except ValueError:
        before = date(day.year - 1, 2, 28)
    return before + timedelta(days=1)
