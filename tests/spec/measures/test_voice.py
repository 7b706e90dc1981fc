"""Children in their meetings, contacts before them, views given digitally, and issues for advocates."""

from datetime import date

from tests.spec.measures.figures import AFTER, BEFORE, JULY, JUNE, MAY, by, counts, in_care, left_out

from handrail.record.meeting_tables import DigitalView
from handrail.record.record import Record
from handrail.record.service_tables import Advocacy, AdvocacyIssue, Attendance, Contact, Survey, SurveyAnswer
from handrail.record.tables import Child, Review


def attendances() -> Record:
    """Five reviews and a conference, with what the child did."""
    return Record(
        attendances=[
            Attendance("1", "review", MAY, "child", "attended", "chaired", asked_to_chair=True),
            Attendance("2", "review", MAY, "child", "attended", "co_chaired", asked_to_chair=True),
            Attendance("3", "review", MAY, "child", "sent_views", "in_writing", reason="prefers_another_way", asked_to_chair=True),
            Attendance("4", "review", MAY, "child", "neither", asked_to_chair=False),
            Attendance("5", "review", MAY, "child"), Attendance("1", "conference", MAY, "child", "neither", reason="at_school"),
            Attendance("1", "review", AFTER, "child", "attended"), Attendance("1", "review", MAY, "mother", "attended"),
        ]
    )  # fmt: skip


def test_attending_and_taking_part_and_why_not() -> None:
    """Non-attendance was looked into in a dip sample only (WOR-D-05): here each absence has its one reason or none."""
    record = attendances()
    assert counts(record, "children_attending") == (2, 5)
    assert counts(record, "children_taking_part") == (3, 5)
    assert left_out(record, "children_attending") == (0, 1)
    assert by(record, "child_absences", "meeting", "reason") == {
        "conference, at_school": 1, "review, prefers_another_way": 1, "review, not recorded": 1,
    }  # fmt: skip
    assert by(record, "child_absences", "took_part") == {"neither": 2, "sent_views": 1}


def test_chairing_co_chairing_and_being_asked() -> None:
    """The target was on those who chair, the figure on those asked (DUD-A-12): here they are three measures."""
    record = attendances()
    assert counts(record, "reviews_chaired_by_child") == (1, 4)
    assert counts(record, "reviews_led_by_child") == (2, 4)
    assert counts(record, "children_asked_to_chair") == (3, 4)
    assert left_out(record, "children_asked_to_chair") == (0, 1)
    assert counts(record, "children_asked_who_led") == (2, 3)


def test_either_parent_beside_each() -> None:
    record = Record(
        attendances=[
            Attendance("1", "review", MAY, "mother", "neither"), Attendance("1", "review", MAY, "father", "attended"),
            Attendance("2", "review", MAY, "mother", "neither"), Attendance("2", "review", MAY, "father"),
            Attendance("3", "review", MAY, "mother", "neither"),
        ]
    )  # fmt: skip
    assert counts(record, "parents_taking_part") == (1, 2)
    assert left_out(record, "parents_taking_part") == (0, 1), "the father of child 2 may have come"
    assert counts(record, "mothers_taking_part") == (0, 3)
    assert counts(record, "fathers_taking_part") == (1, 1)


def test_each_review_by_the_best_contact_before_it() -> None:
    """Three reviews of one child: spoken to, offered and declined, nothing.

    A contact belongs to the first review after it. One held on the day of a review belongs to that review.
    """
    record = in_care([Child("1", date(2014, 1, 1))], date(2024, 4, 30))
    record.reviews = [
        Review("1", day, None, "PN1") for day in (date(2024, 5, 24), date(2024, 8, 20), date(2025, 2, 10))
    ]
    record.contacts = [
        Contact("1", "before_review", date(2024, 5, 20), "declined"),
        Contact("1", "before_review", date(2024, 5, 22), "spoke_not_privately", date(2024, 5, 24)),
        Contact("1", "before_review", date(2024, 8, 1), "declined"),
        Contact("1", "direct", date(2025, 1, 2), "spoke_privately", date(2025, 1, 2)),
    ]
    assert by(record, "reviews_by_contact_before", "outcome_word") == {
        "declined": 1, "none offered": 1, "spoke_not_privately": 1,
    }  # fmt: skip
    assert counts(record, "reviews_contact_offered") == (2, 3)
    assert counts(record, "reviews_with_contact_before") == (1, 3)


