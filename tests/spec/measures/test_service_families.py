"""The measures on the service's own work, each on a handful of records that show the choice it makes."""

from datetime import date

from handrail.measures.definitions import measure
from handrail.measures.engine import measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.profiles import parse
from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import (
    Advocacy,
    Allocation,
    Attendance,
    Audit,
    Carer,
    CarerReview,
    Contact,
    Dispute,
    DisputeReason,
    DisputeStage,
    FamilyMember,
    IndependentVisitor,
    LateReason,
    MidwayReview,
    Praise,
    Rating,
    RatingReason,
    Survey,
    SurveyAnswer,
    Worker,
)
from handrail.record.tables import Child, Episode, Review

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
MAY, JUNE, JULY, AUGUST = date(2024, 5, 1), date(2024, 6, 3), date(2024, 7, 1), date(2024, 8, 1)
BEFORE, AFTER = date(2024, 2, 1), date(2025, 5, 1)


def figure(record: Record, name: str) -> Figure:
    return measure_all(record, [measure(name)], [YEAR], {})[0]


def counts(record: Record, name: str) -> tuple[int | None, int | None]:
    return figure(record, name).numerator, figure(record, name).denominator


def by(record: Record, name: str, *groups: str) -> dict[str, tuple[int | None, int | None]]:
    found = measure_all(record, [measure(name)], [YEAR], {}, groups)
    return {", ".join(each.group.values()): (each.numerator, each.denominator) for each in found if each.group}


def in_care(*reviews: date) -> Record:
    record = Record(children=[Child("1", date(2014, 1, 1))], care_from=date(2023, 4, 1))
    record.episodes = [Episode("1", MAY, None, "S", "C2", "N1", "U6", "PR1")]
    record.periods_of_care = periods_of_care(record.episodes)
    record.reviews = [Review("1", day, None, "PN1") for day in reviews]
    return record


def test_contacts_of_all_and_of_those_possible_and_wanted() -> None:
    """Sunderland's 1,048 visits had no base (SUN-A-18), because a refusal could not be recorded. Here it can."""
    words = ["spoke_privately"] * 3 + ["spoke_not_privately", "declined", "declined", "inappropriate", "not_done"]
    record = Record(contacts=[Contact(str(n), "before_review", MAY, word) for n, word in enumerate(words)])
    assert counts(record, "contacts_offered") == (8, None)
    assert counts(record, "contacts_spoken") == (4, 8)
    assert counts(record, "contacts_spoken_of_wanted") == (4, 5)
    assert counts(record, "contacts_declined") == (2, 8)
    assert counts(record, "contacts_in_private") == (3, 4)


def test_a_review_is_preceded_by_a_contact_after_the_review_before() -> None:
    record = in_care(date(2024, 5, 29), date(2024, 8, 20))
    record.contacts = [Contact("1", "before_review", date(2024, 5, 20), "spoke_privately", date(2024, 5, 22))]
    assert counts(record, "reviews_with_contact_before") == (1, 2)
    record.contacts.append(Contact("1", "before_review", date(2024, 8, 10), "declined"))
    assert counts(record, "reviews_with_contact_before") == (1, 2), "offered and declined: they did not speak"


def test_midway_reviews_are_looked_for_child_by_child() -> None:
    """A midway review after each review was the plan, and only totals were given (SUN-A-25)."""
    record = in_care(date(2024, 5, 29), date(2024, 8, 20), date(2025, 2, 10))
    two = [date(2024, 7, 1), date(2024, 7, 20)]
    record.midway_reviews = [MidwayReview(str(n), "care", day, "1") for n, day in enumerate(two)]
    assert counts(record, "midway_reviews_held") == (2, None)
    assert counts(record, "intervals_with_midway") == (1, 2), "two in one time do not cover the other"
    assert counts(record, "children_with_midway") == (0, 1)
    record.midway_reviews.append(MidwayReview("3", "care", date(2024, 11, 1), "1"))
    assert counts(record, "children_with_midway") == (1, 1)


def test_late_meetings_and_their_reasons_are_different_things() -> None:
    """Rows of reasons and a total of children in one table (SUN-A-03): here each has its unit."""
    record = in_care(JUNE)
    record.late_reasons = [
        LateReason("1", "review", JUNE, "missing_report"), LateReason("1", "review", JUNE, "admin_error"),
    ]  # fmt: skip
    assert figure(record, "late_reasons_given").unit == "reason"
    assert by(record, "late_reasons_given", "reason") == {"admin_error": (1, None), "missing_report": (1, None)}
    assert counts(record, "late_meetings_explained") == (1, 1)


