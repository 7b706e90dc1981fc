"""Children who stay in care, so made that the shares in the same placement for two years come out month by month.

The base of a month is the children under 16 who have been in care for two and a half years: they enter it on the day
they have, and leave it at 16. Who is counted in it has been in the same placement for two years: from the start, or
since a move that is now long enough ago; a move takes a child out again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.fictional_data.published.care import Care, Span, Stayer
from tests.fictional_data.published.made import DAY, Made, day_between

from handrail.fictional.calendar import months_after, years_after

BASE_MONTHS, SAME_MONTHS, BASE_UNTIL_AGE = 30, 24, 16
_NEVER = 99


@dataclass
class Member:
    """A child of the base: the months it enters and leaves, and those in which the same placement is met and lost."""

    enters: int = -1
    leaves: int = _NEVER
    met_from: int = _NEVER
    met_until: int = _NEVER


def members(counts: Sequence[tuple[int, int]]) -> list[Member]:
    """The children of the base whose coming and going gives these counts: in the same placement, and all."""
    met, base = counts[0]
    found = [Member(met_from=-1) for _ in range(met)] + [Member() for _ in range(base - met)]
    for month in range(1, len(counts)):
        more_met, more = (after - before for after, before in zip(counts[month], counts[month - 1], strict=True))
        if more >= 0:
            entering = min(max(more_met, 0), more)
            found += [Member(month, met_from=month) for _ in range(entering)]
            found += [Member(month) for _ in range(more - entering)]
            more_met -= entering
        else:
            leaving = min(max(-more_met, 0), -more)
            _leave(found, month, leaving, met=True)
            _leave(found, month, -more - leaving, met=False)
            more_met += leaving
        _change(found, month, more_met)
    return found


def _in_base(found: Sequence[Member], month: int, met: bool) -> list[Member]:
    return [
        each for each in found if each.enters < month < each.leaves and (each.met_from < month < each.met_until) == met
    ]


def _leave(found: Sequence[Member], month: int, number: int, met: bool) -> None:
    for each in _in_base(found, month, met)[:number]:
        each.leaves = month


def _change(found: Sequence[Member], month: int, more_met: int) -> None:
    """A move takes a child out of those in the same placement; one whose move is two years ago comes in."""
    for each in [each for each in _in_base(found, month, met=False) if each.met_from == _NEVER][: max(more_met, 0)]:
        each.met_from = month
    for each in _in_base(found, month, met=True)[: max(-more_met, 0)]:
        each.met_until = month


def stayers(made: Made, found: Sequence[Member], number: int) -> list[Stayer]:
    """So many children who stay in care, those of the base first; the others have not been in care for long enough."""
    dice = made.dice("stayers")
    of_base = [_stayer(made, each, dice) for each in found]
    return of_base + [_newer(made, dice) for _ in range(number - len(of_base))]


def _stayer(made: Made, member: Member, dice: Random) -> Stayer:
    if member.enters < 0:
        began_on = _since(made, 0, BASE_MONTHS) - timedelta(days=dice.randrange(20, 1200))
    else:
        began_on = day_between(
            dice, _since(made, member.enters - 1, BASE_MONTHS) + DAY, _since(made, member.enters, BASE_MONTHS)
        )
    if member.leaves < _NEVER:
        sixteen_on = made.day(member.leaves, dice)
        return Stayer(_not_leap(years_after(sixteen_on, -BASE_UNTIL_AGE)), began_on)
    youngest = began_on - timedelta(days=dice.randrange(3, 300))
    oldest = years_after(made.last_day, -15)
    return Stayer(_not_leap(day_between(dice, min(oldest, youngest), youngest)), began_on)


def _newer(made: Made, dice: Random) -> Stayer:
    began_on = made.first_day - timedelta(days=dice.randrange(60, 480))
    return Stayer(_not_leap(began_on - timedelta(days=dice.randrange(3, 4500))), began_on)


def _since(made: Made, month: int, months: int) -> date:
    """The latest day from which so many months are over at the end of a month of the year."""
    return months_after(made.months[0], month + 1 - months)


def _not_leap(day: date) -> date:
    return day - DAY if (day.month, day.day) == (2, 29) else day


def place(care: Care, found: Sequence[Member]) -> None:
    """The moves the children of the base made: long enough ago, too short a time ago, or in the month one is lost."""
    made = care.made
    dice = made.dice("moves")
    staying = [each for each in care.courses if each.ends_on is None and each.began_on < made.first_day]
    for course, member in zip(staying, found, strict=False):
        spans = [Span(course.began_on)]
        if member.met_from == _NEVER:
            spans.append(Span(day_between(dice, _since(made, 11, SAME_MONTHS) + DAY, made.first_day - DAY), "P"))
        elif member.met_from > max(member.enters, -1):
            month = member.met_from
            spans.append(
                Span(
                    day_between(dice, _since(made, month - 1, SAME_MONTHS) + DAY, _since(made, month, SAME_MONTHS)), "P"
                )
            )
        if member.met_until < _NEVER:
            spans.append(Span(made.day(member.met_until, dice), "P"))
        care.spans[course.key] = spans


def move_twice(care: Care, children: Sequence[str], by_month: Sequence[int]) -> None:
    """So many children have a second move within the year in each month, the first some days before."""
    dice, waiting = care.made.dice("third placements"), iter(children)
    began = {each.key: each.began_on for each in care.courses}
    for month, number in enumerate(by_month):
        for _ in range(number):
            child = next(waiting)
            first, second = sorted(dice.sample(range(1, 28), 2))
            days = [care.made.months[month] + timedelta(days=each) for each in (first, second)]
            care.spans[child] = [Span(began[child]), *(Span(day, "P") for day in days)]
