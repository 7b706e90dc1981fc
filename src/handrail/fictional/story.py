"""What a story is made of: the child, the times in care, the plans, and every meeting with its label."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from handrail.record.service_tables import SecurePlacement
from handrail.record.tables import Episode

ON_TIME = "on time"
EARLY = "early"
LATE = "late"
MISSED = "missed"
NOT_DUE = "not due"
NOT_ASSESSABLE = "not assessable"
IN_TIME = (ON_TIME, EARLY)

ORDINARY = "ordinary"
PLACED_FOR_ADOPTION = "placed for adoption"
AFTER_DISRUPTION = "after a disruption"


class Year(NamedTuple):
    """A statistical year of the returns, 1 April to 31 March."""

    name: str
    first_day: date
    last_day: date


def _year(first: int) -> Year:
    return Year(f"{first}-{first % 100 + 1}", date(first, 4, 1), date(first + 1, 3, 31))


YEARS = tuple(_year(first) for first in (2023, 2024, 2025))
FIRST_DAY = YEARS[0].first_day
LAST_DAY = YEARS[-1].last_day


class Span(NamedTuple):
    """The statistical years an authority's stories are told over; the last is always 2025/26."""

    years: tuple[Year, ...]

    @property
    def first_day(self) -> date:
        """The first day of the data: what came before is not in the returns."""
        return self.years[0].first_day

    @property
    def whole(self) -> Year:
        """All the years as one."""
        return Year("whole", self.first_day, self.years[-1].last_day)


FEWEST_YEARS, MOST_YEARS = 3, 6


def span_of(years: int) -> Span:
    """So many years, three to six, up to 2025/26. Raises ValueError for fewer or more."""
    if not FEWEST_YEARS <= years <= MOST_YEARS:
        raise ValueError(f"a made-up authority has {FEWEST_YEARS} to {MOST_YEARS} years, not {years}")
    last = LAST_DAY.year
    return Span(tuple(_year(first) for first in range(last - years, last)))


THREE_YEARS = span_of(3)


class Person(NamedTuple):
    """An invented child. `expected_on` is set only where the story begins before the birth."""

    child_id: str
    born_on: date
    sex: str
    ethnicity: str
    upn: str
    expected_on: date | None = None


class Meeting(NamedTuple):
    """A review or review conference as it was planned: what was meant, when it was due, and when it was held.

    The label is the intention. A meeting not held is `missed` if its due day came while it was owed, or else
    `not due`. `due_on` is blank only where no clock applies.
    """

    number: int
    due_on: date | None
    held_on: date | None
    label: str
    participation: str | None = None


@dataclass(frozen=True)
class Run:
    """Reviews that follow one another under one rule, and the day from which none is owed under it."""

    rule: str
    began_on: date
    stops_on: date | None
    reviews: tuple[Meeting, ...]


@dataclass(frozen=True)
class TimeInCare:
    """One period of being looked after: its episodes, and the reviews that were planned in it."""

    began_on: date
    ended_on: date | None
    episodes: tuple[Episode, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Enquiry:
    """A section 47 enquiry, and whether its conference was meant to be in time (blank if there was none)."""

    started_on: date
    conference_on: date | None
    not_needed: bool
    label: str | None


@dataclass(frozen=True)
class Plan:
    """A child protection plan and its review conferences, the last perhaps still owed."""

    started_on: date
    ended_on: date | None
    initial_category: str
    latest_category: str
    previous_plans: int
    reviews: tuple[Meeting, ...]


@dataclass(frozen=True)
class Referral:
    """A referral with what came of it; `transferred_in_on` is a conference with no enquiry here."""

    referred_on: date
    closed_on: date | None
    source: str
    need: str
    transferred_in_on: date | None = None
    enquiries: tuple[Enquiry, ...] = ()
    plans: tuple[Plan, ...] = ()


@dataclass(frozen=True)
class Story:
    """Everything that happened to one invented child, and the kind of story it is."""

    kind: str
    person: Person
    care: tuple[TimeInCare, ...] = ()
    short_breaks: tuple[Episode, ...] = ()
    referrals: tuple[Referral, ...] = ()
    secure: tuple[SecurePlacement, ...] = ()
    family: str | None = None

    @property
    def episodes(self) -> list[Episode]:
        """Every episode of the story, short breaks too, in order."""
        episodes = [*self.short_breaks, *(episode for time in self.care for episode in time.episodes)]
        return sorted(episodes, key=lambda episode: episode.started_on)

    @property
    def reviews(self) -> list[Meeting]:
        """Every review that was held while the child was looked after, in order."""
        held = (review for time in self.care for run in time.runs for review in run.reviews if review.held_on)
        return sorted(held, key=lambda review: review.held_on or LAST_DAY)

    @property
    def plans(self) -> list[Plan]:
        """Every child protection plan of the story, in order."""
        return [plan for referral in self.referrals for plan in referral.plans]


@dataclass(frozen=True)
class Authority:
    """A made-up authority: its seed, the story of each child, and the years they are told over."""

    seed: int
    stories: tuple[Story, ...] = field(default_factory=tuple)
    span: Span = THREE_YEARS
