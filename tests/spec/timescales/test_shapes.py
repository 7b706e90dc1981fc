"""The shapes a limit may have: hours, backwards, the earlier of two, by age, half way, school terms, pauses, keeping."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.timescales.arithmetic import NoSuchTime, hours_after, london_time
from handrail.timescales.clocks import NoFigure, Span, clock, clocks, read_clock
from handrail.timescales.deadlines import Ways, WrongOption, deadline, options_of
from handrail.timescales.gates import Override, check_gate
from handrail.timescales.school_terms import read_terms
from handrail.timescales.windows import most, reached
from handrail.timescales.working_days import OutsideCalendar, england

D = date.fromisoformat
TERMS = """name,first_day,last_day
Autumn 2026,2026-09-02,2026-12-18
closed,2026-10-26,2026-10-30
Spring 2027,2027-01-04,2027-03-26
"""


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    (tmp_path / "terms.csv").write_text(TERMS, encoding="utf-8")
    return tmp_path / "terms.csv"


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-10-24T20:00", "2026-10-26T19:00+00:00"),  # the clocks go back in between
        ("2026-03-28T20:00", "2026-03-30T21:00+01:00"),  # and forward
        ("2026-07-03T17:30", "2026-07-05T17:30+01:00"),  # a weekend stops nothing
        ("2026-10-25T01:30+00:00", "2026-10-27T01:30+00:00"),
    ],
)
def test_48_hours_are_elapsed_hours(start: str, due: str) -> None:
    found = deadline("iro_allocate_dudley", datetime.fromisoformat(start))
    assert found.due_at is not None
    assert found.due_at.isoformat(timespec="minutes") == due


def test_a_time_that_happens_twice_or_never_is_refused() -> None:
    with pytest.raises(NoSuchTime, match="happens twice"):
        london_time(datetime.fromisoformat("2026-10-25T01:30"))
    with pytest.raises(NoSuchTime, match="does not exist"):
        london_time(datetime.fromisoformat("2026-03-29T01:30"))


def test_hours_need_a_time_of_day() -> None:
    with pytest.raises(WrongOption, match="give the time as well"):
        deadline("rhi", date(2026, 3, 28))


@given(st.datetimes(datetime.fromisoformat("2006-01-01"), datetime.fromisoformat("2034-01-01")), st.integers(1, 200))
def test_hours_never_run_backwards(start: datetime, hours: int) -> None:
    try:
        moment = london_time(start)
    except NoSuchTime:
        return
    assert hours_after(moment, hours).timestamp() - moment.timestamp() == hours * 3600


def test_backwards_the_day_itself_is_not_counted_and_clear_days_leave_one_more() -> None:
    assert deadline("review_invites", D("2026-01-07")).due_on == D("2025-12-19")
    assert deadline("review_invites", D("2026-01-07"), ways=Ways(clear_days=True)).due_on == D("2025-12-18")


def test_the_earlier_of_two_leads_and_what_was_not_given_is_said() -> None:
    conference = D("2026-02-10")
    early = deadline("prebirth_rcpc", conference, ways=Ways(days={"born": D("2026-03-02")}))
    late = deadline("prebirth_rcpc", conference, ways=Ways(days={"born": D("2026-05-01")}))
    assert (early.due_on, late.due_on) == (D("2026-03-30"), D("2026-05-10"))
    assert early.span.unit == "working_day"
    assert "born" in str(deadline("prebirth_rcpc", conference).because()["not_given"])


@pytest.mark.parametrize(
    ("clock_id", "last", "born", "due"),
    [
        ("rha_under5", "2026-03-31", "2023-06-01", "2026-09-30"),
        ("rha_under5", "2026-03-31", "2021-08-01", "2027-03-31"),  # six months would reach the fifth birthday
        ("rha_5plus", "2026-03-31", "2023-06-01", "2026-09-30"),  # still under five then
        ("rha_5plus", "2024-02-29", "2014-07-01", "2025-02-28"),
    ],
)
def test_health_assessments_follow_the_child_s_age(clock_id: str, last: str, born: str, due: str) -> None:
    assert deadline(clock_id, D(last), ways=Ways(days={"born": D(born)})).due_on == D(due)


def test_half_way_is_rounded_down_to_a_working_day() -> None:
    assert deadline(
        "progress_review_midpoint", D("2026-01-14"), ways=Ways(days={"next_due": D("2026-07-14")})
    ).due_on == D("2026-04-14")
    with pytest.raises(WrongOption, match="between two days"):
        deadline("progress_review_midpoint", D("2026-01-14"))


def test_each_calendar_month_is_not_thirty_days() -> None:
    assert deadline("reg44_visit", D("2026-01-31")).due_on == D("2026-02-28")
    assert deadline("reg44_visit", D("2026-01-01")).due_on == D("2026-02-28")


def test_school_days_and_terms_come_from_the_calendar_that_is_loaded(terms: Path) -> None:
    loaded = read_terms(terms, england())
    assert deadline("pep_review", D("2026-10-01"), ways=Ways(terms=loaded)).due_on == D("2027-03-26")
    school_days = deadline("pep_initial", D("2026-10-19"), basis="local_school_days", ways=Ways(terms=loaded))
    assert school_days.due_on == D("2026-11-09")  # half-term does not count
    with pytest.raises(OutsideCalendar, match="load"):
        deadline("pep_review", D("2027-02-01"), ways=Ways(terms=loaded))
    with pytest.raises(WrongOption, match="--set terms"):
        deadline("pep_review", D("2026-10-01"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,first_day\nA,2026-01-01\n", "no column last_day"),
        ("name,first_day,last_day\nA,01/09/2026,2026-12-01\n", "row 2: write both days"),
        ("name,first_day,last_day\nA,2026-12-01,2026-09-01\n", "row 2: a term has a name"),
    ],
)
def test_terms_that_cannot_be_read_say_which_row(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "terms.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_terms(tmp_path / "terms.csv", england())


def test_only_access_requests_stand_still_and_only_they_roll_on() -> None:
    assert deadline("sar_response", D("2026-01-31")).due_on == D("2026-03-02")
    assert deadline("sar_response", D("2026-01-31"), ways=Ways(paused_days=5)).due_on == D("2026-03-05")
    for each in clocks().values():
        assert not each.pauses_on or each.chapter == "access_to_records"
        assert each.roll == "none" or each.chapter == "access_to_records"
    with pytest.raises(WrongOption, match="never stands still"):
        deadline("lac_review_1", D("2026-01-31"), ways=Ways(paused_days=5))


def test_records_are_kept_beyond_any_calendar_and_a_leap_day_child_s_a_day_longer() -> None:
    assert deadline("retention_lac_record", D("2012-02-29")).due_on == D("2087-03-01")
    assert deadline("retention_adoption", D("2026-02-28")).due_on == D("2126-02-28")


def test_counting_the_first_day_ends_a_day_sooner_in_months_too() -> None:
    inclusive = Ways(counting="inclusive")
    assert deadline("lac_review_2", D("2025-03-01"), ways=inclusive).due_on == D("2025-05-31")
    assert deadline("dp_complaint_ack", D("2026-11-22")).due_on == D("2026-12-21")


def test_a_duty_a_gate_and_a_window_have_no_date_and_say_so() -> None:
    for clock_id, said in (
        ("drp_cafcass", "at any point"),
        ("gate_distant_placement", "not a date"),
        ("short_break_day_count", "75 days in any 12 months"),
    ):
        with pytest.raises(NoFigure, match=said):
            deadline(clock_id, D("2026-01-05"))


def test_a_rule_dated_in_the_future_takes_over_on_its_day(tmp_path: Path) -> None:
    path = Path(__file__).parents[3] / "src/handrail/timescales/clocks/icpc.toml"
    figure = path.read_text(encoding="utf-8").split("[[basis.statutory]]")[-1]
    coming = "[[basis.statutory]]" + figure.replace("2023-12-15", "2027-09-01").replace("amount = 15", "amount = 10")
    (tmp_path / "icpc.toml").write_text(path.read_text(encoding="utf-8") + "\n" + coming, encoding="utf-8")
    found = read_clock(tmp_path / "icpc.toml")
    assert found.figure(D("2027-08-31"), "statutory").amount == 15
    assert found.figure(D("2027-09-01"), "statutory").amount == 10


def test_the_easing_of_2020_is_said_and_only_for_what_fell_due_in_it() -> None:
    assert "eased" in deadline("lac_review_n", D("2020-01-10")).because()
    assert "eased" not in deadline("lac_review_n", D("2020-04-01")).because()
    assert "eased" not in deadline("lac_review_2", D("2020-02-10")).because()


def test_background_knowledge_says_so_wherever_it_shows() -> None:
    assert "background" in deadline("review_decisions", D("2026-01-05")).because()
    assert "background" not in deadline("lac_review_1", D("2026-01-05")).because()


def test_a_tighter_local_limit_stands_beside_the_law() -> None:
    start = D("2026-01-31")
    assert deadline("secure_review_1", start).due_on == D("2026-02-28")
    assert deadline("secure_review_1", start, basis="local_sunderland").due_on == D("2026-02-27")
    assert "local_sunderland" in options_of(clock("secure_review_1"))["basis"]


def test_a_gate_opens_when_all_is_done_or_by_a_named_override() -> None:
    nothing = check_gate("gate_distant_placement", [])
    assert not nothing.is_open
    assert len(nothing.missing) == 3
    done = list(clock("gate_distant_placement").requires)
    assert check_gate("gate_distant_placement", done).is_open
    assert check_gate("gate_distant_placement", done[:1], Override("Director", "no bed nearer")).is_open
    assert not check_gate("gate_distant_placement", done[:1], Override("Director", " ")).is_open


def test_nobody_overrides_regulation_46() -> None:
    checks = list(clock("iro_independence").requires)
    found = check_gate("iro_independence", checks[1:], Override("Director", "short of staff"))
    assert not found.is_open
    assert "No one may override" in (found.refused or "")
    assert "regulation 46" in found.law


@given(st.lists(st.dates(D("2020-01-01"), D("2024-12-31")), max_size=60), st.integers(1, 14))
def test_days_in_a_moving_window_agree_with_counting_each(days: list[date], weeks: int) -> None:
    within = Span(weeks, "week")
    each = [sum(0 <= (day - other).days < 7 * weeks for other in set(days)) for day in set(days)]
    assert most(days, within) == max(each, default=0)


def test_the_seventy_sixth_day_in_twelve_months_is_found() -> None:
    days = [date.fromordinal(D("2025-01-01").toordinal() + 3 * n) for n in range(100)]
    found = {hit.amount: hit.on for hit in reached(days, Span(12, "month"), [60, 76, 200])}
    assert found == {60: days[59], 76: days[75]}
