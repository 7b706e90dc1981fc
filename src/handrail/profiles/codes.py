"""Lists of codes: what the authority prints for the short words of its record, in the order it prints them."""

from fnmatch import fnmatchcase

from handrail.profiles.errors import ProfileError, there_are
from handrail.profiles.settings import TEXT, join, named

LISTS = {
    "roles": "Posts, for the roles of workers, of owners of stages and of those who sign",
    "teams": "Teams",
    "agencies": "Agencies that report to a meeting or come to it",
    "contracts": "How a worker is employed",
    "panels": "Panels and groups the officers sit on",
    "review_late_reasons": "Why a review was late",
    "conference_late_reasons": "Why a conference was late, whichever its kind",
    "initial_conference_late_reasons": "Why an initial conference was late",
    "review_conference_late_reasons": "Why a review conference was late",
    "carer_review_late_reasons": "Why the review of a carer was late",
    "stood_down_reasons": "Why a conference was stood down",
    "review_forms": "How a review was held",
    "early_review_reasons": "What brings a review forward, or has the officer consulted",
    "child_participation": "How a child took part",
    "parent_participation": "How a parent took part",
    "not_attending_reasons": "Why a child did not attend",
    "no_contact_reasons": "Why the officer and the child did not speak before a review",
    "dispute_reasons": "Why a dispute was raised, whichever its kind",
    "dispute_reasons_*": "Why a dispute of one kind or stream was raised: dispute_reasons_informal, dispute_reasons_care",
    "dispute_outcomes": "What came of a dispute",
    "dispute_pauses": "Why a local limit of a dispute stands still",
    "rating_colours": "Red, amber and green",
    "rating_reasons_*": "What is ticked on a form, by stream and colour: rating_reasons_care_red",
    "praise_reasons": "What praise or a compliment was about",
    "advocacy_issues": "What advocacy was about",
    "advocacy_sources": "Who referred a child for an advocate",
    "answers_*": "The answers of a question, in the order of its form",
    "survey_respondents": "Who was asked",
    "audit_themes": "What was looked at",
    "audit_grades": "The grades given",
    "categories_of_abuse": "The category of a plan",
    "conference_kinds": "Kinds of conference",
    "conference_outcomes": "What a conference decided for a child",
    "allocation_conflicts": "What the service minds in an officer for a child beside what the law forbids",
    "placement_areas": "In the authority's area or out of it",
    "midway_progress": "How the plan goes at a midway review",
    "priorities": "The priorities of the service's plan",
    "own_*": "A list of your own, for a table of your own",
}
"""Every list there is and what it labels. A star stands for any ending."""


def is_list(name: str) -> bool:
    """Whether a profile may have a list of this name."""
    return any(fnmatchcase(name, known) for known in LISTS)


def are_of_a_kind(name: str, other: str) -> bool:
    """Whether two lists label the same group: reasons of red and of green forms."""
    return any(fnmatchcase(name, known) and fnmatchcase(other, known) for known in LISTS)


def _refuse_unknown(name: str, at: str) -> None:
    if not is_list(name):
        raise ProfileError("", f"there is no setting '{join(at, name)}'", there_are(list(LISTS), name))


CODES = named(named(TEXT), _refuse_unknown)
"""Lists by name, each with its labels by code."""
