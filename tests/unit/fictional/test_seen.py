"""What a load of one year alone may say, worked through by hand."""

from datetime import date

import pytest

from handrail.fictional.seen import conferences_seen, reviews_seen
from handrail.fictional.story import (
    AFTER_DISRUPTION,
    LATE,
    NOT_ASSESSABLE,
    NOT_DUE,
    ON_TIME,
    ORDINARY,
    PLACED_FOR_ADOPTION,
    Meeting,
    Person,
    Plan,
    Run,
    Story,
    TimeInCare,
)
from handrail.record.tables import Episode

CHILD = Person("0000001", date(2015, 6, 1), "F", "WBRI", "UN1")
APRIL = date(2025, 4, 1)


def episode(started_on, ended_on=None, reason="S"):
    return Episode("0000001", started_on, ended_on, reason, "C2", "N1", "U6", "PR1", "X1" if ended_on else None)


def in_care(began_on, reviews, episodes=None):
    run = Run(ORDINARY, began_on, None, tuple(reviews))
    return Story("by-hand", CHILD, (TimeInCare(began_on, None, tuple(episodes or [episode(began_on)]), (run,)),))


def test_a_period_begun_within_the_load_is_judged_as_labelled():
    story = in_care(
        APRIL,
        [Meeting(1, date(2025, 5, 1), date(2025, 5, 2), LATE), Meeting(2, date(2025, 8, 2), None, NOT_DUE)],
    )
    first, second = reviews_seen(story, APRIL)
    assert (first.due_on, first.in_time) == (date(2025, 5, 1), False)
    assert (second.due_on, second.held_on, second.in_time) == (date(2025, 8, 2), None, None)


def test_the_first_review_shown_of_an_older_period_is_not_judged_and_the_next_has_six_months():
    story = in_care(
        date(2024, 10, 1),
        [
            Meeting(1, date(2024, 10, 29), date(2024, 10, 29), ON_TIME),
            Meeting(2, date(2025, 1, 29), date(2025, 4, 10), LATE),
            Meeting(3, date(2025, 10, 10), date(2025, 10, 10), ON_TIME),
        ],
    )
    first, second = reviews_seen(story, APRIL)
    assert (first.held_on, first.due_on, first.in_time) == (date(2025, 4, 10), None, None)
    assert (second.due_on, second.in_time) == (date(2025, 10, 10), True)


def begun_in_march(first_on, second_on, episodes=None):
    """A period begun on 24 March 2025, its first review due on 23 April; held as shown in the load."""
    reviews = [
        Meeting(1, date(2025, 4, 23), first_on, ON_TIME),
        Meeting(2, None, second_on, ON_TIME),
        Meeting(3, None, None, NOT_DUE),
    ]
    return list(reviews_seen(in_care(date(2025, 3, 24), reviews, episodes), APRIL))


@pytest.mark.parametrize(
    ("held_on", "in_time"),
    [
        (date(2025, 4, 23), True),  # on time as a first review, and as a second
        (date(2025, 4, 24), None),  # late as a first, on time as a second held after one on 31 March
        (date(2025, 6, 30), None),
        (date(2025, 7, 1), False),  # late even as a second
    ],
)
def test_the_first_review_shown_may_be_the_first_or_second_of_the_period(held_on, in_time):
    first, *_ = begun_in_march(held_on, None)
    assert (first.due_on, first.in_time) == (None, in_time)


@pytest.mark.parametrize(
    ("held_on", "in_time"),
    [
        (date(2025, 7, 23), True),
        (date(2025, 7, 24), None),
        (date(2025, 10, 23), None),
        (date(2025, 10, 24), False),
    ],
)
def test_the_one_after_has_three_months_or_six(held_on, in_time):
    _, second, third = begun_in_march(date(2025, 4, 23), held_on)
    assert (second.due_on, second.in_time) == (None, in_time)
    assert third.due_on is not None


def test_an_early_move_hides_the_start_of_the_period():
    moved_on = date(2025, 3, 30)
    episodes = [episode(date(2025, 3, 24), moved_on), episode(moved_on, reason="P")]
    first, second, _ = begun_in_march(date(2025, 4, 23), date(2025, 10, 23), episodes)
    assert (first.in_time, second.in_time) == (None, True)


def test_reviews_of_an_adoption_placement_are_labelled_and_begin_anew_after_a_disruption():
    placed_on, back_on = date(2025, 6, 2), date(2025, 9, 1)
    runs = (
        Run(ORDINARY, APRIL, placed_on, (Meeting(1, date(2025, 5, 1), date(2025, 5, 1), ON_TIME),)),
        Run(
            PLACED_FOR_ADOPTION,
            placed_on,
            back_on,
            (
                Meeting(1, date(2025, 6, 30), date(2025, 6, 27), ON_TIME),
                Meeting(2, date(2025, 9, 27), None, NOT_DUE),
            ),
        ),
        Run(
            AFTER_DISRUPTION,
            back_on,
            None,
            (
                Meeting(1, None, date(2025, 9, 20), NOT_ASSESSABLE),
                Meeting(2, date(2026, 3, 20), None, NOT_DUE),
            ),
        ),
    )
    story = Story("by-hand", CHILD, (TimeInCare(APRIL, None, (episode(APRIL),), runs),))
    assert [(seen.held_on, seen.due_on, seen.in_time) for seen in reviews_seen(story, APRIL)] == [
        (date(2025, 5, 1), date(2025, 5, 1), True),
        (date(2025, 6, 27), date(2025, 6, 30), True),
        (None, date(2025, 9, 27), None),
        (date(2025, 9, 20), None, None),
        (None, date(2026, 3, 20), None),
    ]


def test_the_interval_before_the_first_conference_shown_of_an_older_plan_is_not_judged():
    reviews = (
        Meeting(1, date(2025, 2, 1), date(2025, 1, 20), ON_TIME),
        Meeting(2, date(2025, 7, 20), date(2025, 7, 21), LATE),
        Meeting(3, date(2026, 1, 21), date(2026, 1, 21), ON_TIME),
    )
    plan = Plan(date(2024, 11, 1), None, "NEG", "NEG", 0, reviews)
    assert [seen.in_time for seen in conferences_seen("0000001", plan, APRIL)] == [None, True]
    assert [seen.in_time for seen in conferences_seen("0000001", plan, date(2024, 4, 1))] == [
        True,
        False,
        True,
    ]
