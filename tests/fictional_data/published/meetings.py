"""Conferences as rows of a record: the meeting, the children considered at it, why it was late, and what was corrected."""

from collections.abc import Sequence
from datetime import date

from tests.fictional_data.published.courses import Course, Late

from handrail.record.record import Record
from handrail.record.service_tables import FamilyMember, LateReason
from handrail.record.tables import Conference, ConferenceChild, Correction, Enquiry


def initial(
    record: Record,
    family: str,
    day: date,
    enquired_on: date,
    considered: Sequence[tuple[str, str]],
    late: Late | None = None,
) -> None:
    """An initial conference on a day, after an enquiry that began on another, and what it decided for each child."""
    conference_id, reason = f"{family}/initial", late.reason if late else None
    record.conferences.append(Conference(conference_id, "initial", day, one_meeting=True, late_reason=reason))
    for child, outcome in considered:
        record.enquiries.append(Enquiry(child, enquired_on, conference_on=day))
        record.conference_children.append(ConferenceChild(conference_id, child, enquired_on, outcome=outcome))
        record.family_groups.append(FamilyMember(family, child))
        if reason:
            record.late_reasons.append(LateReason(child, "conference", day, reason))


def review(record: Record, course: Course, day: date, children: Sequence[str], corrected_on: date) -> None:
    """A review conference of a family on a day as recorded, and the day it was held where that is another."""
    conference_id, late = f"{course.key}/{day}", course.late.get(day)
    reason, outcome = late.reason if late else None, "ended" if day == course.ends_on else "continued"
    record.conferences.append(Conference(conference_id, "review", day, one_meeting=True, late_reason=reason))
    for child in children:
        record.conference_children.append(
            ConferenceChild(conference_id, child, plan_started_on=course.began_on, outcome=outcome)
        )
        if reason:
            record.late_reasons.append(LateReason(child, "conference", day, reason))
    if day in course.truly:
        truly = course.truly[day].isoformat()
        why = "The recorded day is not the day the conference was held."
        record.corrections.append(
            Correction(
                "conferences", conference_id, "held_on", day.isoformat(), truly, why, "performance team", corrected_on
            )
        )
