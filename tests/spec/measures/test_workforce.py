"""Posts, hours and caseloads, supervision and training, events, and the plan of priorities."""

from datetime import date

from tests.spec.measures.figures import AFTER, BEFORE, JULY, JUNE, MAY, YEAR, by, counts, figure, in_care, left_out

from handrail.measures.periods import Period
from handrail.record.improvement_tables import (
    Engagement,
    EngagementAttendance,
    PlanItem,
    PlanItemRating,
    Post,
    StaffEvent,
)
from handrail.record.record import Record
from handrail.record.service_tables import Allocation, Contact, FamilyMember, MidwayReview, Worker
from handrail.record.tables import Child, Plan

QUARTER = Period(date(2025, 1, 1), date(2025, 3, 31))
OFFICER = "reviewing_officer"


def test_posts_filled_and_vacant_on_a_day() -> None:
    record = Record(
        posts=[Post("1", OFFICER, 100), Post("2", OFFICER, 60), Post("3", "manager", 100, until_on=JUNE)],
        workers=[
            Worker("a", OFFICER, started_on=BEFORE, fte_percent=80, post_id="1", ethnicity="WBRI"),
            Worker("b", OFFICER, started_on=BEFORE, ended_on=MAY, fte_percent=60, post_id="2"),
            Worker("c", "manager", started_on=BEFORE, fte_percent=100, ethnicity="BCRB"),
        ],
    )
    assert counts(record, "posts") == (2, None)
    assert counts(record, "posts_fte_percent") == (160, None)
    assert counts(record, "posts_vacant") == (1, 2)
    assert by(record, "staff_in_post", "full_time") == {"full time": 1, "part time": 1}
    assert by(record, "staff_in_post", "staff_white_or_minority") == {
        "White": 1, "Black, Asian, mixed and other groups": 1,
    }  # fmt: skip
    assert by(record, "staff_in_post", "staff_ethnic_group") == {
        "White": 1, "Black, African, Caribbean or Black British": 1,
    }  # fmt: skip


def test_a_mean_caseload_is_allocations_for_each_hour_in_post_at_the_same_month_ends() -> None:
    """January to March 2025.

    | month end | allocations | percent in post |
    |---|---|---|
    | 31 January | 2: children 1 and 2 | 100 |
    | 28 February | 3 | 150 |
    | 31 March | 2: child 1 left on that day | 150 |

    7 allocations for 400 percent: 1.75 for each full-time post. Children 1 and 2 are siblings: groups are 1, 2 and 2.
    """
    record = Record(
        workers=[
            Worker("a", OFFICER, started_on=BEFORE, fte_percent=100),
            Worker("b", OFFICER, started_on=date(2025, 2, 3), fte_percent=50),
            Worker("c", OFFICER, started_on=date(2025, 2, 3), ended_on=date(2025, 2, 10)),
        ],
        allocations=[
            Allocation("1", "a", OFFICER, BEFORE, date(2025, 3, 31)), Allocation("2", "a", OFFICER, BEFORE),
            Allocation("3", "b", OFFICER, date(2025, 2, 3)), Allocation("4", "b", OFFICER, date(2025, 2, 3), date(2025, 2, 20)),
        ],
        family_groups=[FamilyMember("f", "1"), FamilyMember("f", "2")],
    )  # fmt: skip
    assert counts(record, "allocations_at_month_ends", QUARTER) == (7, None)
    assert counts(record, "fte_percent_at_month_ends", QUARTER) == (400, None)
    assert counts(record, "family_groups_at_month_ends", QUARTER) == (5, None)
    assert counts(record, "allocations_closed", QUARTER) == (2, None)
    half = Period(date(2025, 2, 10), date(2025, 3, 30))
    assert counts(record, "allocations_at_month_ends", half) == (3, None), "only February ends in it"


def test_an_officer_is_named_within_five_working_days() -> None:
    """From Wednesday 1 May 2024 the fifth working day is Thursday 9 May."""
    record = in_care([Child(str(number), date(2014, 1, 1)) for number in range(5)], MAY)
    record.allocations = [
        Allocation("0", "a", OFFICER, date(2024, 5, 9)), Allocation("1", "a", OFFICER, date(2024, 5, 10)),
        Allocation("2", "a", OFFICER, BEFORE, date(2024, 3, 1)), Allocation("3", "a", "social_worker", MAY),
        Allocation("4", "a", OFFICER, date(2024, 5, 2)), Allocation("4", "b", OFFICER, date(2024, 5, 3)),
    ]  # fmt: skip
    assert counts(record, "officers_named_in_time") == (2, 5)


