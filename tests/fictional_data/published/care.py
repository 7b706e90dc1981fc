"""Children in care: who is looked after when, and the reviews of their cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from tests.fictional_data.published.counts import shared_out
from tests.fictional_data.published.courses import REVIEWS, Course, Late, Month, give_history, hold, last_before, room
from tests.fictional_data.published.made import DAY, Made, born_for

from handrail.fictional.calendar import months_after, years_after
from handrail.record.care import periods_of_care
from handrail.record.service_tables import LateReason
from handrail.record.tables import Correction, Episode, Review

_MEAN_DAYS_IN_CARE = 800
_TOOK_PART = {"PN1": 55, "PN2": 5, "PN3": 10, "PN5": 10, "PN6": 20}
_TOOK_NO_PART = "PN7"
_KNOWN_MONTHS = 6  # after the first day, the due dates of those in care before it are ours to choose
_LONG_ENOUGH = 320  # days in care by which two reviews lie more than half a year back


class Starter(NamedTuple):
    """The age in years a child has on coming into care: from one, up to another."""

    from_years: float = 0
    until_years: float = 16.5


class Stayer(NamedTuple):
    """A child in care before the year and after it."""

    born_on: date
    began_on: date


class Leaver(NamedTuple):
    """Why a child leaves care (REC), and the age on leaving; `at_18` on the birthday itself."""

    end_reason: str
    from_years: float
    until_years: float
    at_18: bool = False


class Span(NamedTuple):
    """A stretch with one legal status in one placement, from a day on: an episode (RNE, LS, PLACE)."""

    from_on: date
    reason: str = "S"
    legal_status: str = "C2"
    placement_type: str = "U6"
    distance_miles: int | None = None
    in_area: bool | None = None


@dataclass
class Care:
    """The children in care of one year: a course of reviews each, keyed by the child's id.

    `spans` holds the stretches of a child who has not one alone; `participation` how the child took part in a review.
    """

    made: Made
    courses: list[Course] = field(default_factory=list)
    end_reasons: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    participation: dict[tuple[str, date], str] = field(default_factory=dict)

    @property
    def before(self) -> list[str]:
        """The ids of those in care on the day before the year."""
        return self.looked_after(self.made.first_day - DAY)

    @property
    def at_end(self) -> list[str]:
        """The ids of those in care at the end of the year."""
        return self.looked_after(self.made.last_day)

    @property
    def held(self) -> list[tuple[str, date]]:
        """The reviews of the year: whose, and the day."""
        first = self.made.first_day
        return sorted((each.key, day) for each in self.courses for day in each.held if day >= first)

    def looked_after(self, on: date) -> list[str]:
        """The ids of those in care at the end of a day."""
        return [each.key for each in self.courses if each.began_on <= on and (not each.ends_on or each.ends_on > on)]


def children_in_care(
    made: Made,
    stayers: int | Sequence[Stayer],
    starters: Sequence[Sequence[Starter]],
    leavers: Sequence[Sequence[Leaver]],
    most_days: int = 6000,
    quiet_days: int = 0,
) -> Care:
    """Those in care throughout the year, as many or as given, and those who come and leave in each of its months.

    Who leaves was in care before the year, for at most so many days. On its last days nobody comes.
    """
    dice = made.dice("care")
    care = Care(made)
    for month, of_month in enumerate(leavers):
        for leaver in of_month:
            _leaver(care, leaver, made.day(month, dice), most_days, dice)
    for stayer in _usual_stayers(made, stayers, dice) if isinstance(stayers, int) else stayers:
        care.courses.append(Course(made.child(stayer.born_on, dice), stayer.began_on))
    for month, of_month in enumerate(starters):
        for starter in of_month:
            began_on = min(made.day(month, dice), made.last_day - timedelta(days=quiet_days))
            born_on = born_for(dice, began_on, starter.from_years, starter.until_years)
            care.courses.append(Course(made.child(born_on, dice), began_on))
    return care


def _usual_stayers(made: Made, number: int, dice: Random) -> Iterator[Stayer]:
    for _ in range(number):
        born_on = born_for(dice, made.first_day, 0.1, 16.9)
        yield Stayer(born_on, _came_into_care(made, born_on, 6000, dice))


def _leaver(care: Care, leaver: Leaver, ends_on: date, most_days: int, dice: Random) -> None:
    made = care.made
    born_on = (
        years_after(ends_on, -18) if leaver.at_18 else born_for(dice, ends_on, leaver.from_years, leaver.until_years)
    )
    born_on = min(born_on, made.first_day - timedelta(days=40))
    course = Course(made.child(born_on, dice), _came_into_care(made, born_on, most_days, dice), ends_on)
    care.courses.append(course)
    care.end_reasons[course.key] = leaver.end_reason


def _came_into_care(made: Made, born_on: date, most_days: int, dice: Random) -> date:
    """A day before the year, not before birth."""
    days = min(round(dice.expovariate(1 / _MEAN_DAYS_IN_CARE)) + 25, (made.first_day - born_on).days, most_days)
    return made.first_day - timedelta(days=days)


def hold_reviews(care: Care, counts: Sequence[tuple[int, Sequence[Late]]]) -> None:
    """Reviews held in time and late in each month, after what the children of the opening day had before."""
    months = [
        Month(first, in_time, tuple(late)) for first, (in_time, late) in zip(care.made.months, counts, strict=True)
    ]
    dice = care.made.dice("reviews")
    _give_earlier_reviews(care, months, dice)
    hold(care.courses, months, REVIEWS, dice)


def _give_earlier_reviews(care: Care, months: Sequence[Month], dice: Random) -> None:
    """Earlier reviews such that the next falls due in a month that has room for it, or after the child has left."""
    first_day, ours = care.made.first_day, []
    for course in care.courses:
        if course.began_on >= first_day:
            continue
        if (first_day - course.began_on).days < _LONG_ENOUGH:
            give_history(course, REVIEWS, first_day)
        elif course.ends_on:
            give_history(
                course, REVIEWS, first_day, last_before(_due_before_leaving(course.ends_on, first_day), first_day)
            )
        else:
            ours.append(course)
    dice.shuffle(ours)
    ours_by_key = {course.key for course in ours}
    left = room([each for each in care.courses if each.key not in ours_by_key], months, REVIEWS, again=True)
    due_months = [month for month, number in enumerate(shared_out(len(ours), left)) for _ in range(number)]
    for course, month in zip(ours, due_months, strict=True):
        due_on = months[month].first + timedelta(days=dice.randrange(4, 22))
        give_history(course, REVIEWS, first_day, last_before(due_on, first_day))


def _due_before_leaving(ends_on: date, first_day: date) -> date:
    """A due day after the child has left; or one in the first half of the year after which the next is."""
    half = months_after(first_day, _KNOWN_MONTHS)
    return ends_on + DAY if ends_on < half else min(months_after(ends_on, -6) + timedelta(days=25), half - 3 * DAY)


def take_part(care: Care, number: int) -> None:
    """The children took part in so many of the year's reviews, in one way or another, and in the others did not."""
    dice = care.made.dice("participation")
    codes = dice.choices(list(_TOOK_PART), list(_TOOK_PART.values()), k=number)
    codes += [_TOOK_NO_PART] * (len(care.held) - number)
    dice.shuffle(codes)
    care.participation.update(zip(care.held, codes, strict=True))


