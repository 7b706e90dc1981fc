"""Meetings that come round, of a child in care or of a family with plans: when each is due, and which a month holds.

What is wanted of a month is how many meetings were held in time and how many late. Which ones they are, and on what
days, follows from the due dates: those due must be held, late ones are some of them held after they were due, and what
is still wanted is held before it was due, the soonest due first. Due dates come from the made-up authority's own
calendar and owe nothing to Handrail's clocks.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from handrail.fictional import calendar
from handrail.fictional.calendar import this_or_next_working_day

DAY = timedelta(days=1)
_APART = timedelta(days=40)  # an early meeting is not held straight after the one before
_LATEST = 20  # working days: nothing here is later than that
_AHEAD = 6  # months: how far ahead due dates are known


class Impossible(ValueError):
    """Counts that no dates of these courses can give."""


months_after = cache(calendar.months_after)
working_days_after = cache(calendar.working_days_after)
this_or_last_working_day = cache(calendar.this_or_last_working_day)
is_working_day = cache(calendar.is_working_day)


class Rules(NamedTuple):
    """When the first meeting is due after the start, the second after the first, and each later one.

    After `settled` meetings the interval is the later one.
    """

    first: Callable[[date], date]
    second: Callable[[date], date]
    later: Callable[[date], date]
    settled: int


def _months(number: int) -> Callable[[date], date]:
    return lambda day: months_after(day, number)


REVIEWS = Rules(lambda day: working_days_after(day, 20), _months(3), _months(6), 2)
CONFERENCES = Rules(_months(3), _months(6), _months(6), 1)


class Late(NamedTuple):
    """Why a meeting was late, if anyone said; `wrongly` where it was in time and only its recorded day is wrong."""

    reason: str | None = None
    wrongly: bool = False


class Month(NamedTuple):
    """What is wanted of a month: meetings held in time (None: those that must be, no more) and each late one."""

    first: date
    in_time: int | None
    late: tuple[Late, ...] = ()

    @property
    def last(self) -> date:
        """Its last day."""
        return months_after(self.first, 1) - DAY


@dataclass(eq=False)
class Course:
    """The meetings of one child in care, or of one family with plans, from a day until it ends, if it does.

    `truly` holds, for a meeting recorded on a wrong day, the day it was held. `ends_after` meetings of the year it ends
    with one, where that is decided beforehand; 0 says that it ends with none.
    """

    key: str
    began_on: date
    ends_on: date | None = None
    ends_after: int | None = None
    held: list[date] = field(default_factory=list)
    late: dict[date, Late] = field(default_factory=dict)
    truly: dict[date, date] = field(default_factory=dict)

    @property
    def last_on(self) -> date:
        """The day of the last meeting, or of the start."""
        return self.held[-1] if self.held else self.began_on

    def due_on(self, rules: Rules) -> date:
        """When the next meeting is due, whether the day of the last is taken as recorded or as it was."""
        rule = rules.first if not self.held else rules.second if len(self.held) == 1 else rules.later
        return rule(min(self.last_on, self.truly.get(self.last_on, date.max)))

    def is_open(self, day: date) -> bool:
        """Whether it has begun before the day and not ended by it."""
        return self.began_on < day and (self.ends_on is None or self.ends_on > day)


def give_history(course: Course, rules: Rules, before: date, last_on: date | None = None) -> None:
    """The meetings held before a day, each in time, so that the last was on the day given, or as late as it may be."""
    stop = last_on or before
    while True:
        due = course.due_on(rules)
        if last_on and due >= last_on and len(course.held) + 1 >= rules.settled:
            course.held.append(last_on)
            return
        day = this_or_last_working_day(due)
        if day >= stop:
            return
        if last_on and last_on - day < _APART:
            day = this_or_last_working_day(last_on - _APART)
        course.held.append(max(day, this_or_next_working_day(course.last_on + DAY)))


def last_before(due_on: date, first_day: date) -> date:
    """A working day before the year from which a later meeting is due on this day or a little before."""
    return this_or_last_working_day(min(months_after(due_on, -6), first_day - DAY))


def room(others: Sequence[Course], months: Sequence[Month], rules: Rules, again: bool) -> list[int]:
    """How many meetings each of the first six months has room for, besides those of these courses.

    What a month holds is due again half a year later: where it will be held (`again`), the fuller month decides.
    """
    left = [(month.in_time or 0) + len(month.late) for month in months]
    for course in others:
        known = Course(course.key, course.began_on, held=list(course.held))
        give_history(known, rules, min(course.ends_on or date.max, months[-1].last))
        for number, month in enumerate(months):
            left[number] -= sum(month.first <= day <= month.last for day in known.held)
    return [max(min(left[number], left[number + _AHEAD]) if again else left[number], 1) for number in range(_AHEAD)]


Ended = Callable[[Month, list[Course]], None]


def hold(
    courses: Sequence[Course], months: Sequence[Month], rules: Rules, dice: Random, end: Ended | None = None
) -> None:
    """Give the courses the meetings of these months. Raises Impossible where the counts cannot come out.

    `end` may end some of the courses that met in a month, with that meeting.
    """
    for number, month in enumerate(months):
        running = [each for each in courses if each.began_on < month.last and not _over(each, month.first)]
        late = _hold_late(running, month, rules, dice)
        taken = set(late)
        rest = [each for each in running if each not in taken]
        musts = [each for each in rest if _must(each, month, rules)]
        chosen = musts + _early(rest, musts, months[number:], rules)
        for course in chosen:
            course.held.append(dice.choice(_days_in_time(course, month, rules)))
        if end:
            end(month, [*late, *chosen])


def add_early(courses: Iterable[Course], number: int, rules: Rules, last_day: date, dice: Random) -> None:
    """So many more meetings, each held early after the last one of a course that is still open at the end."""
    able = []
    for course in courses:
        days = _working_days(course.last_on + _APART, min(last_day, course.due_on(rules)))
        if course.is_open(last_day + DAY) and days:
            able.append((course, days))
    if len(able) < number:
        raise Impossible(f"{number} more meetings by {last_day}, and {len(able)} could be held")
    for course, days in dice.sample(able, number):
        course.held.append(dice.choice(days))


def _over(course: Course, day: date) -> bool:
    return course.ends_on is not None and course.ends_on <= day


def _must(course: Course, month: Month, rules: Rules) -> bool:
    """Whether this month holds the last working day in time, the course still running when the meeting is due."""
    due = course.due_on(rules)
    return this_or_last_working_day(due) <= month.last and (course.ends_on is None or due < course.ends_on)


def _hold_late(running: list[Course], month: Month, rules: Rules, dice: Random) -> list[Course]:
    able = [each for each in running if can_be_late(each, month, rules)]
    if len(able) < len(month.late):
        raise Impossible(f"{month.first:%B %Y}: {len(month.late)} late, and {len(able)} are due that could be")
    chosen = dice.sample(able, len(month.late))
    chosen.sort(key=lambda each: (each.ends_after is not None, each.key))
    wrong_first = sorted(month.late, key=lambda late: not late.wrongly)
    for course, late in zip(chosen, wrong_first, strict=True):
        due = course.due_on(rules)
        day = dice.choice(_days_late(course, month, rules))
        course.held.append(day)
        course.late[day] = late
        if late.wrongly:
            course.truly[day] = this_or_last_working_day(due)
    return chosen


def can_be_late(course: Course, month: Month, rules: Rules) -> bool:
    """Whether the meeting due this month can be held late within it; one whose last day was wrong is left alone."""
    due = course.due_on(rules)
    return (
        month.first <= this_or_last_working_day(due)
        and due < month.last
        and not course.truly
        and bool(_days_late(course, month, rules))
    )


def _days_late(course: Course, month: Month, rules: Rules) -> list[date]:
    due = course.due_on(rules)
    return _working_days(due + DAY, min(working_days_after(due, _LATEST), _last_possible(course, month)))


def _days_in_time(course: Course, month: Month, rules: Rules) -> list[date]:
    apart = _APART if course.held else DAY
    last = min(course.due_on(rules), _last_possible(course, month))
    found = _working_days(max(month.first, course.last_on + apart), last)
    return found or _working_days(max(month.first, course.last_on + DAY), last)


def _last_possible(course: Course, month: Month) -> date:
    return min(month.last, course.ends_on - DAY) if course.ends_on else month.last


@cache
def _working_days(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]


def _early(rest: list[Course], musts: list[Course], months: Sequence[Month], rules: Rules) -> list[Course]:
    """Those held before they are due, to make up what is wanted; none that a coming month will need to be late."""
    month, coming = months[0], months[1:]
    if month.in_time is None:
        return []
    wanted = month.in_time - len(musts)
    kept = _kept(rest, coming, rules) | {each.key for each in musts}
    able = [
        each
        for each in rest
        if each.key not in kept
        and (not each.held or each.last_on + _APART <= month.last)
        and _days_in_time(each, month, rules)
    ]
    if wanted < 0 or len(able) < wanted:
        raise Impossible(
            f"{month.first:%B %Y}: {month.in_time} in time, {len(musts)} must be held, {len(able)} more could be"
        )
    first_day, last_day = months_after(months[-1].first, -11), months[-1].last
    return sorted(
        able, key=lambda each: (_brings(each, month, rules, first_day, last_day), each.due_on(rules), each.key)
    )[:wanted]


def _brings(course: Course, month: Month, rules: Rules, first_day: date, last_day: date) -> int:
    """How much a meeting this month brings of meetings to be held later in the year: 0 none, 1 what must be anyway, 2 more."""
    next_due = rules.later(month.first)
    if next_due > last_day or (course.ends_on is not None and next_due >= course.ends_on):
        return 0
    return 2 if course.last_on >= first_day else 1


def _kept(rest: list[Course], coming: Iterable[Month], rules: Rules) -> set[str]:
    kept: set[str] = set()
    for month in list(coming)[:_AHEAD]:
        able = sorted(each.key for each in rest if can_be_late(each, month, rules))
        kept.update(able[: len(month.late)])
    return kept
