"""Child protection: families at initial conferences, their plans, and the review conferences of each family."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from tests.fictional_data.published import meetings
from tests.fictional_data.published.counts import evenly, shared_out
from tests.fictional_data.published.courses import (
    CONFERENCES,
    Course,
    Impossible,
    Late,
    Month,
    give_history,
    hold,
    last_before,
    room,
)
from tests.fictional_data.published.made import Made, born_for, day_between

from handrail.fictional.calendar import (
    months_after,
    this_or_last_working_day,
    this_or_next_working_day,
    working_days_before,
)
from handrail.record.tables import Plan

_ALLOWED = 15  # working days from the strategy discussion
_LATEST = 20  # further working days: nothing here is later than that
_LAST_MONTHS = 9  # from January a new plan is still open at the end of the year
_YOUNGEST = 1.4  # years: older than any plan whose beginning is not given
_FIRST_REVIEW_AFTER = timedelta(days=50)
_FIRST_REVIEW = 0.3  # share of the plans open on the first day that wait for their first review


class Initial(NamedTuple):
    """An initial conference: why it was late, if it was, and what it decided for each child (`plan` or another word)."""

    outcomes: Sequence[str]
    late: Late | None = None


class Open(NamedTuple):
    """Families of one size whose plans were made before the year, between two days.

    Where `ends_after` is given their plans end with that one of the year's conferences; 0 says with none.
    """

    number: int
    size: int
    ends_after: int | None = None
    from_on: date | None = None
    until_on: date | None = None


def spread_out(kinds: Iterable[tuple[Initial, int]]) -> list[list[Initial]]:
    """So many conferences of each kind, each kind spread evenly over the twelve months."""
    placed = sorted(
        ((place + 0.5) / number, order, kind) for order, (kind, number) in enumerate(kinds) for place in range(number)
    )
    parts, found, start = evenly(len(placed)), [], 0
    for part in parts:
        found.append([kind for _, _, kind in placed[start : start + part]])
        start += part
    return found


@dataclass
class Family:
    """Brothers and sisters with plans, and the course of their review conferences, which ends with their plans.

    `is_new` where the plans were made in the year; `has_begun` where the day of one made before it is settled.
    """

    course: Course
    children: list[str]
    is_new: bool = True
    has_begun: bool = False


@dataclass
class Protection:
    """The families of one year, their plans' categories, plans their children had before, and whose they are."""

    made: Made
    families: list[Family] = field(default_factory=list)
    categories: dict[str, str | None] = field(default_factory=dict)
    earlier: dict[str, Plan] = field(default_factory=dict)
    known: int = 0

    def family(self, began_on: date) -> Family:
        """A new family, with no children yet."""
        self.known += 1
        return Family(Course(f"F{self.known:04d}", began_on), [])

    def children(self) -> Iterator[tuple[str, Course]]:
        """Every child with a plan, and the course of the family."""
        return ((child, family.course) for family in self.families for child in family.children)

    def on_plan(self, on: date) -> list[str]:
        """The ids of the children with a plan at the end of a day."""
        return [
            child
            for child, course in self.children()
            if course.began_on <= on and (course.ends_on is None or course.ends_on > on)
        ]


def open_families(protection: Protection, opening: Sequence[Open]) -> None:
    """Families with plans on the day before the year. When they began follows from when their next review is due.

    Those who are never given a review began some weeks before the year.
    """
    made = protection.made
    dice = made.dice("opening families")
    for kind in opening:
        for _ in range(kind.number):
            family = protection.family(
                this_or_last_working_day(made.first_day - timedelta(days=dice.randrange(15, 80)))
            )
            family.course.ends_after, family.is_new = kind.ends_after, False
            youngest = _YOUNGEST
            if kind.from_on and kind.until_on:
                family.has_begun = True
                family.course.began_on = this_or_last_working_day(day_between(dice, kind.from_on, kind.until_on))
                youngest = (made.first_day - kind.from_on).days / 365 + 0.1
            family.children = [_child(made, made.first_day, dice, youngest) for _ in range(kind.size)]
            protection.families.append(family)


def hold_initial_conferences(
    protection: Protection, by_month: Sequence[Sequence[Initial]], known: Sequence[str] = ()
) -> None:
    """The initial conferences of each month; a family with plans from one begins its reviews on that day.

    The last conferences that make a plan for one child make it for a child who is known already.
    """
    made = protection.made
    dice = made.dice("initial conferences")
    left = list(known)
    for month, conferences in enumerate(by_month):
        for conference in conferences:
            day = this_or_next_working_day(made.day(month, dice))
            if day >= months_after(made.months[month], 1):
                day = this_or_last_working_day(day - timedelta(days=4))
            is_late_in_year = month >= _LAST_MONTHS and list(conference.outcomes) == ["plan"]
            _hold_initial(protection, conference, day, dice, left.pop() if left and is_late_in_year else None)


