"""The records behind the published years: whole, coherent, the same each time, and made without the printed tables."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from tests.fictional_data.published.authorities import build, write
from tests.fictional_data.published.made import Published
from tests.spec.published.measured import Measured

from handrail.profiles import shipped
from handrail.record import corrections
from handrail.record.schema import TABLES
from handrail.returns import record_folder

pytestmark = pytest.mark.slow  # three authorities are made and measured

LISTS = (
    *("roles", "review_late_reasons", "initial_conference_late_reasons", "review_conference_late_reasons"),
    *("dispute_reasons", "rating_reasons", "advocacy_issues", "advocacy_sources", "stood_down_reasons"),
    "carer_review_late_reasons",
)
COUNTS = "reference/published-tables/counts.json"


def test_the_same_counts_make_the_same_record_and_need_no_printed_table(
    authority: Published, shared: Path, tmp_path: Path
) -> None:
    alone = tmp_path / COUNTS
    alone.parent.mkdir(parents=True)
    shutil.copy(shared / COUNTS, alone)
    again = build(authority.name, tmp_path)
    assert again.records == authority.records


def test_a_record_can_be_written_and_read_back(authority: Published, tmp_path: Path) -> None:
    write(authority, tmp_path)
    for name, record in authority.records.items():
        problems: list[object] = []
        read = record_folder.read(tmp_path / authority.name / name, problems)  # type: ignore[arg-type]
        assert problems == []
        for table in TABLES:
            assert len(getattr(read, table.name)) == len(getattr(record, table.name)), table.name


def test_every_key_is_one_of_a_kind_and_every_link_leads_somewhere(authority: Published) -> None:
    for record in authority.records.values():
        for table in TABLES:
            rows = getattr(record, table.name)
            assert len({tuple(getattr(row, name) for name in table.key) for row in rows}) == len(rows), table.name
            for link in table.links:
                there = {tuple(getattr(row, name) for name in link.to) for row in getattr(record, link.table)}
                named = {tuple(getattr(row, name) for name in link.fields) for row in rows}
                assert {each for each in named if None not in each} <= there, (table.name, link)


def test_every_correction_fits_the_entry_it_corrects(authority: Published) -> None:
    for record in authority.records.values():
        assert not any(corrections.check(record, record.corrections))


def test_nobody_is_in_care_or_on_a_plan_before_birth_or_reviewed_after_18(authority: Published) -> None:
    for record in authority.records.values():
        born = {child.child_id: child.born_on for child in record.children}
        for period in record.periods_of_care:
            birthday = born[period.child_id]
            assert birthday is not None
            assert birthday <= period.began_on
        for plan in record.plans:
            assert born[plan.child_id] <= plan.started_on  # type: ignore[operator]
        for review in record.reviews:
            assert (review.opened_on - born[review.child_id]).days < 18 * 365.25  # type: ignore[operator]


def test_stocks_and_flows_reconcile_month_by_month(authority: Published) -> None:
    measured = Measured(authority.records["year"], authority.first_day)
    for stock, started, ended in (
        ("looked_after_children", "periods_of_care_started", "periods_of_care_ceased"),
        ("cp_plans_open", "cp_plans_started", "cp_plans_ended"),
    ):
        before = measured.count(stock, measured.opening)
        for month in measured.months:
            assert measured.count(stock, month) == before + measured.count(started, month) - measured.count(
                ended, month
            )
            before = measured.count(stock, month)


def test_every_plan_begins_with_an_initial_conference_and_ends_with_a_review(authority: Published) -> None:
    record = authority.records["year"]
    held = {conference.conference_id: conference for conference in record.conferences}
    decided = {(each.child_id, held[each.conference_id].held_on, each.outcome) for each in record.conference_children}
    for plan in record.plans:
        if plan.ended_on is None or plan.ended_on >= authority.first_day:
            assert (plan.child_id, plan.started_on, "plan") in decided
            assert plan.ended_on is None or (plan.child_id, plan.ended_on, "ended") in decided


def test_disputes_balance(authority: Published) -> None:
    measured = Measured(authority.records["year"], authority.first_day)
    if not authority.records["year"].disputes:
        return
    came = measured.count("disputes_brought_forward") + measured.count("disputes_raised")
    assert came == measured.count("disputes_closed") + measured.count("disputes_open")


def test_no_review_or_conference_is_left_owed_or_unjudged(authority: Published) -> None:
    measured = Measured(authority.records["year"], authority.first_day)
    for month in measured.months:
        figure = measured.figure("reviews_held_on_time", month)
        assert (figure.not_assessable, figure.not_recorded) == (0, 0)
        assert measured.count("reviews_overdue", month) == 0
        assert measured.figure("rcpc_held_on_time", month).not_assessable == 0


def test_a_record_names_every_table_it_does_not_hold(authority: Published) -> None:
    for record in authority.records.values():
        named = {gap.table for gap in record.missing}
        empty = {each.name for each in fields(record) if getattr(record, each.name) == []} - {"missing"}
        assert empty <= named


def test_every_reason_of_the_record_has_its_words_in_the_profile(authority: Published) -> None:
    codes = shipped(authority.name).codes
    every = {
        name: {code for list_, words in codes.items() if list_.startswith(name) for code in words} for name in LISTS
    }
    for record in authority.records.values():
        used = {
            "roles": {each.role for each in record.workers},
            "review_late_reasons": {each.reason for each in record.late_reasons if each.meeting == "review"},
            "initial_conference_late_reasons": {
                each.late_reason for each in record.conferences if each.kind == "initial"
            },
            "review_conference_late_reasons": {
                each.late_reason for each in record.conferences if each.kind == "review"
            },
            "dispute_reasons": {each.reason for each in record.dispute_reasons},
            "rating_reasons": {each.reason for each in record.rating_reasons},
            "advocacy_issues": {each.issue for each in record.advocacy_issues},
            "advocacy_sources": {each.referred_by for each in record.advocacy},
            "stood_down_reasons": {each.reason for each in record.stood_down},
            "carer_review_late_reasons": {each.late_reason for each in record.carer_reviews},
        }
        for name, found in used.items():
            assert found - {None} <= every[name], name
