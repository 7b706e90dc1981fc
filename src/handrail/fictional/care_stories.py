"""Kinds of story of a looked-after child, without or with a difficulty planted in them."""

from datetime import date
from random import Random

from handrail.fictional import meetings
from handrail.fictional.calendar import (
    days_after,
    months_after,
    this_or_next_working_day,
    working_days_after,
    working_days_before,
    years_after,
)
from handrail.fictional.care import (
    each_short_break,
    remand,
    short_breaks,
    time_in_care,
    with_first_review_coded,
)
from handrail.fictional.episodes import Change, Placement, usual_placement
from handrail.fictional.meetings import Wish
from handrail.fictional.people import born_for_age, day_between, day_of_a_year, invent, leap_free, usual_age
from handrail.fictional.story import LAST_DAY, LATE, ON_TIME, Person, Span, Story
from handrail.record.service_tables import SecurePlacement

_LAST_START = days_after(LAST_DAY, -5)
# Difficulties are planted early enough to be followed; ordinary starts come later, so the years stay even.


def _starts_by_year(span: Span) -> tuple[float, ...]:
    years = len(span.years)
    return (23, *[25] * (years - 2), 25 + 81 / years)


def someone(dice: Random, child_id: str, on: date, ages: tuple[int, int] | None = None) -> Person:
    """A child of a usual age, or of these ages, on a day."""
    return invent(dice, child_id, born_for_age(dice, on, *(ages or usual_age(dice))))


def _length_of_stay(dice: Random) -> int:
    return 12 + int(dice.expovariate(1 / (90 if dice.random() < 0.3 else 900)))


def _long_after(dice: Random, began_on: date) -> date:
    """When a child leaves whose difficulty lies in the first two years of care."""
    return days_after(began_on, 800 + int(dice.expovariate(1 / 700)))


def moved_each_year(dice: Random, child_id: str, span: Span) -> Story:
    """A move in every year, so that every year's return shows by its dates which year it is."""
    began_on = date(span.first_day.year - 1, 6, 13)
    moves = [days_after(year.first_day, dice.randint(40, 320)) for year in span.years]
    person = someone(dice, child_id, began_on, (4, 9))
    return Story("moved-each-year", person, (time_in_care(dice, person, began_on, moves=moves),))


def came_into_care(dice: Random, child_id: str, span: Span) -> Story:
    """Came into care within the data, and left or is still there."""
    began_on = day_of_a_year(dice, span.years, _starts_by_year(span), _LAST_START)
    person = someone(dice, child_id, began_on)
    left_on = days_after(began_on, _length_of_stay(dice))
    return Story("came-into-care", person, (time_in_care(dice, person, began_on, left_on),))


