"""What a rule of the census is, and what the rules look things up in."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from handrail.record.problems import ERROR, QUERY
from handrail.returns.cin_census.rows import (
    Census,
    ChildRow,
    EnquiryRow,
    PlanKey,
    PlanReviewRow,
    PlanRow,
    ReferralRow,
)

Row = ChildRow | ReferralRow | EnquiryRow | PlanRow | PlanReviewRow
CONFERENCE_WITHIN = 15  # working days from the start of an enquiry


class Finding(NamedTuple):
    """One row that fails a rule (None: the whole census), the field and value at fault, and what is wrong."""

    row: Row | None
    field: str
    value: str | None
    what: str


class Facts:
    """One census with what the rules look up in it, each worked out once."""

    def __init__(self, census: Census, working_days_before: Callable[[date, int], date]) -> None:
        self.census, self._working_days_before = census, working_days_before

    @cached_property
    def last_day_for_a_conference(self) -> date:
        """The fifteenth working day before the reference date: an enquiry begun before it is late."""
        if self.census.reference_date is None:
            raise ValueError("the census has no ReferenceDate")
        return self._working_days_before(self.census.reference_date, CONFERENCE_WITHIN)

    @cached_property
    def plans(self) -> dict[PlanKey, PlanRow]:
        """The plans by their key."""
        return {plan.key: plan for plan in self.census.plans}

    @cached_property
    def plans_of_children(self) -> dict[str, list[PlanRow]]:
        """Every child's plans."""
        found: dict[str, list[PlanRow]] = defaultdict(list)
        for plan in self.census.plans:
            found[plan.child_id].append(plan)
        return found

    @cached_property
    def conferences(self) -> dict[tuple[str, str], set[date]]:
        """The dates of initial conferences at either level, by child and referral."""
        found: dict[tuple[str, str], set[date]] = defaultdict(set)
        for enquiry in self.census.enquiries:
            if enquiry.conference_on is not None:
                found[enquiry.child_id, enquiry.referral].add(enquiry.conference_on)
        for referral in self.census.referrals:
            if referral.conference_on is not None:
                found[referral.child_id, referral.referral].add(referral.conference_on)
        return found

    @cached_property
    def enquiry_before(self) -> dict[tuple[str, date], EnquiryRow]:
        """The first enquiry by child and date of its initial conference."""
        found: dict[tuple[str, date], EnquiryRow] = {}
        for row in self.census.enquiries:
            if row.conference_on is not None:
                found.setdefault((row.child_id, row.conference_on), row)
        return found


@dataclass(frozen=True)
class Rule:
    """A check of the census: its id, what it means in plain words, what to do, and what it needs to run.

    `needs` are the blocks it looks at. `whole_year` says that it needs the reference date, `all_children`
    that a file that breaks off does not suffice. A failed rule is an error; one whose id ends in Q is a
    query: correct it or explain.
    """

    id: str
    meaning: str
    what_to_do: str
    needs: frozenset[str]
    find: Callable[[Facts], Iterator[Finding]]
    whole_year: bool = False
    all_children: bool = False

    @property
    def severity(self) -> str:
        """error or query."""
        return QUERY if self.id.endswith("Q") else ERROR

    def why_not(self, census: Census) -> str | None:
        """Why the rule cannot run on this census, or None where it can."""
        gone = sorted(self.needs - census.tables)
        if gone:
            return f"{', '.join(gone)} was not loaded"
        if self.whole_year and census.reference_date is None:
            return "the census has no ReferenceDate that can be read, so its year is not known"
        if self.all_children and census.broken_off:
            return "the file breaks off, so it does not hold all children"
        return None


def written(day: date | None) -> str:
    """The day as a person writes it, or the word blank."""
    return f"{day:%d/%m/%Y}" if day else "blank"
