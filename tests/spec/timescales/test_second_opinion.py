"""The ledger and every clock against a second opinion: a naive ledger, and calendars that others keep."""

import os
import random
from datetime import date, timedelta

import holidays
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.timescales.naive import Life, Owed, owed

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Episode, Review
from handrail.timescales.clocks import DEADLINE, NoFigure, clocks
from handrail.timescales.deadlines import deadline
from handrail.timescales.ledger import LedgerRow, Timetable
from handrail.timescales.reviews import rows

FIRST, LAST = date(2021, 1, 1), date(2028, 12, 31)
DUE_DATES = 1_000_000 if int(os.environ.get("HANDRAIL_EXAMPLES", "60")) >= 1000 else 100_000
DAYS = st.integers(0, 1500).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A period of care with or without an end, a placement for adoption, a return, and any reviews."""
    began_on = draw(DAYS)
    length = draw(st.one_of(st.none(), st.integers(1, 900)))
    ended_on = began_on + timedelta(days=length) if length else None
    end = ended_on or LAST
    placed_on = returned_on = None
    if draw(st.booleans()) and (end - began_on).days > 40:
        placed_on = began_on + timedelta(days=draw(st.integers(1, (end - began_on).days - 20)))
        if draw(st.booleans()):
            returned_on = placed_on + timedelta(days=draw(st.integers(1, (end - placed_on).days - 1)))
    days = draw(st.lists(st.integers(0, (end - began_on).days), max_size=8, unique=True))
    reviews = sorted(began_on + timedelta(days=day) for day in days)
    return Life(began_on, ended_on, placed_on, returned_on, tuple(reviews))


@given(lives())
def test_the_ledger_agrees_with_a_naive_one(life: Life) -> None:
    found = [as_owed(row) for row in rows(record_of(life), Timetable())]
    assert sorted(found, key=str) == sorted(owed(life, LAST), key=str)


@given(lives(), st.integers(1, 400), st.one_of(st.none(), st.integers(1, 300)))
def test_each_review_has_one_leading_row_and_it_is_the_one_due_soonest(
    life: Life, authorised: int, ended: int | None
) -> None:
    found = list(rows(record_of(life, authorised, ended), Timetable()))
    for held_on in life.reviews:
        of_review = [row for row in found if row.met_on == held_on]
        (leading,) = [row for row in of_review if row.leads]
        known = [row.due_on for row in of_review if row.due_on]
        assert leading.due_on is None or leading.due_on == min(known)
    owed_now = [row for row in found if row.met_on is None and row.stopped_on is None]
    assert sum(row.leads for row in owed_now) == (life.ended_on is None)


def record_of(life: Life, authorised: int | None = None, ended: int | None = None) -> Record:
    """The record of a life, all of it inside the loaded data; authority to place so many days after it began."""
    episodes = episodes_of(life)
    if authorised:
        start = life.began_on + timedelta(days=authorised)
        episodes = with_status(episodes, start, start + timedelta(days=ended) if ended else None)
    reviews = [Review("1", day) for day in life.reviews]
    return Record([Child("1")], episodes, periods_of_care(episodes), reviews, care_from=FIRST)


def episodes_of(life: Life) -> list[Episode]:
    """The episodes of a life: a new one for each move."""
    moves = [(life.began_on, "U6", "S"), (life.placed_on, "A4", "P"), (life.returned_on, "U6", "P")]
    there = [(on, place, why) for on, place, why in moves if on]
    ends = [on for on, _, _ in there[1:]] + [life.ended_on]
    return [
        Episode("1", on, end, why, "C2", "N1", place, "PR1", "X1" if end in ends[:-1] else ("E4A" if end else None))
        for (on, place, why), end in zip(there, ends, strict=True)
    ]


def with_status(episodes: list[Episode], start: date, end: date | None) -> list[Episode]:
    """The episodes with a placement order between two days: cut where it begins and ends."""
    for day in (start, end):
        cut = []
        for each in episodes:
            if day and each.started_on < day and (each.ended_on is None or day < each.ended_on):
                cut.append(each._replace(ended_on=day, end_reason="X1"))
                cut.append(each._replace(started_on=day, start_reason="L"))
            else:
                cut.append(each)
        episodes = cut
    return [
        each._replace(legal_status="E1")
        if each.started_on >= start and (end is None or each.started_on < end)
        else each
        for each in episodes
    ]


def as_owed(row: LedgerRow) -> Owed:
    """A row of the ledger in the naive one's words."""
    stopped_on = None if row.met_on else row.stopped_on
    return Owed(row.clock, row.triggered_on or row.subject_on, row.due_on, row.met_on, stopped_on)


def test_every_clock_agrees_with_calendars_that_others_keep() -> None:
    """Working days from the `holidays` library, months and years from `dateutil`: a hundred thousand due dates."""
    calendar = holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2036))
    days = [date(2005, 1, 1) + timedelta(days=day) for day in range((date(2035, 12, 31) - date(2005, 1, 1)).days)]
    working = [day for day in days if day.weekday() < 5 and day not in calendar]
    after = {}
    place = 0
    for day in days:
        while place < len(working) and working[place] <= day:
            place += 1
        after[day] = place
    asked = [
        (each, basis)
        for each in clocks().values()
        if each.kind == DEADLINE and each.roll == "none" and each.counting == "exclusive" and not each.clear_days
        for basis, figures in each.bases.items()
        if figures[-1].unit in ("working_day", "day", "week", "month", "year") and not figures[-1].others
        and not figures[-1].crossing and each.chapter != "retention"
    ]  # fmt: skip
    dice = random.Random(1)
    wrong, compared = [], 0
    for number in range(DUE_DATES):
        clock, basis = asked[number % len(asked)]
        day = date(2012, 1, 1) + timedelta(days=dice.randrange(7600))
        sign = -1 if clock.direction == "before" else 1
        try:
            figure = clock.figure(day, basis)
        except NoFigure:
            continue
        if figure.unit == "working_day":
            before = after[day] - (day in working_set(working))
            expected = working[after[day] + figure.amount - 1] if sign > 0 else working[before - figure.amount]
        elif figure.unit in ("month", "year"):
            expected = day + sign * relativedelta(**{f"{figure.unit}s": figure.amount})
        else:
            expected = day + sign * timedelta(days=figure.amount * (7 if figure.unit == "week" else 1))
        due_on = deadline(clock.id, day, basis=basis).due_on
        compared += 1
        if due_on != expected:
            wrong.append((clock.id, basis, day, due_on, expected))
    assert wrong == []
    assert compared > 0.6 * DUE_DATES


_KNOWN: set[date] = set()


def working_set(working: list[date]) -> set[date]:
    """The working days as a set, made once."""
    if not _KNOWN:
        _KNOWN.update(working)
    return _KNOWN
