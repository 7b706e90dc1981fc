"""The law of the day: what was eased or changed, what is only background, and what no law of the day can answer."""

from datetime import date

import pytest

from handrail.timescales.clocks import GATE, NoFigure, clock, clocks
from handrail.timescales.deadlines import Ways, WrongOption, deadline

D = date.fromisoformat


@pytest.mark.parametrize(
    ("clock_id", "began", "due"),
    [
        ("emergency_foster_6wd", "2020-03-20", "2020-03-30"),  # six working days
        ("emergency_foster_6wd", "2020-04-24", "2020-10-09"),  # 24 weeks, though the law lapsed meanwhile
        ("emergency_foster_6wd", "2020-09-25", "2021-03-12"),
        ("emergency_foster_6wd", "2020-09-26", "2020-10-05"),  # a Saturday; six working days again
        ("temporary_approval_16w", "2020-04-23", "2020-08-13"),
        ("temporary_approval_16w", "2020-09-25", "2021-03-12"),
        ("temporary_approval_16w", "2020-09-28", "2021-01-18"),
        ("core_group_1", "2012-05-30", "2012-06-15"),  # 4 and 5 June 2012 were holidays
        ("child_family_assessment", "2013-12-02", "2014-02-06"),
    ],
)
def test_the_figure_in_force_when_the_clock_started_is_the_one_that_counts(clock_id: str, began: str, due: str) -> None:
    assert deadline(clock_id, D(began)).due_on == D(due)


@pytest.mark.parametrize(
    ("clock_id", "began", "eased"),
    [
        ("lac_review_n", "2019-11-25", True),  # due 25 May 2020
        ("lac_review_n", "2019-10-23", False),  # due 23 April 2020, a day too soon
        ("lac_review_n", "2020-03-26", False),  # due 26 September 2020, a day too late
        ("lac_review_1", "2020-04-27", False),
        ("lac_review_2", "2020-03-02", False),
        ("adoption_review_placed_2", "2020-03-02", False),
        ("placement_plan", "2020-05-01", True),
        ("placement_plan", "2020-04-01", False),
        ("pwp_assessment", "2020-05-01", True),
        ("short_break_stay", "2020-06-01", True),
        ("visit_year1", "2020-05-01", True),
        ("visit_year1", "2020-10-01", False),
        ("short_break_review_n", "2020-01-02", False),
        ("reg44_visit", "2020-04-02", True),
    ],
)
def test_what_was_eased_in_2020_and_what_was_not(clock_id: str, began: str, eased: bool) -> None:
    assert (deadline(clock_id, D(began)).eased is not None) is eased


@pytest.mark.parametrize(
    ("clock_id", "before"),
    [
        ("retention_adoption", "2005-12-29"),
        ("retention_foster_carer", "2011-03-31"),
        ("reg44_report", "2015-03-31"),
        ("core_group_1", "2010-03-16"),
        ("dp_complaint_ack", "2026-06-18"),
    ],
)
def test_a_day_before_the_law_is_refused_and_not_guessed(clock_id: str, before: str) -> None:
    with pytest.raises(NoFigure):
        deadline(clock_id, D(before))


UNREAD = {
    "regulation 7": ("iha", "rha_under5", "rha_5plus"),
    "regulation 9": ("placement_plan",),
    "regulation 14": ("gate_terminate_placement",),
    "regulation 19": ("pwp_assessment", "pwp_decision"),
    "regulations 23 to 25": ("emergency_foster_6wd", "temporary_approval_16w", "temporary_approval_extension"),
    "regulation 36(2)": ("lac_review_adjourn",),
    "regulation 39": ("gate_cease_looked_after", "lac_review_final"),
    "regulations 45 and 46": ("iro_independence",),
    "regulations 47B to 47F": ("remand_care_plan", "detention_placement_plan", "remand_reviews"),
    "secure accommodation, 10 to 12 and 15": (
        "secure_no_court_72h",
        "secure_order_expiry",
        "secure_review_1",
        "secure_review_n",
    ),
    "care leavers, 7 and 8": ("pathway_review", "pathway_review_28d", "pathway_visit_7d", "pathway_visit_n"),
    "complaints": ("complaint_stage1", "complaint_stage2", "complaint_panel", "complaint_panel_report"),
}


@pytest.mark.parametrize("regulation", UNREAD)
def test_a_regulation_whose_wording_was_not_read_is_marked_as_background(regulation: str) -> None:
    assert [each for each in UNREAD[regulation] if not clock(each).is_background] == []


@pytest.mark.parametrize(
    ("clock_id", "basis", "began", "due"),
    [
        ("visit_weekly_temp", "local_after_first_review", "2026-02-28", "2026-03-28"),
        ("visit_weekly_unassessed", "local_after_first_review", "2026-02-28", "2026-04-11"),
        ("cp_report_shared", "local_one_day", "2026-04-08", "2026-04-07"),
        ("cp_report_shared", "local_north_yorkshire_review", "2026-04-08", "2026-03-30"),  # backwards over Easter
        ("reg44_report", "local", "2026-04-01", "2026-04-17"),
        ("reg44_report", "local_calendar", "2026-04-01", "2026-04-11"),
        ("reg44_report", "local_inspectorate", "2026-04-01", "2026-05-31"),
    ],
)
def test_a_variant_is_a_basis_of_its_own(clock_id: str, basis: str, began: str, due: str) -> None:
    assert deadline(clock_id, D(began), basis=basis).due_on == D(due)


def test_some_regions_hold_the_review_within_a_month_of_birth() -> None:
    born = Ways(days={"born": D("2026-01-31")})
    found = deadline("prebirth_rcpc", D("2026-01-15"), basis="local_one_month", ways=born)
    assert found.due_on == D("2026-02-28")


def test_only_requests_about_records_stand_still() -> None:
    pausing = {each.id for each in clocks().values() if each.pauses_on}
    assert pausing == {"sar_response", "rectification"}
    with pytest.raises(WrongOption):
        deadline("foster_review", D("2026-01-05"), ways=Ways(paused_days=1))


def test_only_independence_and_the_secretary_of_state_allow_no_override() -> None:
    hard = {each.id for each in clocks().values() if each.kind == GATE and each.override == "never"}
    assert hard == {"iro_independence", "reg44_conflict", "secure_under_13"}