def disputes() -> Record:
    return Record(
        disputes=[
            Dispute("1", "care", BEFORE, closed_on=MAY, closing_stage="informal", outcome="resolved"),
            Dispute("2", "care", BEFORE, formal_on=MAY),
            Dispute("3", "protection", MAY, formal_on=MAY, closed_on=date(2024, 5, 31), outcome="resolved"),
            Dispute("4", "protection", JUNE, formal_on=JUNE, closed_on=AUGUST, outcome="exhausted"),
            Dispute("5", "care", JULY),
            Dispute("6", "care", JULY, closed_on=AFTER, outcome="withdrawn"),
            Dispute("7", "care", date(2023, 5, 1), closed_on=BEFORE, outcome="resolved"),
            Dispute("8", "care", AFTER),
        ],
        dispute_stages=[
            DisputeStage("2", "informal", BEFORE, MAY), DisputeStage("2", "team_manager", MAY),
            DisputeStage("5", "informal", JULY), DisputeStage("6", "informal", JULY, AFTER),
        ],
        dispute_reasons=[DisputeReason("3", "late_report"), DisputeReason("3", "no_plan"), DisputeReason("4", "no_plan")],
    )  # fmt: skip


def test_disputes_raised_and_brought_forward_are_those_closed_and_open() -> None:
    """280 raised, 287 stated, 147 closed of 140 (SUN-A-12): here they balance, and must."""
    record = disputes()
    names = ("disputes_brought_forward", "disputes_raised", "disputes_closed", "disputes_open")
    forward, raised, closed, still_open = (figure(record, name).numerator or 0 for name in names)
    assert (forward, raised, closed, still_open) == (2, 4, 3, 3)
    assert forward + raised == closed + still_open
    assert by(record, "disputes_open", "stage") == {"informal": (2, None), "team_manager": (1, None)}
    record.disputes[2] = record.disputes[2]._replace(family_id="F1")
    assert by(record, "disputes_closed", "family") == {"F1": (1, None), "not recorded": (2, None)}
    assert by(record, "disputes_raised", "form_of_dispute") == {"formal": (2, None), "informal": (2, None)}


def test_reasons_never_add_to_disputes_and_a_dispute_without_one_shows() -> None:
    """Reasons added to 77, 78 disputes were stated (DUD-A-01): the one without a reason is a row."""
    found = figure(disputes(), "dispute_reasons_given")
    assert (found.unit, found.numerator, found.not_recorded) == ("reason", 3, 2)


def test_formal_disputes_within_20_working_days() -> None:
    """From 1 May 2024 the twentieth working day is 31 May: 6 and 27 May are bank holidays."""
    record = disputes()
    assert counts(record, "formal_disputes_closed_in_time") == (1, 2)
    record.disputes[2] = record.disputes[2]._replace(closed_on=JUNE)
    assert counts(record, "formal_disputes_closed_in_time") == (0, 2)
    assert counts(record, "disputes_resolved") == (2, 3)


def test_no_reason_stands_on_more_forms_than_there_are() -> None:
    """28 green forms, 47 with one reason (SHR-A-05): split by colour, a reason counts forms of that colour only."""
    record = Record(
        ratings=[
            Rating("1", "1", "care", MAY, "red", MAY, replied_on=JUNE), Rating("2", "2", "care", MAY, "amber", MAY),
            Rating("3", "3", "care", MAY, "green", MAY), Rating("4", "3", "care", BEFORE, "red", BEFORE),
        ],
        rating_reasons=[RatingReason("1", "late"), RatingReason("1", "visits"), RatingReason("2", "late")],
    )  # fmt: skip
    assert by(record, "ratings_given", "colour") == {"amber": (1, None), "green": (1, None), "red": (1, None)}
    assert counts(record, "ratings_red") == (1, 3)
    assert counts(record, "ratings_answered") == (1, 2)
    assert by(record, "rating_reasons_given", "colour", "reason") == {
        "amber, late": (1, None), "green, not recorded": (0, None), "red, late": (1, None), "red, visits": (1, None),
    }  # fmt: skip


def test_each_question_has_its_own_base_and_blanks_stay_out() -> None:
    """38% of 57 answers is impossible, 21 of 56 is not (DUD-A-09)."""
    record = Record(
        surveys=[Survey(str(n), "child_review", "child", MAY, JUNE if n < 57 else None) for n in range(100)]
    )
    for number in range(57):
        heard = None if number == 56 else "yes" if number < 21 else "no"
        record.survey_answers.append(SurveyAnswer(str(number), "heard", heard))
        record.survey_answers.append(SurveyAnswer(str(number), "mark", "7"))
    assert counts(record, "survey_response") == (57, 100)
    assert by(record, "survey_answers_positive", "question") == {"heard": (21, 56)}
    assert by(record, "survey_answers", "question") == {"heard": (56, None), "mark": (57, None)}
    assert figure(record, "survey_answers").not_recorded == 1


