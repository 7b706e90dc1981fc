"""Disputes by days and stages, secure accommodation, allegations, late reviews, children with plans, audits."""

from datetime import date

from tests.spec.measures.figures import (
    AFTER,
    AUGUST,
    BEFORE,
    JULY,
    JUNE,
    MAY,
    YEAR,
    by,
    counts,
    figure,
    in_care,
    left_out,
)

from handrail.measures.profiled import lists_of
from handrail.profiles import parse
from handrail.record.record import Record
from handrail.record.service_tables import (
    Allegation,
    Allocation,
    Audit,
    Dispute,
    DisputeChild,
    DisputeStage,
    LateReason,
    SecurePlacement,
    Worker,
)
from handrail.record.tables import Child, Event, Plan, Review


def test_the_mean_number_of_days_is_its_two_numbers() -> None:
    """From 1 May to 3 June are 33 days, to 1 July 61: 94 for two disputes closed."""
    record = Record(
        disputes=[
            Dispute("1", "care", MAY, closed_on=JUNE, impact="plan_updated", answered_on=MAY, answer_accepted=True),
            Dispute("2", "protection", MAY, closed_on=JULY, avoidable=True, answered_on=MAY, answer_accepted=False),
            Dispute("3", "care", MAY, answered_on=MAY), Dispute("4", "care", MAY, closed_on=AFTER, avoidable=False),
        ]
    )  # fmt: skip
    assert counts(record, "dispute_days") == (94, None)
    assert by(record, "dispute_days", "stream") == {"care": 33, "protection": 61}
    assert counts(record, "disputes_closed") == (2, None)
    assert by(record, "disputes_closed", "impact") == {"plan_updated": 1, "not recorded": 1}
    assert counts(record, "dispute_answers_accepted") == (1, 2)
    assert left_out(record, "dispute_answers_accepted") == (0, 1)
    assert counts(record, "disputes_avoidable") == (1, 1)


def test_silence_is_counted_among_the_disputes_still_open() -> None:
    """Of three open at the end one was answered in time, one after the end and one never; the closed one is not asked."""
    record = Record(
        disputes=[
            Dispute("1", "care", MAY, team="north", answered_on=JUNE), Dispute("2", "care", MAY, team="north"),
            Dispute("3", "care", MAY, team="south", answered_on=AFTER), Dispute("4", "care", MAY, closed_on=JULY),
        ]
    )  # fmt: skip
    assert counts(record, "disputes_unanswered") == (2, 3)
    assert by(record, "disputes_unanswered", "team") == {"north": 1, "south": 1}


def test_disputes_about_siblings_are_one_each() -> None:
    record = Record(
        disputes=[Dispute("1", "care", MAY, family_id="f"), Dispute("2", "care", MAY), Dispute("3", "care", MAY)],
        dispute_children=[
            DisputeChild("1", "a"), DisputeChild("2", "a"), DisputeChild("2", "b"), DisputeChild("3", "c"),
        ],
    )  # fmt: skip
    assert counts(record, "disputes_about_siblings") == (2, 3)


def test_stages_are_judged_by_the_limits_of_the_authority_s_process() -> None:
    """Five working days from Wednesday 1 May 2024 end on Thursday 9 May, the bank holiday left out; 7 days on 8 May."""
    profile = parse(
        """
        authority = "Fernshire"
        [disputes]
        name = "challenge"
        [[disputes.kinds]]
        name = "formal"
        label = "Formal"
        [[disputes.stages]]
        name = "team_manager"
        label = "Team manager"
        kind = "formal"
        owner = "team_manager"
        limit = { amount = 5, unit = "working_day" }
        [[disputes.stages]]
        name = "director"
        label = "Director"
        kind = "formal"
        owner = "service_manager"
        limit = { amount = 1, unit = "week" }
        [[disputes.stages]]
        name = "cafcass"
        label = "Cafcass"
        kind = "formal"
        owner = "service_manager"
        """
    ).on()
    record = Record(
        disputes=[Dispute("1", "care", MAY), Dispute("2", "care", MAY)],
        dispute_stages=[
            DisputeStage("1", "team_manager", MAY, date(2024, 5, 9)), DisputeStage("2", "team_manager", MAY, date(2024, 5, 10)),
            DisputeStage("1", "director", MAY, date(2024, 5, 8)), DisputeStage("2", "director", MAY),
            DisputeStage("1", "cafcass", MAY, AUGUST),
        ],
    )  # fmt: skip
    found = figure(record, "dispute_stages_in_time", used=lists_of(profile))
    assert (found.numerator, found.denominator) == (2, 3)
    assert figure(record, "dispute_stages_in_time").note == (
        "The authority's process has no limits for the stages of a dispute."
    )


def test_secure_accommodation_is_reviewed_within_a_month_and_then_three() -> None:
    """From 1 May the first is due by 1 June, and after 31 May the next by 31 August; child 2 left before its next."""
    record = in_care([Child("1", date(2009, 1, 1)), Child("2", date(2009, 1, 1))])
    record.secure_placements = [SecurePlacement("1", MAY), SecurePlacement("2", MAY, date(2024, 6, 20))]
    record.events = [
        Event("1", "secure_review", date(2024, 5, 31)), Event("1", "secure_review", date(2024, 9, 2)),
        Event("2", "secure_review", date(2024, 6, 2)),
    ]  # fmt: skip
    assert counts(record, "secure_placements_begun") == (2, None)
    assert counts(record, "children_in_secure") == (1, None)
    assert counts(record, "secure_reviews_in_time") == (1, 4), "late on 2 June and 2 September, and none after it"


