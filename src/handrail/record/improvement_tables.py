"""The row types of how the service keeps itself good: its posts, what is done with staff, events, its plan of priorities."""

from datetime import date
from typing import Annotated, NamedTuple

from handrail.record.service_tables import WorkerId
from handrail.record.tables import ReadFrom


class Post(NamedTuple):
    """A post the service is funded for, filled or vacant."""

    post_id: Annotated[str, "Id of the post within the record"]
    role: Annotated[str, "What the post is, in the words of the workers' roles"]
    fte_percent: Annotated[int, "Hours of the post as percent of full time"]
    from_on: Annotated[date | None, "First day the post exists"] = None
    until_on: Annotated[date | None, "Last day the post exists; blank while it does"] = None
    temporary: Annotated[bool | None, "Whether it was made for a time only"] = None
    read_from: ReadFrom = ""


class StaffEvent(NamedTuple):
    """Something that was done with a worker, or that a worker did, to keep the service good."""

    staff_event_id: Annotated[str, "Id within the record"]
    worker_id: WorkerId
    kind: Annotated[str, "supervision, appraisal, observation, training, team_link, group_meeting, ..."]
    held_on: Annotated[date, "Day it was held; the last of several"]
    topic: Annotated[str | None, "What it was about, in a short word: the course, the group, the team"] = None
    days: Annotated[int | None, "Days it took, where it is counted in days"] = None
    read_from: ReadFrom = ""


class Engagement(NamedTuple):
    """An event at which the service met children, families or partners as a group."""

    engagement_id: Annotated[str, "Id within the record"]
    held_on: Annotated[date, "Day it was held"]
    name: Annotated[str, "What it was called, in a short word"]
    kind: Annotated[str | None, "children_in_care_council, focus_group, open_day, partner_event, ..."] = None
    read_from: ReadFrom = ""


class EngagementAttendance(NamedTuple):
    """How many people of one kind came to such an event. It names nobody."""

    engagement_id: Annotated[str, "The event"]
    person: Annotated[str, "child, parent, carer, reviewing_officer, professional, ..."]
    number: Annotated[int, "How many came"]


class PlanItem(NamedTuple):
    """An action of the service's plan of priorities."""

    plan_item_id: Annotated[str, "Id within the record"]
    plan: Annotated[str, "The plan it stands in: its year, 2019/20"]
    priority: Annotated[str, "The priority it serves"]
    action: Annotated[str, "What is to be done"]
    success_measure: Annotated[str | None, "How it will be known that it worked"] = None
    lead_role: Annotated[str | None, "Role that leads it, never a name"] = None
    due_on: Annotated[date | None, "Day it is to be done by"] = None
    read_from: ReadFrom = ""


class PlanItemRating(NamedTuple):
    """How an action of the plan of priorities stood on a day."""

    plan_item_id: Annotated[str, "The action"]
    rated_on: Annotated[date, "Day it was rated"]
    rating: Annotated[str, "red, amber, green or done"]
    progress: Annotated[str | None, "What was done, in words without names"] = None
