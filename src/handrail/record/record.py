"""A record in memory: its rows by table, from when it can be relied on, and what could not be loaded."""

from dataclasses import dataclass, field
from datetime import date

from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Correction,
    Enquiry,
    Episode,
    Event,
    Identifier,
    Merge,
    PeriodOfCare,
    Plan,
    RecordedDue,
    Review,
    ReviewPart,
)


@dataclass(frozen=True)
class Missing:
    """A table whose source was not loaded, for all time or between two days, and why, in words for a person."""

    table: str
    why: str
    first: date | None = None
    last: date | None = None

    def touches(self, first: date, last: date) -> bool:
        """Whether a period from one day to another depends on what is missing."""
        return (self.first is None or self.first <= last) and (self.last is None or first <= self.last)


@dataclass
class Record:
    """Everything loaded about the children of one authority.

    `care_from` and `protection_from` are the first days the loaded returns cover: what came before could lie
    outside the data. `absent` names each table whose source was not loaded and says why, in words for a person;
    an empty table that is not named there was loaded and holds nothing.
    """

    children: list[Child] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    periods_of_care: list[PeriodOfCare] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    review_parts: list[ReviewPart] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    conferences: list[Conference] = field(default_factory=list)
    conference_children: list[ConferenceChild] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    recorded_dues: list[RecordedDue] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    care_from: date | None = None
    protection_from: date | None = None
    missing: list[Missing] = field(default_factory=list)

    def why_missing(self, tables: tuple[str, ...], first: date, last: date) -> str | None:
        """Why a figure over these tables and this period cannot be made, or None where it can."""
        for gap in self.missing:
            if gap.table in tables and gap.touches(first, last):
                return gap.why
        return None
