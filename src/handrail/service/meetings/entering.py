"""What was done with a meeting, in the trail."""

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.meetings.models import Meeting
from handrail.service.meetings.queries import KIND


def entered(visit: Visit, meeting: Meeting, what: str) -> None:
    """Take down what somebody signed in did with a meeting."""
    enter(visit, "write", children=[meeting.child], kind=KIND, detail={"what": what, "meeting": f"{meeting.pk}"})