def accommodate(care: Care, before: int, at_end: int) -> None:
    """So many of the children by agreement (section 20) on the day before the year, and so many on its last.

    Some who come do so by agreement, and a court makes an order for some of them and of those from before.
    """
    dice, first_day = care.made.dice("section 20"), care.made.first_day
    agreed = set(dice.sample(sorted(care.before), before))
    came = [each.key for each in care.courses if each.began_on >= first_day and each.ends_on is None]
    agreed |= set(dice.sample(sorted(came), len(came) // 2))
    staying = sorted(agreed & set(care.at_end))
    ordered = set(dice.sample(staying, len(staying) - at_end))
    began = {each.key: each.began_on for each in care.courses}
    for child in sorted(agreed):
        care.spans[child] = [Span(began[child], legal_status="V2")]
        if child in ordered:
            on = max(began[child], first_day) + timedelta(days=dice.randrange(1, 60))
            care.spans[child].append(Span(min(on, care.made.last_day), "L", "C1"))


def write(care: Care) -> None:
    """The children's episodes, periods of care and reviews, and the reasons and corrections of late ones."""
    record, first_day = care.made.record, care.made.first_day
    for course in care.courses:
        record.episodes.extend(_episodes(care, course))
        record.reviews.extend(
            Review(course.key, day, participation=care.participation.get((course.key, day))) for day in course.held
        )
        for day, late in course.late.items():
            if late.reason:
                record.late_reasons.append(LateReason(course.key, "review", day, late.reason))
        for day, truly in course.truly.items():
            record.corrections.append(_correction(course.key, day, truly, years_after(first_day, 1)))
    record.periods_of_care = periods_of_care(record.episodes)


def _episodes(care: Care, course: Course) -> Iterator[Episode]:
    spans = care.spans.get(course.key, [Span(course.began_on)])
    for span, following in zip(spans, [*spans[1:], None], strict=True):
        yield Episode(
            course.key, span.from_on, following.from_on if following else course.ends_on, span.reason, span.legal_status,
            "N1", span.placement_type, "PR1", "X1" if following else care.end_reasons.get(course.key),
            span.distance_miles, span.in_area,
        )  # fmt: skip


def _correction(child_id: str, recorded: date, truly: date, on: date) -> Correction:
    return Correction(
        "reviews", f"{child_id}|{recorded}", "opened_on", recorded.isoformat(), truly.isoformat(),
        "The recorded day is not the day the review was held.", "performance team", on,
    )  # fmt: skip
