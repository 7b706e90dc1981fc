from datetime import date
from random import Random

from handrail.fictional import meetings
from handrail.fictional.story import EARLY, LAST_DAY, LATE, MISSED, NOT_DUE, ON_TIME

BEGAN = date(2024, 5, 1)


def planned(wishes, stops_on=None):
    dice = Random(1)
    return meetings.plan(dice, BEGAN, meetings.review_due_after, stops_on, stops_on or LAST_DAY, wishes)


def test_each_review_is_due_from_the_one_held_before():
    first, second, third, *_ = planned({1: meetings.on_the_due_day(), 2: meetings.early_by(30), 3: meetings.late_by(5)})
    assert (first.due_on, first.held_on, first.label) == (date(2024, 5, 31), date(2024, 5, 31), ON_TIME)
    assert (second.due_on, second.held_on, second.label) == (date(2024, 8, 31), date(2024, 8, 1), EARLY)
    assert (third.due_on, third.held_on, third.label) == (date(2025, 2, 1), date(2025, 2, 6), LATE)


def test_a_missed_review_stays_owed_and_nothing_follows_it():
    (only,) = planned({1: meetings.MISS_IT})
    assert (only.held_on, only.label) == (None, MISSED)


def test_a_review_due_on_the_day_the_child_leaves_is_not_owed():
    (only,) = planned({1: meetings.MISS_IT}, stops_on=date(2024, 5, 31))
    assert only.label == NOT_DUE


def test_a_late_review_overtaken_by_leaving_is_missed():
    (only,) = planned({1: meetings.late_by(20)}, stops_on=date(2024, 6, 5))
    assert (only.held_on, only.label) == (None, MISSED)


def test_a_review_can_be_held_on_the_last_day_in_care():
    first, second = planned({1: meetings.a_day_late()}, stops_on=date(2024, 6, 1))
    assert (first.held_on, first.label) == (date(2024, 6, 1), LATE)
    assert second.label == NOT_DUE
