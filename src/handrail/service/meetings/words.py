"""What meetings and answers are called."""

from handrail.service.due.meetings import CONFERENCE, REVIEW
from handrail.service.meetings.models import CANNOT, COMING, TELLS, Meeting

KINDS = {REVIEW: "Review", CONFERENCE: "Child protection conference"}
TOLD = {REVIEW: "a child's review", CONFERENCE: "a child protection conference"}
"""As a message calls them, which names nobody."""
CHOICES = {COMING: "I am coming", CANNOT: "I cannot come", TELLS: "I do not know yet, or want to tell you something"}
ANSWERED = {COMING: "Is coming", CANNOT: "Cannot come", TELLS: "Does not know yet"}
OPEN = "Has not answered"


def hours(meeting: Meeting) -> str:
    """From when to when: 10:00 to 11:30."""
    return f"{meeting.begins:%H:%M} to {meeting.ends_at:%H:%M}"
