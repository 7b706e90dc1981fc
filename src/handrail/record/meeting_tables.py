"""The row types of what surrounds a meeting: the papers it needs, views given before it, and the day it was called off."""

from datetime import date
from typing import Annotated, NamedTuple

from handrail.record.service_tables import MeetingKind
from handrail.record.tables import ChildId, ReadFrom


class StoodDown(NamedTuple):
    """A meeting that was convened and not held on the day: it could not go ahead, or would not have been safe or fair."""

    stood_down_id: Annotated[str, "Id within the record"]
    meeting: MeetingKind
    planned_on: Annotated[date, "Day it was to be held"]
    kind: Annotated[str | None, "Of a conference: initial, transfer_in or review"] = None
    stood_down_on: Annotated[date | None, "Day it was called off; the day it was to be held, where it was begun"] = None
    reason: Annotated[str | None, "Why, in the authority's own short word"] = None
    rebooked_on: Annotated[date | None, "Day it was put off to; blank where none was set"] = None
    read_from: ReadFrom = ""


class StoodDownChild(NamedTuple):
    """A child a meeting that was stood down was about."""

    stood_down_id: Annotated[str, "The meeting"]
    child_id: ChildId


class Document(NamedTuple):
    """A paper a child is owed or a meeting needs: a care plan, a pathway plan, a consultation document, a checklist."""

    document_id: Annotated[str, "Id within the record"]
    child_id: ChildId
    kind: Annotated[
        str,
        "care_plan, personal_education_plan, pathway_plan, health_assessment, health_passport, consultation_child, ...",
    ]
    finished_on: Annotated[date | None, "Day it was finished; blank while it is not"] = None
    until_on: Annotated[date | None, "Last day it counts as up to date, where the source says so"] = None
    due_on: Annotated[date | None, "Day it was due, where the source says so"] = None
    sent_on: Annotated[date | None, "Day it was sent out, where it is to be sent"] = None
    returned_on: Annotated[date | None, "Day it came back filled in, where it is to be filled in by someone"] = None
    meeting: Annotated[str | None, "Kind of meeting it was for: review or conference"] = None
    meeting_on: Annotated[date | None, "Day of the meeting it was for"] = None
    read_from: ReadFrom = ""


class DigitalView(NamedTuple):
    """A statement or questionnaire a child gave through a digital tool (Mind of My Own, Viewpoint, ...)."""

    view_id: Annotated[str, "Id within the record"]
    tool: Annotated[str, "The tool: its short name"]
    given_on: Annotated[date, "Day it was given"]
    kind: Annotated[str | None, "statement or questionnaire"] = None
    child_id: Annotated[str | None, "The child; blank where the tool does not say"] = None
    for_review: Annotated[bool | None, "Whether it was given for a review"] = None
    read_from: ReadFrom = ""