def test_contacts_held_by_purpose_and_how() -> None:
    record = Record(
        contacts=[
            Contact("1", "before_review", MAY, "spoke_privately", MAY, None, "visit"),
            Contact("1", "direct", MAY, "spoke_privately", MAY, None, "phone"),
            Contact("1", "statutory_visit", MAY, "spoke_privately", MAY, None, "visit"),
            Contact("1", "direct", JUNE, "declined"), Contact("1", "direct", BEFORE, "spoke_privately", BEFORE),
        ]
    )  # fmt: skip
    assert counts(record, "contacts_held") == (3, None)
    assert by(record, "contacts_held", "purpose", "how") == {
        "before_review, visit": 1, "direct, phone": 1, "statutory_visit, visit": 1,
    }  # fmt: skip


def test_views_given_digitally_and_the_children_who_gave_them() -> None:
    record = Record(
        digital_views=[
            DigitalView("1", "statements", MAY, "statement", "1", True), DigitalView("2", "statements", JUNE, "statement", "1", False),
            DigitalView("3", "questions", JUNE, "questionnaire"), DigitalView("4", "questions", BEFORE, "questionnaire", "2"),
        ]
    )  # fmt: skip
    assert by(record, "digital_views_given", "tool") == {"questions": 1, "statements": 2}
    assert by(record, "digital_views_given", "for_review") == {
        "for a review": 1, "not for a review": 1, "not recorded": 1,
    }  # fmt: skip
    assert counts(record, "children_with_digital_views") == (1, None)
    assert left_out(record, "children_with_digital_views") == (0, 1)


def test_issues_are_more_than_referrals_and_referrals_more_than_children() -> None:
    """57 young people, 57 referrals and 68 issues were told as one thing (DUD-A-02)."""
    record = Record(
        advocacy=[
            Advocacy("1", MAY, "placement", "child"), Advocacy("1", JULY, "health", "child"),
            Advocacy("2", JULY, None, "social_worker"),
        ],
        advocacy_issues=[AdvocacyIssue("1", MAY, "placement"), AdvocacyIssue("1", MAY, "education")],
    )  # fmt: skip
    assert by(record, "advocacy_issues", "issue") == {"education": 1, "health": 1, "placement": 1, "not recorded": 0}
    assert counts(record, "advocacy_issues") == (3, None)
    assert left_out(record, "advocacy_issues") == (0, 1)
    assert counts(record, "advocacy_referrals") == (3, None)
    assert counts(record, "children_referred_for_advocacy") == (2, None)


def test_the_mean_mark_is_its_two_numbers() -> None:
    """An average of 6 is 342 of 57 (DUD-FIG-11); a blank and a word are no marks."""
    answers = ["10", "0", "7", None, "yes"]
    record = Record(surveys=[Survey(str(n), "child_review", "child", MAY, JUNE, "review", "link") for n in range(5)])
    record.survey_answers = [SurveyAnswer(str(n), "makes_a_difference", answer) for n, answer in enumerate(answers)]
    assert counts(record, "survey_marks") == (17, None)
    assert counts(record, "survey_marks_given") == (3, None)
    assert by(record, "surveys_returned", "about", "channel") == {"review, link": 5}


def test_a_questionnaire_is_positive_throughout_or_in_nothing() -> None:
    """80% positive has no definition over five questions (SUN-A-21): here it is every answer, or none."""
    sets = [("agree", "strongly_agree"), ("agree", None), ("agree", "disagree"), ("disagree", "no"), ("7", None)]
    record = Record(surveys=[Survey(str(n), "parents", "parent", MAY, JUNE, about="review") for n in range(len(sets))])
    record.survey_answers = [
        SurveyAnswer(str(number), question, answer)
        for number, answers in enumerate(sets)
        for question, answer in zip(("heard", "helped"), answers, strict=True)
    ]
    assert counts(record, "surveys_positive_throughout") == (2, 4), (
        "a mark alone is no verdict, a blank takes none away"
    )
    assert counts(record, "surveys_negative_throughout") == (1, 4)