def test_which_answers_are_positive_is_the_profile_s_to_say() -> None:
    profile = parse(
        """
        authority = "Fernshire"
        [codes.answers_how_often]
        always = "Always"
        sometimes = "Sometimes"
        not_applicable = "Not applicable"
        [[surveys]]
        form = "children"
        title = "Children"
        respondent = "child"
        questions = [
          { question = "asked", words = "Asked?", answers = "answers_how_often", positive = ["always"] },
          { question = "mark", words = "Of ten" },
        ]
        """
    ).on()
    record = Record(surveys=[Survey(str(n), "children", "child", MAY, JUNE) for n in range(4)])
    for number, answer in enumerate(["always", "sometimes", "not_applicable", None]):
        record.survey_answers.append(SurveyAnswer(str(number), "asked", answer))
        record.survey_answers.append(SurveyAnswer(str(number), "mark", "7"))
        record.survey_answers.append(SurveyAnswer(str(number), "heard", "yes" if number else "no"))
    wanted = [measure("survey_answers_positive")]
    found = measure_all(record, wanted, [YEAR], {}, ["question"], lists_of(profile))
    assert {one.group["question"]: (one.numerator, one.denominator) for one in found if one.group} == {
        "asked": (1, 2),
        "heard": (3, 4),
    }
    assert by(record, "survey_answers_positive", "question") == {"asked": (0, 0), "heard": (3, 4)}


def test_audits_by_theme_and_distinct_children() -> None:
    record = Record(
        audits=[
            Audit("1", "a", "minutes", MAY, "good"), Audit("2", "a", "minutes", JUNE, "outstanding"),
            Audit("3", "a", "voice", JUNE, "inadequate"), Audit("4", "b", "voice", JULY),
        ]
    )  # fmt: skip
    assert by(record, "audits_made", "theme") == {"minutes": (2, None), "voice": (2, None)}
    assert by(record, "children_audited_by_theme", "theme") == {"minutes": (1, None), "voice": (2, None)}
    assert counts(record, "children_audited") == (2, None)
    assert counts(record, "audits_good_or_better") == (2, 3)


def test_praise() -> None:
    record = Record(praises=[Praise("1", MAY, "care", "north"), Praise("2", BEFORE, "care"), Praise("3", MAY, "care")])
    record.praises.append(Praise("4", MAY, "care", direction="received", source="parent"))
    assert by(record, "praise_given", "team") == {"north": (1, None), "not recorded": (1, None)}
    assert by(record, "praise_received", "source") == {"parent": (1, None)}


def test_advocacy_by_issue_and_by_child() -> None:
    record = Record(
        advocacy=[
            Advocacy("1", MAY, "placement", "child", True, JUNE), Advocacy("1", JULY, "health", "child", False),
            Advocacy("2", JULY, "health", None, None), Advocacy("3", BEFORE, None, None, True, BEFORE, MAY),
        ]
    )  # fmt: skip
    assert by(record, "advocacy_referrals", "issue") == {"health": (2, None), "placement": (1, None)}
    assert counts(record, "children_referred_for_advocacy") == (2, None)
    assert counts(record, "advocacy_taken_up") == (1, 2)
    assert counts(record, "advocacy_open") == (1, None)


def test_matches_waiting_and_declined_are_three_things() -> None:
    """6 matches and 8 waiting are not 14 (DUD-A-11 and 13)."""
    record = Record(
        independent_visitors=[
            IndependentVisitor("1", MAY, JUNE, None, False), IndependentVisitor("2", MAY, None, None, False),
            IndependentVisitor("3", MAY, None, None, True), IndependentVisitor("4", BEFORE, BEFORE, None, False),
        ]
    )  # fmt: skip
    assert counts(record, "visitors_matched") == (1, None)
    assert counts(record, "children_with_visitor") == (2, None)
    assert counts(record, "children_waiting_for_visitor") == (1, None)
    assert counts(record, "visitors_declined") == (1, 3)