def older_than_the_data(dice: Random, child_id: str, span: Span) -> Story:
    """In care before the first return, which therefore cannot show what came before."""
    began_on = days_after(span.first_day, -30 - min(int(dice.expovariate(1 / 900)), 5000))
    oldest = max(0, 16 - (span.first_day - began_on).days // 365)
    lowest, highest = usual_age(dice)
    person = someone(dice, child_id, began_on, (min(lowest, oldest), min(highest, oldest)))
    left_on = days_after(span.first_day, 10 + int(dice.expovariate(1 / 850)))
    return Story("older-than-the-data", person, (time_in_care(dice, person, began_on, left_on),))


def began_just_before_a_year(dice: Random, child_id: str, span: Span) -> Story:
    """Came into care within 20 working days before a 1 April: that year's return allows two histories."""
    first_day = dice.choice(span.years).first_day
    began_on = working_days_before(first_day, dice.randint(1, 19))
    person = someone(dice, child_id, began_on, (1, 13))
    wishes: dict[int, Wish] = {}
    if dice.random() < 0.4:
        wishes[1] = meetings.late_by(dice.choice((1, 5, 30, 75)))
    if dice.random() < 0.4:
        wishes[2] = meetings.late_by(dice.choice((1, 20, 60, 100)))
    moves = [days_after(began_on, dice.randint(60, 500))] if dice.random() < 0.5 else []
    time = time_in_care(
        dice, person, began_on, _long_after(dice, began_on), wishes, moves=[day for day in moves if day < _LAST_START]
    )
    return Story("began-just-before-a-year", person, (time,))


def two_histories_to_the_day(dice: Random, child_id: str, span: Span) -> Story:
    """Came into care just before a year and was reviewed on the very days where the two histories part."""
    first_day = dice.choices(span.years, (*[1] * (len(span.years) - 1), 2))[0].first_day
    began_on = working_days_before(first_day, dice.choice((8, 20)))
    due_on = working_days_after(began_on, 20)
    as_second_on = months_after(days_after(first_day, -1), 3)
    first_on = dice.choice((due_on, days_after(due_on, 1), as_second_on, days_after(as_second_on, 1)))
    months, days = dice.choice(((3, 0), (3, 1), (6, 0), (6, 1)))
    second_on = days_after(months_after(first_on, months), days)
    wishes = {
        1: Wish(ON_TIME if first_on == due_on else LATE, on=first_on),
        2: Wish(ON_TIME if (months, days) == (3, 0) else LATE, on=second_on),
    }
    person = someone(dice, child_id, began_on, (1, 13))
    time = time_in_care(dice, person, began_on, _long_after(dice, began_on), wishes, moves=())
    return Story("two-histories-to-the-day", person, (time,))


def late(dice: Random, child_id: str, span: Span) -> Story:
    """One review is held late, by a day or by months."""
    began_on = day_between(dice, span.first_day, date(2025, 2, 28))
    person = someone(dice, child_id, began_on, (0, 13))
    wishes = {dice.randint(1, 4): meetings.late_by(dice.choice((1, 2, 5, 12, 30, 150)))}
    return Story("late", person, (time_in_care(dice, person, began_on, _long_after(dice, began_on), wishes),))


def early(dice: Random, child_id: str, span: Span) -> Story:
    """One review is brought well forward, and the next falls due the sooner."""
    began_on = day_between(dice, span.first_day, date(2025, 2, 28))
    person = someone(dice, child_id, began_on, (0, 13))
    wishes = {2: meetings.early_by(dice.randint(20, 45)), 4: meetings.early_by(dice.randint(30, 100))}
    return Story("early", person, (time_in_care(dice, person, began_on, _long_after(dice, began_on), wishes),))


def missed_then_left(dice: Random, child_id: str, span: Span) -> Story:
    """A review came due, was never held, and the child left."""
    began_on = day_between(dice, span.first_day, date(2025, 6, 30))
    person = someone(dice, child_id, began_on, (0, 14))
    first_due = working_days_after(began_on, 20)
    if dice.random() < 0.5:
        wishes, due_on = {1: meetings.MISS_IT}, first_due
    else:
        wishes, due_on = (
            {1: meetings.on_the_due_day(), 2: meetings.MISS_IT},
            months_after(first_due, 3),
        )
    left_on = days_after(due_on, dice.choice((1, 2, 15, 60)))
    return Story("missed-then-left", person, (time_in_care(dice, person, began_on, left_on, wishes),))


def missed_and_open(dice: Random, child_id: str, span: Span) -> Story:
    """A review came due and has still not been held on the last day."""
    began_on = day_between(dice, date(2024, 6, 1), date(2025, 7, 31))
    person = someone(dice, child_id, began_on, (0, 14))
    wishes = {dice.randint(1, 3): meetings.MISS_IT}
    return Story("missed-and-open", person, (time_in_care(dice, person, began_on, None, wishes),))


def left_on_the_due_day(dice: Random, child_id: str, span: Span) -> Story:
    """Left on the very day the next review was due, so it was not owed; some had been reviewed early."""
    began_on = day_between(dice, span.first_day, date(2025, 6, 30))
    person = someone(dice, child_id, began_on, (0, 14))
    first_due = working_days_after(began_on, 20)
    early_or_not = meetings.early_by(dice.randint(10, 25)) if dice.random() < 0.5 else meetings.MISS_IT
    wishes = {1: meetings.on_the_due_day(), 2: early_or_not, 3: meetings.MISS_IT}
    time = time_in_care(dice, person, began_on, months_after(first_due, 3), wishes)
    return Story("left-on-the-due-day", person, (time,))


def reviewed_on_the_last_day(dice: Random, child_id: str, span: Span) -> Story:
    """A review was held on the day the child left: it still was a review in care."""
    began_on = day_between(dice, span.first_day, date(2025, 6, 30))
    person = someone(dice, child_id, began_on, (0, 14))
    first_on = working_days_after(began_on, 20)
    second_on = this_or_next_working_day(days_after(first_on, 60))
    wishes = {1: meetings.on_the_due_day(), 2: meetings.on_time_on(second_on)}
    return Story("reviewed-on-the-last-day", person, (time_in_care(dice, person, began_on, second_on, wishes),))


def short_stay(dice: Random, child_id: str, span: Span) -> Story:
    """Left before the first review came due."""
    began_on = day_between(dice, span.first_day, date(2026, 2, 20))
    person = someone(dice, child_id, began_on)
    left_on = days_after(began_on, dice.randint(2, 24))
    return Story("short-stay", person, (time_in_care(dice, person, began_on, left_on, {1: meetings.MISS_IT}),))


def restarted(dice: Random, child_id: str, span: Span) -> Story:
    """Left, and came back: the reviews begin again at the first."""
    began_on = day_between(dice, days_after(span.first_day, -212), date(2024, 10, 31))
    person = someone(dice, child_id, began_on, (2, 13))
    left_on = max(days_after(began_on, dice.randint(40, 250)), days_after(span.first_day, 20))
    again_on = days_after(left_on, dice.choice((14, 30, 60, 150)))
    first = time_in_care(dice, person, began_on, left_on, reason="E4B")
    return Story("restarted", person, (first, time_in_care(dice, person, again_on, _long_after(dice, again_on))))


_MONTH_ENDS = (
    (date(2023, 8, 31), 1), (date(2023, 5, 31), 1), (date(2023, 11, 30), 1), (date(2024, 1, 31), 1),
    (date(2024, 8, 31), 1), (date(2024, 11, 30), 1), (date(2024, 11, 29), 1), (date(2025, 1, 31), 1),
    (date(2025, 3, 31), 1), (date(2025, 8, 31), 1), (date(2023, 10, 31), 1), (date(2024, 5, 31), 1),
)  # fmt: skip


def month_end(dice: Random, child_id: str, span: Span) -> Story:
    """Reviewed at the end of a long month: the next falls due at the end of a short one, and stays there."""
    first_on, number = dice.choice(_MONTH_ENDS)
    began_on = working_days_before(first_on, dice.randint(16, 20))
    person = someone(dice, child_id, began_on, (1, 12))
    choices = (
        meetings.on_the_due_day(),
        meetings.on_the_due_day(),
        meetings.a_day_late(),
        meetings.a_day_early(),
    )
    wishes = {number: meetings.on_time_on(first_on)} | {later: dice.choice(choices) for later in (2, 3, 4, 5)}
    return Story("month-end", person, (time_in_care(dice, person, began_on, _long_after(dice, began_on), wishes),))


def christmas(dice: Random, child_id: str, span: Span) -> Story:
    """Came into care in December: the first 20 working days run over Christmas and New Year."""
    began_on = day_between(dice, date(year := dice.choice(span.years).first_day.year, 12, 1), date(year, 12, 28))
    person = someone(dice, child_id, began_on, (0, 14))
    wishes = {1: dice.choice((meetings.on_the_due_day(), meetings.a_day_late()))}
    return Story("christmas", person, (time_in_care(dice, person, began_on, _long_after(dice, began_on), wishes),))


def leap_day(dice: Random, child_id: str, span: Span) -> Story:
    """Reviewed on 29 February 2024."""
    held_on = date(2024, 2, 29)
    if dice.random() < 0.5:
        began_on = working_days_before(held_on, dice.randint(16, 20))
        wishes = {1: meetings.on_time_on(held_on)}
    else:
        began_on = working_days_before(date(2023, 11, 30), dice.randint(16, 20))
        wishes = {1: meetings.on_time_on(date(2023, 11, 30)), 2: meetings.on_the_due_day()}
    wishes[max(wishes) + 1] = dice.choice((meetings.on_the_due_day(), meetings.a_day_late()))
    person = someone(dice, child_id, began_on, (1, 12))
    return Story("leap-day", person, (time_in_care(dice, person, began_on, _long_after(dice, began_on), wishes),))


def fourth_birthday(dice: Random, child_id: str, span: Span) -> Story:
    """Reviewed on the 4th birthday, when a child's part must be recorded; half are coded as under four."""
    began_on = day_between(dice, span.first_day, date(2025, 10, 31))
    held_on = this_or_next_working_day(days_after(began_on, 21))
    person = invent(dice, child_id, years_after(held_on, -4))
    time = time_in_care(dice, person, began_on, _long_after(dice, began_on), {1: meetings.on_time_on(held_on)})
    if dice.random() < 0.5:
        time = with_first_review_coded(time, "PN0")
    return Story("fourth-birthday", person, (time,))


def eighteenth_birthday(dice: Random, child_id: str, span: Span) -> Story:
    """Ceased to be looked after on the 18th birthday."""
    eighteenth = leap_free(day_between(dice, days_after(span.first_day, 44), date(2026, 3, 20)))
    began_on = days_after(eighteenth, -dice.randint(60, 900))
    person = invent(dice, child_id, years_after(eighteenth, -18))
    return Story("eighteenth-birthday", person, (time_in_care(dice, person, began_on),))


def on_remand(dice: Random, child_id: str, span: Span) -> Story:
    """Remanded to the authority's accommodation for some weeks."""
    began_on = day_between(dice, span.first_day, date(2025, 12, 31))
    person = someone(dice, child_id, began_on, (13, 16))
    return Story("on-remand", person, (remand(dice, person, began_on, dice.randint(20, 120)),))


def in_secure_accommodation(dice: Random, child_id: str, span: Span) -> Story:
    """Moved into secure accommodation on welfare grounds, by an order of the court, and out again."""
    began_on = day_between(dice, days_after(span.first_day, 30), date(2025, 6, 30))
    person = someone(dice, child_id, began_on, (13, 15))
    in_on = days_after(began_on, dice.randint(40, 200))
    out_on = days_after(in_on, dice.randint(25, 120))
    moves = [Change(in_on, "P", None, Placement("K1", "PR2")), Change(out_on, "P", None, Placement("K2", "PR4"))]
    time = time_in_care(dice, person, began_on, moves=[move for move in moves if move.on <= _LAST_START])
    secured = SecurePlacement(child_id, in_on, out_on if out_on <= _LAST_START else None, days_after(in_on, 3))
    secure = (secured,) if in_on <= _LAST_START else ()
    return Story("in-secure-accommodation", person, (time,), secure=secure)


def short_break_turned_care(dice: Random, child_id: str, span: Span) -> Story:
    """Had a series of short breaks, then came into care: the reviews count from the day care began."""
    began_on = day_between(dice, days_after(span.first_day, 61), date(2025, 10, 31))
    person = someone(dice, child_id, began_on, (5, 14))
    opening = Change(began_on, "B", dice.choice(("C2", "V2")), usual_placement(dice, person, began_on))
    breaks_from = days_after(began_on, -dice.randint(60, 500))
    time = time_in_care(dice, person, began_on, opening=opening)
    breaks = short_breaks(person, breaks_from, began_on, "X1", time.episodes[0].need)
    return Story("short-break-turned-care", person, (time,), breaks)


def care_turned_short_breaks(dice: Random, child_id: str, span: Span) -> Story:
    """Was looked after, then only had short breaks: care ceased on the day they began."""
    began_on = day_between(dice, span.first_day, date(2025, 6, 30))
    person = someone(dice, child_id, began_on, (5, 13))
    turned_on = days_after(began_on, dice.randint(30, 260))
    time = time_in_care(dice, person, began_on, turned_on, reason="X1")
    breaks = short_breaks(person, turned_on, None, "", time.episodes[0].need, began_with="L")
    return Story("care-turned-short-breaks", person, (time,), breaks)


def only_short_breaks(dice: Random, child_id: str, span: Span) -> Story:
    """Had short breaks only, under one agreement or each recorded: in the return, and in no count."""
    breaks_from = day_between(dice, days_after(span.first_day, -304), date(2025, 10, 31))
    person = someone(dice, child_id, breaks_from, (5, 14))
    until = days_after(max(breaks_from, span.first_day), dice.randint(60, 700))
    if dice.random() < 0.5:
        return Story("only-short-breaks", person, (), each_short_break(dice, person, breaks_from, until))
    breaks = short_breaks(person, breaks_from, until if until <= LAST_DAY else None, "E4A", "N2")
    return Story("only-short-breaks", person, (), breaks)


def on_the_year_boundary(dice: Random, child_id: str, span: Span) -> Story:
    """Came, moved or left on the last day of a year or the first of the next."""
    april = dice.choice(span.years[1:]).first_day
    boundary = days_after(april, dice.choice((-1, 0)))
    turn = dice.choice(("came", "moved", "left"))
    began_on = boundary if turn == "came" else days_after(boundary, -dice.randint(60, 300))
    person = someone(dice, child_id, began_on, (0, 13))
    left_on = boundary if turn == "left" else None
    moves = [boundary] if turn == "moved" else []
    time = time_in_care(dice, person, began_on, left_on, moves=moves)
    return Story("year-boundary", person, (time,))