def _hold_initial(protection: Protection, conference: Initial, day: date, dice: Random, known: str | None) -> None:
    made, family = protection.made, protection.family(day)
    within = dice.randint(_ALLOWED + 1, _ALLOWED + _LATEST) if conference.late else dice.randint(4, _ALLOWED)
    considered = [(known or _child(made, day, dice), outcome) for outcome in conference.outcomes]
    meetings.initial(made.record, family.course.key, day, working_days_before(day, within), considered, conference.late)
    family.children = [child for child, outcome in considered if outcome == "plan"]
    if family.children:
        protection.families.append(family)


def _child(made: Made, on: date, dice: Random, youngest: float = 0.1) -> str:
    return made.child(born_for(dice, on, youngest, 15.5), dice)


Counts = Sequence[tuple[int | None, Sequence[Late]]]


def hold_review_conferences(
    protection: Protection,
    counts: Counts,
    ends: Sequence[int] | None = None,
    families: Sequence[Family] | None = None,
) -> None:
    """Review conferences held in time and late in each month, of all families or of these.

    With some of them so many children's plans end; where that is not given, those of a family that is to end do.
    """
    made, chosen = protection.made, protection.families if families is None else families
    months = [Month(first, in_time, tuple(late)) for first, (in_time, late) in zip(made.months, counts, strict=True)]
    dice = made.dice("review conferences")
    _give_earlier_conferences(made.first_day, chosen, months, dice)
    by_key = {family.course.key: family for family in chosen}
    end = _ending(by_key, ends, made) if ends else _as_decided(made.first_day)
    hold([family.course for family in chosen], months, CONFERENCES, dice, end)


def _as_decided(first_day: date) -> Callable[[Month, list[Course]], None]:
    def end(month: Month, met: list[Course]) -> None:
        for course in met:
            if course.ends_after == sum(day >= first_day for day in course.held):
                course.ends_on = course.last_on

    return end


def _give_earlier_conferences(
    first_day: date, families: Sequence[Family], months: Sequence[Month], dice: Random
) -> None:
    opening = [family for family in families if not family.is_new]
    others = [family.course for family in families if family.is_new]
    dice.shuffle(opening)
    left = room(others, months, CONFERENCES, again=False)
    due_months = [month for month, number in enumerate(shared_out(len(opening), left)) for _ in range(number)]
    for family, month in zip(opening, due_months, strict=True):
        _begin_before(family, months[month].first + timedelta(days=dice.randrange(4, 22)), first_day, dice)


def _begin_before(family: Family, due_on: date, first_day: date, dice: Random) -> None:
    """Let plans begin before the year, if that is not settled, so that the first review of the year is due on this day."""
    course = family.course
    if family.has_begun:
        soonest = this_or_next_working_day(course.began_on + _FIRST_REVIEW_AFTER)
        give_history(course, CONFERENCES, first_day, max(last_before(due_on, first_day), soonest))
        return
    if months_after(due_on, -3) < first_day and dice.random() < _FIRST_REVIEW:
        course.began_on = this_or_last_working_day(months_after(due_on, -3))
        return
    last_on = last_before(due_on, first_day)
    earlier = this_or_last_working_day(last_on - timedelta(days=dice.randrange(60, 88)))
    course.began_on = earlier if dice.random() < 0.6 else this_or_last_working_day(months_after(earlier, -6))
    give_history(course, CONFERENCES, first_day, last_on)


def _ending(families: dict[str, Family], ends: Sequence[int], made: Made) -> Callable[[Month, list[Course]], None]:
    def end(month: Month, met: list[Course]) -> None:
        able = [
            families[course.key] for course in met if course.ends_after is None and course.last_on not in course.truly
        ]
        able.sort(key=lambda family: (family.course.began_on, family.course.key))
        for family in adding_up_to(ends[made.months.index(month.first)], able, lambda each: len(each.children)):
            family.course.ends_on = family.course.last_on

    return end


Sized = TypeVar("Sized")


def adding_up_to(wanted: int, able: Sequence[Sized], size: Callable[[Sized], int]) -> list[Sized]:
    """Those of so many children together, those named first wherever they can be. Raises Impossible."""
    reach: list[set[int]] = [{0}]
    for each in reversed(able):
        reach.append(reach[-1] | {number + size(each) for number in reach[-1]})
    chosen, left = [], wanted
    for place, each in enumerate(able):
        rest = reach[len(able) - place - 1]
        if left - size(each) in rest:
            chosen.append(each)
            left -= size(each)
        elif left not in rest:
            raise Impossible(f"no {wanted} children among {len(able)} conferences")
    return chosen


def write(protection: Protection) -> None:
    """The families' plans and their conferences, but for the initial ones of the year, which stand already."""
    record, dice = protection.made.record, protection.made.dice("earlier initial conferences")
    for family in protection.families:
        course = family.course
        if not family.is_new:
            enquired_on = working_days_before(course.began_on, dice.randint(4, _ALLOWED))
            considered = [(child, "plan") for child in family.children]
            meetings.initial(record, course.key, course.began_on, enquired_on, considered)
        for child in family.children:
            category, earlier = protection.categories.get(child, "NEG"), protection.earlier.get(child)
            record.plans.append(Plan(child, course.began_on, course.ends_on, category, category, int(bool(earlier))))
            if earlier:
                record.plans.append(earlier)
        for day in course.held:
            meetings.review(record, course, day, family.children, protection.made.last_day)
