"""The six words, and that the database says of every row what the pure function says."""

from datetime import date, timedelta
from random import Random

import pytest

from handrail.service.authorities.models import Authority
from handrail.service.due.models import Duty
from handrail.service.due.state import Standing, Word, open_now, open_on, standing, until, with_state
from handrail.timescales import ledger
from handrail.timescales.ledger import LedgerRow

TODAY = date(2026, 4, 2)  # the Thursday before Easter


def day(offset: int | None) -> date | None:
    return None if offset is None else TODAY + timedelta(days=offset)


def a_row(
    due: int | None = None,
    met: int | None = None,
    stopped: int | None = None,
    why_not: str | None = None,
    begun: int = -200,
) -> LedgerRow:
    on = day(due)
    return LedgerRow(
        "a", TODAY - timedelta(days=200), "lac_review_n", "statutory", None, day(begun), on, on, on, on, day(met),
        day(stopped), None if stopped is None else "turned_18", why_not,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (a_row(due=-5, met=-5), Standing(Word.ON_TIME, 0, "")),
        (a_row(due=-5, met=-3), Standing(Word.MET_LATE, 2, "2 days late")),
        (a_row(due=-1), Standing(Word.LATE, 1, "1 day late")),
        (a_row(due=0), Standing(Word.DUE_SOON, 0, "today")),
        (a_row(due=14), Standing(Word.DUE_SOON, 0, "in 8 working days")),
        (a_row(due=15), Standing(Word.ON_TIME, 0, "in 9 working days")),
        (a_row(due=-5, met=3), Standing(Word.LATE, 5, "5 days late")),
        (a_row(due=9, stopped=-1), Standing(Word.STOPPED, 0, "")),
        (a_row(due=9, stopped=1), Standing(Word.DUE_SOON, 0, "in 4 working days")),
        (a_row(due=-9, stopped=-1), Standing(Word.STOPPED, 8, "8 days late when its clock stopped")),
        (a_row(met=-3, why_not="began_before_data"), Standing(Word.UNJUDGED, 0, "")),
        (a_row(why_not="no_figure"), Standing(Word.UNJUDGED, 0, "")),
        (a_row(stopped=-1, why_not="no_figure"), Standing(Word.STOPPED, 0, "")),
        (a_row(due=9, begun=1), None),
    ],
)
def test_how_a_row_stands(row: LedgerRow, expected: Standing | None) -> None:
    assert standing(row, TODAY) == expected


def test_a_conference_that_was_not_needed_has_stopped() -> None:
    row = a_row(due=-30)._replace(stop_reason="conference_not_needed")
    assert standing(row, TODAY) == Standing(Word.STOPPED, 0, "")


def test_where_two_histories_are_possible_the_later_day_decides() -> None:
    row = a_row(why_not="review_1_or_2")._replace(due_earliest_on=day(-9), due_latest_on=day(3))
    assert standing(row, TODAY) == Standing(Word.DUE_SOON, 0, "in 3 days")
    assert standing(row, TODAY + timedelta(days=5)) == Standing(Word.LATE, 2, "2 days late")


@pytest.mark.parametrize(
    ("offset", "words"),
    [(-3, "3 days ago"), (-1, "1 day ago"), (0, "today"), (1, "in 1 day"), (4, "in 4 days"), (5, "in 1 working day")],
)
def test_distance_counts_working_days(offset: int, words: str) -> None:
    """Good Friday to Easter Monday lie between: the next working day is the Tuesday, five days on."""
    assert until(TODAY + timedelta(days=offset), TODAY) == words


def test_beyond_the_calendar_days_are_counted() -> None:
    assert until(date(2040, 4, 2), TODAY) == f"in {(date(2040, 4, 2) - TODAY).days} days"


def any_row(random: Random, number: int) -> LedgerRow:
    """A row of any make: also such as the rules would not make."""

    def some() -> date | None:
        return random.choice([None, day(random.randrange(-30, 31))])

    earliest, latest = sorted([random.randrange(-30, 31), random.randrange(-30, 31)])
    due_on = some()
    bounds = (
        [(due_on, due_on), (day(earliest), day(latest))] if due_on else [(None, None), (day(earliest), day(latest))]
    )
    first, last = (due_on, due_on) if due_on else random.choice(bounds)
    stopped_on = some()
    reason = "turned_18" if stopped_on else random.choice([None, None, "conference_not_needed"])
    return LedgerRow(
        "a", TODAY, "icpc", "statutory", None, some(), due_on, first, last, None, some(), stopped_on, reason,
        random.choice([None, None, "no_figure"]),
    )  # fmt: skip


def test_the_database_says_the_same_of_any_row(inside: Authority) -> None:
    random = Random(3)
    rows = {f"{number}": any_row(random, number) for number in range(600)}
    Duty.objects.bulk_create(
        Duty(key=key, as_recorded=True, as_verified=True, **row._asdict()) for key, row in rows.items()
    )
    for offset in (-20, -1, 0, 9):
        on = TODAY + timedelta(days=offset)
        found = dict(with_state(Duty.objects.all(), on).values_list("key", "word"))
        expected = {key: standing(row, on) for key, row in rows.items()}
        assert found == {key: stands and stands.word for key, stands in expected.items()}
        assert len(set(found.values())) == 7
        still = set(Duty.objects.filter(open_on(on)).values_list("key", flat=True))
        owed = {key for key, row in rows.items() if ledger.state(row, on) in (ledger.RUNNING, ledger.MISSED_OPEN)}
        assert owed <= still
        now = dict(open_now(Duty.objects.all(), on).values_list("key", "word"))
        assert now == {key: found[key] for key in still if found[key] != Word.STOPPED}