def test_allegations_by_sector_outcome_and_time() -> None:
    """A month from 1 May is 1 June. Friday 3 May is followed by a bank holiday: one working day after it is 7 May."""
    friday, tuesday = date(2024, 5, 3), date(2024, 5, 7)
    record = Record(
        allegations=[
            Allegation("1", "education", friday, tuesday, MAY, date(2024, 6, 1), "unsubstantiated"),
            Allegation("2", "education", friday, date(2024, 5, 8), MAY, date(2024, 6, 2), "substantiated"),
            Allegation("3", "health", None, JUNE, JUNE), Allegation("4", "faith", BEFORE, BEFORE, None),
        ]
    )  # fmt: skip
    assert by(record, "allegations_referred", "sector") == {"education": 2, "health": 1}
    assert counts(record, "allegations_accepted") == (3, None)
    assert by(record, "allegations_resolved", "outcome_word") == {"substantiated": 1, "unsubstantiated": 1}
    assert counts(record, "allegations_open") == (1, None)
    assert counts(record, "allegations_referred_in_time") == (1, 2)
    assert left_out(record, "allegations_referred_in_time") == (1, 0)
    assert counts(record, "allegations_resolved_within_1_month") == (1, 2)
    assert counts(record, "allegations_resolved_within_3_months") == (2, 2)
    assert counts(record, "allegations_resolved_within_12_months") == (2, 2)


def test_a_late_review_stands_under_one_reason() -> None:
    """The first review is due twenty working days after 30 April 2024, on 30 May."""
    record = in_care([Child(str(number), date(2014, 1, 1)) for number in range(4)], date(2024, 4, 30))
    days = [date(2024, 5, 30), JUNE, JUNE, JUNE]
    record.reviews = [Review(str(number), day, None, "PN1") for number, day in enumerate(days)]
    record.late_reasons = [
        LateReason("1", "review", JUNE, "weather"), LateReason("2", "review", JUNE, "weather"),
        LateReason("2", "review", JUNE, "missing_report"),
    ]  # fmt: skip
    assert by(record, "reviews_late", "reason") == {"several reasons": 1, "weather": 1, "not recorded": 1}
    assert counts(record, "late_reasons_given") == (3, None)
    record.late_reasons[1:] = [each._replace(main=each.reason == "weather") for each in record.late_reasons[1:]]
    assert by(record, "reviews_late", "reason") == {"weather": 2, "not recorded": 1}
    assert counts(record, "late_reasons_given") == (3, None), "what contributed is still a reason"


def test_a_late_review_stands_under_the_days_it_was_late_and_the_team_of_that_day() -> None:
    """Due on 30 May: held 7, 8, 28 and 29 days later. Child 1 changed teams on 6 June."""
    record = in_care([Child(str(number), date(2014, 1, 1)) for number in range(4)], date(2024, 4, 30))
    days = [date(2024, 6, 6), date(2024, 6, 7), date(2024, 6, 27), date(2024, 6, 28)]
    record.reviews = [Review(str(number), day, None, "PN1") for number, day in enumerate(days)]
    record.late_reasons = [LateReason("0", "review", days[0], "weather")]
    record.workers = [Worker("N", "social_worker", "north"), Worker("S", "social_worker", "south")]
    record.allocations = [
        Allocation("0", "N", "social_worker", date(2024, 4, 30)),
        Allocation("1", "N", "social_worker", date(2024, 4, 30), date(2024, 6, 6)),
        Allocation("1", "S", "social_worker", date(2024, 6, 6)),
    ]
    assert by(record, "reviews_late", "days_late") == {
        "up to a week": 1, "more than a week, up to four weeks": 2, "more than four weeks": 1,
    }  # fmt: skip
    assert by(record, "reviews_late", "team_then") == {"north": 1, "south": 1, "not recorded": 2}


def test_each_review_stands_under_its_code() -> None:
    """PN0 is of children under four; at four or over, and where no code is, nothing is recorded."""
    born = [date(2014, 1, 1), date(2014, 1, 1), date(2014, 1, 1), date(2022, 1, 1), date(2022, 1, 1)]
    record = in_care([Child(str(number), day) for number, day in enumerate(born)], date(2024, 4, 30))
    codes = ["PN4", "PN0", None, "PN0", "PN6"]
    record.reviews = [Review(str(number), MAY, None, code) for number, code in enumerate(codes)]
    assert by(record, "reviews_by_participation", "how") == {"PN4": 1, "PN6": 1, "PN0": 1, "not recorded": 2}
    assert counts(record, "reviews_by_participation") == counts(record, "reviews_held")


def test_a_child_with_two_plans_is_one_child() -> None:
    record = Record(
        plans=[Plan("1", MAY, None, "NEG", "NEG"), Plan("1", JUNE, None, "EMO", "EMO"), Plan("2", MAY, JUNE)],
        protection_from=date(2023, 4, 1), protection_to=YEAR.last,
    )  # fmt: skip
    assert counts(record, "children_with_plan") == (1, None)
    assert counts(record, "cp_plans_open") == (2, None)
    assert by(record, "children_with_plan", "category") == {"EMO": 1}


def test_targeted_audits_with_what_is_to_be_learned() -> None:
    record = Record(
        audits=[
            Audit("1", "a", "minutes", MAY, "good", "w1", "targeted", "plain_words", True),
            Audit("2", "b", "minutes", MAY, "good", "w1", "targeted", "plain_words", False),
            Audit("3", "b", "voice", MAY, "good", "w2", "midway"),
        ]
    )
    assert by(record, "audits_made", "kind_of_audit") == {"midway": 1, "targeted": 2}
    assert by(record, "audits_made", "learning") == {"plain_words": 2, "not recorded": 1}
    assert counts(record, "audits_with_feedback") == (1, 2)
