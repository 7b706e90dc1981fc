"""The rows of a Standard Safeguarding Dataset as read: the columns Handrail uses, under names of their own.

`where` is the place a row was read from: file and row, or table and key. `layout.toml` says what each column is called.
"""

from datetime import date
from typing import NamedTuple


class EpisodeRow(NamedTuple):
    """An episode of care (ssd_cla_episodes); `period` is the id of the period of care it belongs to."""

    where: str
    episode: str | None
    person: str
    placement: str | None
    started_on: date
    start_reason: str | None
    need: str | None
    ended_on: date | None
    end_reason: str | None
    period: str | None
    iro_contact_on: date | None


class PlacementRow(NamedTuple):
    """A placement (ssd_cla_placement)."""

    where: str
    placement: str | None
    period: str | None
    started_on: date | None
    ended_on: date | None
    type: str | None
    provider: str | None
    distance_miles: int | None


class LegalStatusRow(NamedTuple):
    """A legal status of a looked-after child (ssd_legal_status), as its SSDA903 code."""

    where: str
    status_id: str | None
    person: str
    status: str
    started_on: date
    ended_on: date | None


class ReviewRow(NamedTuple):
    """A review of a looked-after child's case, held, planned or cancelled (ssd_cla_reviews)."""

    where: str
    review: str | None
    period: str | None
    person: str | None
    due_on: date | None
    held_on: date | None
    cancelled: bool | None
    participation: str | None


class VisitRow(NamedTuple):
    """A visit to a looked-after child (ssd_cla_visits)."""

    where: str
    visit: str | None
    period: str | None
    person: str | None
    visited_on: date
    seen: bool | None
    seen_alone: bool | None


class EnquiryRow(NamedTuple):
    """A section 47 enquiry (ssd_s47_enquiry); `outcomes` is the JSON text of its outcome flags."""

    where: str
    enquiry: str | None
    person: str
    started_on: date
    no_further_action: bool | None
    outcomes: str | None


class InitialConferenceRow(NamedTuple):
    """A child at an initial conference, held or planned (ssd_initial_cp_conference)."""

    where: str
    conference: str | None
    meeting: str | None
    enquiry: str | None
    person: str
    transfer_in: bool | None
    target_on: date | None
    held_on: date | None


class PlanRow(NamedTuple):
    """A child protection plan (ssd_cp_plans); `other_authority` marks the plan of another authority."""

    where: str
    plan: str | None
    person: str
    started_on: date
    ended_on: date | None
    other_authority: bool | None
    initial_category: str | None
    latest_category: str | None


class PlanReviewRow(NamedTuple):
    """A child at a review conference, held or planned (ssd_cp_reviews)."""

    where: str
    review: str | None
    person: str | None
    plan: str | None
    due_on: date | None
    held_on: date | None
    cancelled: bool | None
    meeting: str | None


class PlanVisitRow(NamedTuple):
    """A visit to a child on a plan (ssd_cp_visits)."""

    where: str
    visit: str | None
    person: str | None
    plan: str | None
    visited_on: date
    seen: bool | None
    seen_alone: bool | None


class MissingRow(NamedTuple):
    """A time a child was missing, and whether a return interview was offered and accepted (ssd_missing)."""

    where: str
    missing: str | None
    person: str
    started_on: date | None
    ended_on: date | None
    interview_offered: bool | None
    interview_accepted: bool | None


class PersonRow(NamedTuple):
    """A child (ssd_person). The dataset's names and addresses are not read."""

    where: str
    person: str
    legacy: str | None
    upn: str | None
    sex: str | None
    ethnicity: str | None
    born_on: date | None
    expected_on: date | None
    died_on: date | None


class LinkedIdentifierRow(NamedTuple):
    """A further number of a child: its kind in the council's words, and the number (ssd_linked_identifiers)."""

    where: str
    link: str | None
    person: str
    kind: str
    value: str


ROWS: dict[str, type] = {
    "cla_episodes": EpisodeRow,
    "cla_placement": PlacementRow,
    "legal_status": LegalStatusRow,
    "cla_reviews": ReviewRow,
    "cla_visits": VisitRow,
    "s47_enquiry": EnquiryRow,
    "initial_cp_conference": InitialConferenceRow,
    "cp_plans": PlanRow,
    "cp_reviews": PlanReviewRow,
    "cp_visits": PlanVisitRow,
    "missing": MissingRow,
    "person": PersonRow,
    "linked_identifiers": LinkedIdentifierRow,
}
