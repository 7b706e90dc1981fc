"""The twin ledger: ten kinds of planted fault are all found, each is named for what it is, and none is invented.

The extract is made up from a seed. Right and wrong dates are worked out here, by counting days one at a time, and only
planted where no other mistake would make the same date: one entry alone cannot tell two mistakes apart.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Conference, ConferenceChild, Enquiry, Episode, Plan, RecordedDue, Review
from handrail.timescales import subjects, twin
from handrail.timescales.ledger import LedgerRow
from handrail.timescales.working_days import england

CALENDAR = england()
SOURCE, WHERE = "tracker", "tracker.xlsx"
Wrong = dict[str, date]


def working_days_on(day: date, count: int, is_off: Callable[[date], bool]) -> date:
    while count:
        day += timedelta(days=1)
        count -= not is_off(day)
    return day


def is_off(day: date) -> bool:
    return day.weekday() > 4 or day in CALENDAR.holidays


def is_weekend(day: date) -> bool:
    return day.weekday() > 4


def months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


LIMITS = {"lac_review_1": 20, "icpc": 15, "lac_review_2": 3, "lac_review_n": 6, "rcpc_1": 3, "rcpc_n": 6}
IN_WORKING_DAYS = ("lac_review_1", "icpc")


def right(clock: str, start: date) -> date:
    if clock in IN_WORKING_DAYS:
        return working_days_on(start, LIMITS[clock], is_off)
    return months_on(start, LIMITS[clock])


def wrong_dates(clock: str, start: date, due: date) -> Wrong:
    """Every date a known mistake makes instead of this one, by the name of the fault."""
    found: Wrong = {}
    if clock in IN_WORKING_DAYS:
        first = 0 if is_off(start) else 1
        found["inclusive_working_days"] = working_days_on(start, LIMITS[clock] - first, is_off)
        found["ignores_bank_holidays"] = working_days_on(start, LIMITS[clock], is_weekend)
    else:
        found["inclusive_months"] = months_on(start - timedelta(days=1), LIMITS[clock])
        found[f"days_{91 if LIMITS[clock] == 3 else 183}"] = start + timedelta(days=91 if LIMITS[clock] == 3 else 183)
    if due.day <= 12:
        found["day_and_month_exchanged"] = date(due.year, due.day, due.month)
    if (due.month, due.day) != (2, 29):
        found["wrong_year"] = due.replace(year=due.year + 1)
    found["seventeen_days_on"] = due + timedelta(days=17)
    return {name: day for name, day in found.items() if day != due}


KINDS = {
    "days_91": twin.DAYS_91_183,
    "days_183": twin.DAYS_91_183,
    "inclusive_working_days": twin.INCLUSIVE_COUNT,
    "ignores_bank_holidays": twin.IGNORES_BANK_HOLIDAYS,
    "from_planned_date": twin.RUNS_FROM_PLANNED_DATE,
    "day_and_month_exchanged": twin.TYPED_BY_HAND,
    "wrong_year": twin.TYPED_BY_HAND,
    "seventeen_days_on": twin.UNKNOWN,
    "flag_against_own_dates": twin.FLAG_AGAINST_OWN_DATES,
    "flag_without_a_date": twin.FLAG_DIFFERS,
    "due_after_care_ended": twin.NOTHING_DUE,
}


def a_service(dice: Random, children: int) -> Record:
    """Children looked after, reviewed, and on plans; everything within the data and after the easement of 2020."""
    record = Record(care_from=date(2021, 4, 1), protection_from=date(2021, 4, 1))
    for number in range(children):
        child_id = f"{number:05}"
        record.children.append(Child(child_id, date(2014, 5, 6)))
        began = date(2021, 9, 1) + timedelta(days=dice.randrange(1000))
        ended = began + timedelta(days=dice.randrange(500, 900)) if dice.random() < 0.5 else None
        reason = "E13" if ended else None
        record.episodes.append(Episode(child_id, began, ended, "S", "C2", "N1", "U6", "PR1", reason))
        held = began
        for gap in (24, 88, 175, 178):
            held += timedelta(days=gap + dice.randint(-6, 12))
            record.reviews.append(Review(child_id, held, None, "PN1"))
        _protect(record, dice, child_id, began + timedelta(days=dice.randrange(300)))
    record.periods_of_care = periods_of_care(record.episodes)
    return record


def _protect(record: Record, dice: Random, child_id: str, started: date) -> None:
    held = working_days_on(started, dice.randint(12, 18), is_off)
    record.enquiries.append(Enquiry(child_id, started, None, False, held))
    record.plans.append(Plan(child_id, held))
    meetings = [("initial", held)]
    for gap in (85, 178):
        meetings.append(("review", meetings[-1][1] + timedelta(days=gap + dice.randint(-6, 12))))
    for kind, day in meetings:
        conference_id = f"{kind}:{child_id}:{day}"
        of_plan = held if kind == "review" else None
        record.conferences.append(Conference(conference_id, kind, day))
        record.conference_children.append(
            ConferenceChild(conference_id, child_id, None if of_plan else started, of_plan)
        )


def family(clock: str) -> str:
    return next(name for name in ("lac_review", "icpc", "rcpc") if clock.startswith(name))


def extract(record: Record) -> list[tuple[LedgerRow, RecordedDue]]:
    """What a faultless system would hold: an entry for each meeting held, with the right date and flag."""
    rows = [row for row in subjects.build(record) if row.clock in LIMITS and row.met_on and row.triggered_on]
    found = []
    for number, row in enumerate(rows, 2):
        due = right(row.clock, row.triggered_on)  # type: ignore[arg-type]
        in_time = row.met_on <= due  # type: ignore[operator]
        planned_on = row.met_on - timedelta(days=number % 3)  # type: ignore[operator]
        where = f"{WHERE}:{number}"
        entry = RecordedDue(row.child_id, family(row.clock), SOURCE, due, row.met_on, in_time, planned_on, where)
        found.append((row, entry))
    return found


def with_fault(
    name: str, row: LedgerRow, entry: RecordedDue, planned: dict[tuple[str, date | None], date | None]
) -> RecordedDue | None:
    """The entry with this fault, or None where it cannot be planted in it so that it could be told."""
    assert row.triggered_on is not None
    assert row.met_on is not None
    due = right(row.clock, row.triggered_on)
    wrong = wrong_dates(row.clock, row.triggered_on, due)
    before = planned.get((entry.child_id, row.triggered_on)) if not row.clock.endswith("_1") else None
    if before is not None and before != row.triggered_on:
        wrong["from_planned_date"] = right(row.clock, before)
    if name == "flag_against_own_dates":
        return entry._replace(in_time=not entry.in_time)
    if name == "flag_without_a_date":
        return entry._replace(due_on=None, in_time=not entry.in_time)
    if name not in wrong or wrong[name] == due or list(wrong.values()).count(wrong[name]) > 1:
        return None
    return entry._replace(due_on=wrong[name], in_time=row.met_on <= wrong[name])


def plant(dice: Random, record: Record, each: int) -> tuple[Record, dict[str, str]]:
    """The record with an extract that holds so many faults of every kind, and the fault of each entry that has one."""
    entries = extract(record)
    planned = {(entry.child_id, entry.held_on): entry.planned_on for _, entry in entries if entry.clock == "lac_review"}
    truth: dict[str, str] = {}
    recorded = {entry.read_from: entry for _, entry in entries}
    dice.shuffle(entries)
    for name in KINDS:
        for row, entry in entries:
            if entry.read_from in truth or Counter(truth.values())[name] == each:
                continue
            faulty = with_fault(name, row, entry, planned)
            if faulty is not None:
                recorded[entry.read_from], truth[entry.read_from] = faulty, name
    ended = [period for period in record.periods_of_care if period.ended_on]
    for number, period in enumerate(ended[:each]):
        where = f"{WHERE}:{90_000 + number}"
        assert period.ended_on is not None
        still_due = period.ended_on + timedelta(days=40)
        recorded[where] = RecordedDue(period.child_id, "lac_review", SOURCE, still_due, read_from=where)
        truth[where] = "due_after_care_ended"
    return replace(record, recorded_dues=list(recorded.values())), truth


@pytest.fixture(scope="module")
def service() -> Record:
    return a_service(Random(7), 300)


def test_a_faultless_extract_has_no_differences(service: Record) -> None:
    recorded = [entry for _, entry in extract(service)]
    found = twin.reconcile(replace(service, recorded_dues=recorded), subjects.build(service), CALENDAR)
    assert found.differences == []
    assert found.agreed == len(recorded) > 1500
    assert not found.not_compared


@pytest.mark.parametrize("seed", range(3))
def test_every_planted_fault_is_found_and_named_and_none_is_invented(service: Record, seed: int) -> None:
    record, truth = plant(Random(seed), service, 12)
    found = twin.reconcile(record, subjects.build(record), CALENDAR)
    assert set(truth.values()) == set(KINDS), "every kind of fault was planted"
    assert Counter(truth.values()).most_common()[-1][1] == 12
    assert {each.read_from: each.kind for each in found.differences} == {
        where: KINDS[name] for where, name in truth.items()
    }
    assert len(found.differences) == len(truth)


def test_a_line_says_what_is_wrong_by_how_much_by_which_law_and_what_to_do(service: Record) -> None:
    record, truth = plant(Random(1), service, 3)
    found = twin.reconcile(record, subjects.build(record), CALENDAR)
    line = next(each for each in found.differences if truth[each.read_from] == "seventeen_days_on")
    assert line.days == 17
    assert line.our_due_on is not None
    assert line.their_due_on == line.our_due_on + timedelta(days=17)
    assert line.law
    assert line.what_to_do.startswith("Find out")
    assert found.by_kind[twin.DAYS_91_183] == 6


def test_where_two_mistakes_make_the_same_date_the_source_s_habit_decides() -> None:
    """From 22 April 2026, counting inclusively and forgetting the holiday of 4 May both end on 13 May.

    A source that counts inclusively elsewhere is taken to do so here.
    """
    alone, ambiguous = date(2026, 2, 2), date(2026, 4, 22)
    record = Record(children=[Child("1"), Child("2")], protection_from=date(2025, 4, 1))
    wrong = {alone: date(2026, 2, 20), ambiguous: date(2026, 5, 13)}
    assert wrong_dates("icpc", alone, right("icpc", alone)).get("ignores_bank_holidays") is None
    assert (
        len(
            {
                wrong_dates("icpc", ambiguous, date(2026, 5, 14))[name]
                for name in ("inclusive_working_days", "ignores_bank_holidays")
            }
        )
        == 1
    )
    for child, start in (("1", alone), ("2", ambiguous)):
        record.enquiries.append(Enquiry(child, start, None, False, start + timedelta(days=10)))
        held = start + timedelta(days=10)
        record.recorded_dues.append(RecordedDue(child, "icpc", "ssd", wrong[start], held, True, read_from=child))
    found = twin.reconcile(record, subjects.build(record), CALENDAR)
    assert [each.kind for each in found.differences] == [twin.INCLUSIVE_COUNT] * 2


def test_the_census_s_own_target_is_kept_beside_ours() -> None:
    record = Record(children=[Child("1")], protection_from=date(2025, 4, 1))
    record.enquiries = [Enquiry("1", date(2026, 4, 1), date(2026, 4, 22), False, date(2026, 4, 20), "cin.xml:9")]
    (line,) = twin.reconcile(record, subjects.build(record), CALENDAR).differences
    assert (line.our_due_on, line.kind, line.read_from) == (
        date(2026, 4, 24),
        twin.IGNORES_BANK_HOLIDAYS,
        "cin.xml:9",
    )


def test_what_we_cannot_judge_is_counted_and_not_called_wrong() -> None:
    """Care that began before the data: our own due date is not known, so theirs is neither right nor wrong."""
    record = Record(children=[Child("1")], care_from=date(2025, 4, 1))
    record.episodes = [Episode("1", date(2021, 1, 5), None, "S", "C2", "N1", "U6", "PR1")]
    record.periods_of_care = periods_of_care(record.episodes)
    record.reviews = [Review("1", date(2025, 6, 2))]
    record.recorded_dues = [
        RecordedDue("1", "lac_review", SOURCE, date(2025, 6, 9), date(2025, 6, 2), True),
        RecordedDue("1", "lac_review", SOURCE, date(2025, 1, 9), date(2025, 1, 2), True),
    ]
    found = twin.reconcile(record, subjects.build(record), CALENDAR)
    assert found.differences == []
    assert sum(found.not_compared.values()) == 2


def test_a_target_that_two_sources_repeat_is_compared_once() -> None:
    record = Record(children=[Child("1")], protection_from=date(2025, 4, 1))
    record.enquiries = [Enquiry("1", date(2026, 4, 1), date(2026, 4, 22), False, date(2026, 4, 20), "ssd:9")]
    record.recorded_dues = [RecordedDue("1", "icpc", "ssd", date(2026, 4, 22), date(2026, 4, 20), read_from="ssd:9")]
    found = twin.reconcile(record, subjects.build(record), CALENDAR)
    assert [line.source for line in found.differences] == ["ssd"]


def test_a_review_of_an_adoption_placement_is_a_review_to_the_case_system() -> None:
    record = Record(children=[Child("1")], care_from=date(2025, 4, 1))
    record.episodes = [
        Episode("1", date(2025, 5, 6), date(2025, 9, 1), "S", "C2", "N1", "U6", "PR1", "X1"),
        Episode("1", date(2025, 9, 1), None, "P", "C2", "N1", "A4", "PR1"),
    ]
    record.periods_of_care = periods_of_care(record.episodes)
    record.recorded_dues = [RecordedDue("1", "lac_review", SOURCE, date(2025, 9, 29), read_from="row 2")]
    found = twin.reconcile(record, subjects.build(record), CALENDAR)
    assert (found.differences, found.agreed) == ([], 1)
