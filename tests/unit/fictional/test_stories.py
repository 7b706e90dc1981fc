"""What holds in every made-up authority, whatever the seed."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.fictional.authority import KINDS, make
from handrail.fictional.calendar import is_working_day
from handrail.fictional.people import age_on, birthday
from handrail.fictional.story import EARLY, IN_TIME, LAST_DAY, LATE, MISSED, NOT_ASSESSABLE, NOT_DUE, YEARS
from handrail.fictional.truth import figures

SEEDS = st.integers(min_value=0, max_value=10**9)
EVERY_KIND = {
    "moved-each-year", "came-into-care", "older-than-the-data", "late", "early", "missed-then-left",
    "missed-and-open", "restarted", "month-end", "christmas", "leap-day", "fourth-birthday",
    "eighteenth-birthday", "short-break-turned-care", "only-short-breaks", "placed-for-adoption",
    "waiting-to-be-adopted", "adoption-disrupted", "began-just-before-a-year", "left-on-the-due-day",
    "reviewed-on-the-last-day", "short-stay", "on-remand", "year-boundary", "came-onto-a-plan",
    "plan-older-than-the-data", "transfer-in", "pre-birth", "pre-birth-then-care", "plan-then-care",
    "repeat-plan", "icpc-late", "icpc-over-christmas", "icpc-never-needed", "conference-without-a-plan",
    "icpc-to-come", "enquiry-across-the-year-end", "rcpc-late", "rcpc-overdue", "rcpc-month-end",
    "review-ends-the-plan", "two-histories-to-the-day", "in-secure-accommodation", "care-turned-short-breaks", "plan-year-boundary",
}  # fmt: skip
a_few = settings(max_examples=25, deadline=None)


@given(SEEDS)
@a_few
def test_sixty_children_are_enough_for_every_kind_of_story(seed):
    assert {story.kind for story in make(60, seed).stories} == EVERY_KIND
    assert len(KINDS) == len(EVERY_KIND)


@given(SEEDS)
@a_few
def test_episodes_follow_one_another_and_never_overlap(seed):
    for story in make(60, seed).stories:
        assert all(episode.ended_on is None or episode.started_on < episode.ended_on for episode in story.episodes)
        for before, after in pairwise(story.episodes):
            assert before.ended_on is not None
            assert before.ended_on <= after.started_on
            assert (before.end_reason == "X1") == (before.ended_on == after.started_on)
        if story.episodes:
            assert story.episodes[-1].end_reason != "X1"


@given(SEEDS)
@a_few
def test_care_begins_with_a_start_and_ends_by_the_eighteenth_birthday(seed):
    for story in make(60, seed).stories:
        eighteenth = birthday(story.person, 18)
        for time in story.care:
            assert time.began_on > story.person.born_on
            assert time.ended_on is None or time.ended_on <= min(eighteenth, LAST_DAY)
            assert time.ended_on is not None or eighteenth > LAST_DAY
            assert time.episodes[0].start_reason == "S" or story.short_breaks
            assert time.episodes[-1].ended_on == time.ended_on


@given(SEEDS)
@a_few
def test_reviews_lie_within_care_one_a_day_at_most(seed):
    for story in make(60, seed).stories:
        days = [review.held_on for review in story.reviews]
        assert len(days) == len(set(days))
        for time in story.care:
            for run in time.runs:
                for review in run.reviews:
                    if review.held_on:
                        assert time.began_on < review.held_on <= (time.ended_on or LAST_DAY)


@given(SEEDS)
@a_few
def test_a_label_agrees_with_the_dates_that_followed_from_it(seed):
    stories = make(60, seed).stories
    meetings = [review for story in stories for time in story.care for run in time.runs for review in run.reviews]
    meetings += [review for story in stories for plan in story.plans for review in plan.reviews]
    for meeting in meetings:
        if meeting.label in IN_TIME:
            assert meeting.held_on <= meeting.due_on
        if meeting.label == EARLY:
            assert meeting.held_on < meeting.due_on
        if meeting.label == LATE:
            assert meeting.held_on > meeting.due_on
        if meeting.label in (MISSED, NOT_DUE):
            assert meeting.held_on is None
        if meeting.label == NOT_ASSESSABLE:
            assert meeting.due_on is None


@given(SEEDS)
@a_few
def test_participation_codes_fit_the_age(seed):
    for story in make(60, seed).stories:
        for review in story.reviews:
            if age_on(story.person, review.held_on) < 4:
                assert review.participation == "PN0"
            else:
                on_the_birthday = review.held_on == birthday(story.person, 4)
                assert review.participation != "PN0" or on_the_birthday


@given(SEEDS)
@a_few
def test_plans_follow_their_conferences_and_never_overlap(seed):
    for story in make(60, seed).stories:
        for before, after in pairwise(story.plans):
            assert before.ended_on is not None
            assert before.ended_on < after.started_on
            assert after.previous_plans == before.previous_plans + 1
        for referral in story.referrals:
            conferences = {enquiry.conference_on for enquiry in referral.enquiries} | {referral.transferred_in_on}
            for plan in referral.plans:
                assert plan.started_on in conferences
                assert referral.referred_on < plan.started_on
                assert plan.ended_on is None or plan.started_on < plan.ended_on <= LAST_DAY
                for review in plan.reviews:
                    held_on = review.held_on
                    assert held_on is None or plan.started_on < held_on <= (plan.ended_on or LAST_DAY)


@given(SEEDS)
@a_few
def test_cases_close_after_everything_in_them(seed):
    for story in make(60, seed).stories:
        for referral in story.referrals:
            if referral.closed_on is not None:
                assert all(enquiry.started_on < referral.closed_on for enquiry in referral.enquiries)
                assert all(plan.ended_on and plan.ended_on < referral.closed_on for plan in referral.plans)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stocks_and_flows_reconcile(seed):
    stories = make(400, seed)
    before: int | None = None
    for year in YEARS:
        counted = {figure.measure: figure.numerator for figure in figures(stories, YEARS[0].first_day, year)}
        flow = counted["periods_of_care_started"] - counted["periods_of_care_ceased"]
        if before is not None:
            assert counted["looked_after_children"] == before + flow
        before = counted["looked_after_children"]


def test_the_shape_is_that_of_a_real_authority():
    authority = make(2000, 1)
    looked_after = sum(bool(story.care or story.short_breaks) for story in authority.stories)
    assert 1000 <= looked_after <= 1333
    for year in YEARS[1:]:
        found = {figure.measure: figure for figure in figures(authority, YEARS[0].first_day, year)}
        held = found["reviews_held_on_time"]
        assert 0.92 <= held.numerator / held.denominator <= 0.96
        initial = found["icpc_within_15_working_days"]
        assert 0.75 <= initial.numerator / initial.denominator <= 0.92


def test_meetings_are_nearly_always_on_working_days():
    days = [review.held_on for story in make(1000, 1).stories for review in story.reviews]
    assert sum(is_working_day(day) for day in days) / len(days) > 0.97


def test_a_child_has_the_same_story_in_a_larger_authority():
    assert make(60, 7).stories == make(90, 7).stories[:60]


def test_another_seed_makes_other_children():
    assert make(60, 1).stories != make(60, 2).stories