def test_reviews_of_carers_within_a_year_of_approval_or_of_the_review_before() -> None:
    record = Record(
        care_from=date(2023, 4, 1),
        carers=[
            Carer("1", date(2023, 6, 1)), Carer("2", date(2015, 1, 1)), Carer("3", date(2023, 9, 1)),
            Carer("4", date(2015, 1, 1)),
        ],
        carer_reviews=[
            CarerReview("1", date(2024, 6, 1), "first"), CarerReview("2", date(2023, 5, 1), "annual"),
            CarerReview("2", date(2024, 5, 2), "annual", "staff_sickness"), CarerReview("4", date(2024, 5, 2), "annual"),
        ],
    )  # fmt: skip
    found = figure(record, "carer_reviews_held_on_time")
    assert (found.numerator, found.denominator) == (1, 2), "1 June is a year after 1 June; 2 May is a day late"
    assert found.not_assessable == 1, "the review before that of household 4 lies before the data"
    assert counts(record, "carer_reviews_overdue") == (1, None), "household 3: due by 1 September 2024"


def test_heads_and_hours() -> None:
    record = Record(
        workers=[
            Worker("1", "reviewing_officer", fte_percent=100, started_on=BEFORE),
            Worker("2", "reviewing_officer", fte_percent=60, started_on=BEFORE),
            Worker("3", "reviewing_officer", started_on=BEFORE),
            Worker("4", "manager", fte_percent=50, started_on=BEFORE, ended_on=MAY),
            Worker("5", "conference_chair", fte_percent=80, started_on=MAY),
            Worker("6", "manager", fte_percent=20, started_on=AFTER),
        ]
    )
    assert counts(record, "staff_in_post") == (4, None)
    assert counts(record, "staff_left") == (1, None)
    assert counts(record, "staff_started") == (1, None)
    assert by(record, "officers_in_post", "role") == {"reviewing_officer": (3, None), "conference_chair": (1, None)}
    found = figure(record, "staff_fte_percent")
    assert (found.numerator, found.not_recorded) == (240, 1)
    assert by(record, "staff_fte_percent", "role") == {"reviewing_officer": (160, None), "conference_chair": (80, None)}
    assert by(record, "staff_fte_percent", "duty") == {"reviews_or_chairs": (240, None)}
    record.allocations = [
        Allocation("1", "5", "reviewing_officer", MAY), Allocation("1", "5", "conference_chair", MAY),
        Allocation("2", "1", "reviewing_officer", MAY), Allocation("2", "9", "social_worker", MAY),
    ]  # fmt: skip
    assert by(record, "allocations_open", "post") == {
        "conference_chair": (2, None), "reviewing_officer": (1, None), "not recorded": (1, None),
    }  # fmt: skip


def test_allocations_children_and_family_groups() -> None:
    """988 allocations are not 988 children (DUD-A-16)."""
    record = Record(
        family_groups=[FamilyMember("f", "1"), FamilyMember("f", "2")],
        allocations=[
            Allocation("1", "anna", "reviewing_officer", BEFORE), Allocation("2", "anna", "reviewing_officer", BEFORE),
            Allocation("1", "ben", "conference_chair", BEFORE), Allocation("3", "anna", "reviewing_officer", BEFORE, MAY),
        ],
    )  # fmt: skip
    assert counts(record, "allocations_open") == (3, None)
    assert counts(record, "children_allocated") == (2, None)
    assert by(record, "family_groups_allocated", "role") == {
        "conference_chair": (1, None), "reviewing_officer": (1, None),
    }  # fmt: skip
    assert by(record, "allocations_open", "worker") == {"anna": (2, None), "ben": (1, None)}


def test_every_looked_after_child_has_an_officer_or_is_seen_not_to() -> None:
    record = in_care()
    record.allocations = [Allocation("1", "anna", "social_worker", MAY)]
    assert counts(record, "looked_after_children_with_officer") == (0, 1)


def test_mothers_and_fathers_are_counted_apart() -> None:
    record = Record(
        attendances=[
            Attendance("1", "review", MAY, "mother", "attended"), Attendance("1", "review", MAY, "father", "neither"),
            Attendance("2", "conference", MAY, "father", "sent_views"), Attendance("3", "review", MAY, "father"),
            Attendance("1", "review", MAY, "child", "attended", "chaired"),
        ]
    )  # fmt: skip
    assert counts(record, "mothers_attending") == (1, 1)
    assert counts(record, "fathers_attending") == (0, 2)
    assert counts(record, "fathers_taking_part") == (1, 2)
    assert figure(record, "fathers_attending").not_recorded == 1
    assert counts(record, "reviews_chaired_by_child") == (1, 1)
    assert by(record, "people_attending", "person", "meeting")["father, conference"] == (0, 1)
