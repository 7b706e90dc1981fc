"""The authority's own words for codes, forms and questions."""

from datetime import date

import pytest

from handrail.measures.periods import Period
from handrail.profiles import default, find
from handrail.publications.times import Times
from handrail.publications.words import UnknownWord, Words, names_of_values

YEAR = Times(Period(date(2018, 4, 1), date(2019, 3, 31)))
SUNDERLAND = find("sunderland", date(2019, 3, 31))


def test_a_list_the_profile_has_not_is_empty_and_one_nobody_can_have_is_refused() -> None:
    words = Words(default("Fairlea"), YEAR)
    assert words.labels("dispute_reasons_informal or dispute_reasons") == {}
    with pytest.raises(UnknownWord, match="There is no list 'reasons_for_disputes'"):
        words.labels("reasons_for_disputes")


def test_of_several_lists_the_first_the_profile_has_is_taken() -> None:
    words = Words(SUNDERLAND, YEAR)
    found = words.labels("conference_late_reasons or review_conference_late_reasons")
    assert found["calculation_error"] == "Calculation Error"


def test_questions_and_forms_are_called_as_the_questionnaire_calls_them() -> None:
    words = Words(SUNDERLAND, YEAR)
    assert words.labels("survey_questions")["plan_helped"] == "The plan helped my family to change"
    assert list(words.labels("survey_forms")) == ["parents_initial_conference", "parents_review_conference"]


def test_every_name_of_a_code_counts_as_one() -> None:
    names = names_of_values(SUNDERLAND)
    assert names["missing_report"] == ("Missing reports", "Missing report")
    assert names["NEG"] == ("Neglect",)


def test_a_code_that_its_list_has_not_is_called_as_in_a_list_of_the_same_kind() -> None:
    words = Words(find("shropshire", date(2016, 3, 31)), YEAR)
    assert words.said("visits_missed", "rating_reasons_protection_green").startswith("Visits have not taken place")
    assert words.said("nobody_knows", "rating_reasons_protection_green") == "Nobody knows"
    assert words.said("visits_missed", "review_late_reasons") == "Visits missed"


def test_the_authority_s_own_word_for_a_role_counts_as_its_name() -> None:
    assert {"Independent Reviewing Officer", "Independent Reviewing Officers"} <= set(
        names_of_values(SUNDERLAND)["reviewing_officer"]
    )
