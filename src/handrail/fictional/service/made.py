"""What every part of the service's work is made with: the authority, the record it fills, and the count of what was meant."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from random import Random
from typing import NamedTuple, TypeVar

from handrail.fictional.story import IN_TIME, Authority, Enquiry, Story, Year
from handrail.record.record import Record

REVIEW, CONFERENCE = "review", "conference"
CARE, PROTECTION, CARER = "care", "protection", "carer"
Word = TypeVar("Word", bound=Hashable)


class Sitting(NamedTuple):
    """A meeting about one child: a review in care or a conference, and the label it was planned with."""

    story: Story
    meeting: str
    kind: str
    on: date
    label: str
    participation: str | None = None

    @property
    def child_id(self) -> str:
        """The child it was about."""
        return self.story.person.child_id

    @property
    def stream(self) -> str:
        """The work it belongs to."""
        return CARE if self.meeting == REVIEW else PROTECTION

    @property
    def in_time(self) -> bool:
        """Whether it was meant to be held in time."""
        return self.label in IN_TIME


class Made:
    """The authority, the record being filled, and the tally of what was meant, by table, year and kind."""

    def __init__(self, authority: Authority, record: Record) -> None:
        self.authority, self.record, self.span = authority, record, authority.span
        self.last_day = authority.span.whole.last_day
        children = {child.child_id for child in record.children}
        self.stories = [story for story in authority.stories if story.person.child_id in children]
        self.tally: Counter[tuple[str, str, str]] = Counter()

    def dice(self, *about: str | int) -> Random:
        """Chance for one purpose: the same for the same seed, and independent of every other."""
        return Random("/".join(map(str, (self.authority.seed, "service", *about))))

    def year_of(self, day: date | None) -> Year | None:
        """The statistical year of the data the day lies in."""
        if day is None:
            return None
        return next((year for year in self.span.years if year.first_day <= day <= year.last_day), None)

    def count(self, table: str, day: date | None, *what: str, number: int = 1) -> None:
        """Count something meant for this day under each of these words; a day outside the data counts nowhere."""
        year = self.year_of(day)
        if year is not None:
            for word in what:
                self.tally[table, year.name, word] += number

    def by(self, day: date) -> date | None:
        """The day, or blank if it lies after the data."""
        return day if day <= self.last_day else None

    def sittings(self, since: date | None = None) -> Iterator[Sitting]:
        """Every review and conference held in the data, or since an earlier day, child by child in order of day."""
        first = since or self.span.first_day
        for story in self.stories:
            yield from sorted((each for each in _sittings(story) if each.on >= first), key=lambda each: each.on)

    def truth(self) -> dict[str, dict[str, dict[str, int]]]:
        """What was meant: by year, table and word."""
        found: dict[str, dict[str, dict[str, int]]] = {year.name: {} for year in self.span.years}
        for table, year, word in sorted(self.tally):
            found[year].setdefault(table, {})[word] = self.tally[table, year, word]
        return found


def pick(dice: Random, words: Mapping[Word, float]) -> Word:
    """One of these words, each as likely as its weight."""
    return dice.choices(list(words), list(words.values()))[0]


def group_of(story: Story) -> str:
    """The siblings a child belongs to, or the child alone."""
    return story.family or story.person.child_id


_LATE = {
    "late_notification": 22, "admin_error": 16, "missing_report": 26, "family_unavailable": 16,
    "professional_unavailable": 14, "series_of_meetings": 4, "weather": 2,
}  # fmt: skip
_REASON_GIVEN = 0.9


def late_reason(made: Made, story: Story, meeting: str, on: date) -> str | None:
    """Why a meeting was late, the same for all siblings it was about; now and then nobody wrote it down."""
    dice = made.dice("late", group_of(story), meeting, on.isoformat())
    return pick(dice, _LATE) if dice.random() < _REASON_GIVEN else None


def _sittings(story: Story) -> Iterator[Sitting]:
    for review in story.reviews:
        if review.held_on:
            yield Sitting(story, REVIEW, REVIEW, review.held_on, review.label, review.participation)
    seen: set[date] = set()
    for referral in story.referrals:
        for each in (*_initial(story, referral.enquiries), *_of_transfer(story, referral.transferred_in_on)):
            seen.add(each.on)
            yield each
        for plan in referral.plans:
            for meeting in plan.reviews:
                if meeting.held_on and meeting.held_on not in seen:
                    seen.add(meeting.held_on)
                    yield Sitting(story, CONFERENCE, REVIEW, meeting.held_on, meeting.label)


def _initial(story: Story, enquiries: tuple[Enquiry, ...]) -> Iterator[Sitting]:
    for enquiry in enquiries:
        if enquiry.conference_on and enquiry.label:
            yield Sitting(story, CONFERENCE, "initial", enquiry.conference_on, enquiry.label)


def _of_transfer(story: Story, arrived_on: date | None) -> Iterator[Sitting]:
    if arrived_on:
        yield Sitting(story, CONFERENCE, "transfer_in", arrived_on, "on time")