def test_who_was_supervised_observed_and_trained() -> None:
    record = Record(
        workers=[
            Worker("a", OFFICER, started_on=BEFORE), Worker("b", "manager", started_on=BEFORE),
            Worker("c", OFFICER, started_on=BEFORE, ended_on=JULY), Worker("d", "social_worker", started_on=BEFORE),
        ],
        staff_events=[
            StaffEvent("1", "a", "supervision", MAY), StaffEvent("2", "a", "supervision", JUNE),
            StaffEvent("3", "c", "supervision", MAY), StaffEvent("4", "b", "training", MAY, "neglect", 2),
            StaffEvent("5", "a", "training", MAY, "neglect", 2), StaffEvent("6", "a", "training", MAY, "trauma"),
            StaffEvent("7", "b", "observation", AFTER),
        ],
    )  # fmt: skip
    assert by(record, "staff_events_held", "staff_event") == {"supervision": 3, "training": 3}
    assert counts(record, "staff_supervised") == (1, 2)
    assert counts(record, "staff_observed") == (0, 2)
    assert counts(record, "staff_trained") == (2, 2)
    assert counts(record, "training_days") == (4, None)
    assert left_out(record, "training_days") == (0, 1)
    assert by(record, "training_days", "topic") == {"neglect": 4, "trauma": 0}


def test_events_and_the_people_who_came() -> None:
    """One event, 12 young people and 4 officers (DUD-FIG-12): never 16 of anything."""
    record = Record(
        engagements=[Engagement("1", MAY, "joint_event", "children_in_care_council"), Engagement("2", BEFORE, "day")],
        engagement_attendances=[EngagementAttendance("1", "child", 12), EngagementAttendance("1", OFFICER, 4)],
    )
    assert counts(record, "engagements_held") == (1, None)
    assert by(record, "people_at_events", "person") == {"child": 12, OFFICER: 4}


def test_actions_stand_by_their_latest_rating_of_the_last_twelve_months() -> None:
    record = Record(
        plan_items=[
            PlanItem("1", "2024/25", "voice", "Ask", due_on=MAY), PlanItem("2", "2024/25", "voice", "Offer", due_on=MAY),
            PlanItem("3", "2024/25", "quality", "Look", due_on=AFTER), PlanItem("4", "2023/24", "quality", "Share"),
        ],
        plan_item_ratings=[
            PlanItemRating("1", MAY, "amber"), PlanItemRating("1", JULY, "done"), PlanItemRating("2", JUNE, "green"),
            PlanItemRating("3", JUNE, "red"), PlanItemRating("3", AFTER, "done"), PlanItemRating("4", BEFORE, "red"),
        ],
    )  # fmt: skip
    assert by(record, "priority_actions", "priority", "rating") == {
        "quality, red": 1,
        "voice, done": 1,
        "voice, green": 1,
    }
    assert counts(record, "priority_actions_done") == (1, 3)
    assert by(record, "priority_actions_overdue", "rating") == {"green": 1}
    assert figure(record, "priority_actions", Period(MAY, JUNE)).numerator == 4
    assert YEAR.last < AFTER


def test_continuity_children_on_both_lists_and_months() -> None:
    """Over the year 2024/25: child 0 kept its officer, child 1 changed, child 2 has none, child 3 came later."""
    record = in_care([Child(str(number), date(2014, 1, 1)) for number in range(3)], date(2024, 4, 1))
    later = in_care([Child("3", date(2014, 1, 1))], date(2024, 4, 2))
    record.children += later.children
    record.periods_of_care += later.periods_of_care
    record.allocations = [
        Allocation("0", "a", OFFICER, date(2024, 4, 1)), Allocation("1", "a", OFFICER, date(2024, 4, 1), MAY),
        Allocation("1", "b", OFFICER, MAY), Allocation("3", "a", OFFICER, MAY),
    ]  # fmt: skip
    assert counts(record, "children_same_officer") == (1, 2)
    assert left_out(record, "children_same_officer") == (0, 1)
    record.plans = [Plan("0", MAY), Plan("1", MAY, JUNE), Plan("9", MAY)]
    assert counts(record, "children_on_both_lists") == (1, None)
    assert counts(record, "months") == (12, None)
    assert counts(record, "months", Period(date(2024, 4, 1), date(2024, 5, 30))) == (1, None)


def test_full_time_and_part_time() -> None:
    record = Record(workers=[Worker(str(n), OFFICER, fte_percent=percent) for n, percent in enumerate((100, 60, None))])
    assert by(record, "staff_in_post", "full_time") == {"full time": 1, "part time": 1, "not recorded": 1}


def test_the_officer_kept_an_eye_on_a_child_by_a_look_or_a_talk() -> None:
    record = in_care([Child(str(number), date(2014, 1, 1)) for number in range(4)])
    record.midway_reviews = [
        MidwayReview("1", "care", MAY, "0", worker_id="w"), MidwayReview("2", "protection", MAY, "3"),
        MidwayReview("3", "care", BEFORE, "2"),
    ]  # fmt: skip
    record.contacts = [
        Contact("1", "direct", MAY, "spoke_privately", MAY), Contact("2", "before_review", MAY, "declined"),
        Contact("0", "direct", MAY, "spoke_privately", MAY),
    ]  # fmt: skip
    assert counts(record, "children_with_oversight") == (2, 4)
    assert by(record, "midway_reviews_held", "worker") == {"w": 1, "not recorded": 1}
