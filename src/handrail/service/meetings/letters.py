"""What somebody who is asked gets: day, time and place in plain words, a part for their calendar, and nobody's name but
that of whoever asks.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.template.loader import render_to_string

from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON
from handrail.service.design.dates import long_date
from handrail.service.meetings.asked import Person
from handrail.service.meetings.links import link_of
from handrail.service.meetings.models import Invitation, Meeting
from handrail.service.meetings.words import TOLD, hours
from handrail.service.post.actions import Letter
from handrail.service.post.icalendar import Hours, asking, calling_off

KIND = "invitation"
_SUMMARY = "Meeting ({})"


@dataclass(frozen=True)
class Says:
    """What a message is for: how its subject begins, and its first sentence."""

    name: str
    subject: str
    first: str


ASKS = Says("asks", "Invitation to a meeting", "{} of {} asks you to {}.")
MOVED = Says("moved", "Changed: a meeting", "{} of {} has changed {} that you were asked to. Please answer again.")
AGAIN = Says("again", "Invitation to a meeting", "{} of {} asks you again to {}.")
OFF = Says("off", "Called off: a meeting", "{} of {} has called off {} that you were asked to.")
NOT_ASKED = Says("not_asked", "No longer asked to a meeting", "{} of {} no longer asks you to {}.")


def letter(visit: Visit, invitation: Invitation, person: Person, says: Says) -> Letter:
    """The message in both its forms, with its part for the calendar."""
    meeting, key = invitation.meeting, visit.authority.key
    link = "" if says in (OFF, NOT_ASKED) else link_of(key, invitation)
    subject = f"{says.subject} on {long_date(meeting.on)}"
    first = says.first.format(visit.name, visit.authority.name, TOLD[meeting.kind])
    said = {
        "subject": subject,
        "first": first,
        "facts": _facts(meeting),
        "link": link,
        "who": visit.name,
        "phone": meeting.phone,
    }
    text, html = (render_to_string(f"meetings/letter.{form}", said) for form in ("txt", "html"))
    return Letter(
        KIND, subject, text, html, _part(visit, meeting, person, first, link),
        once=once_of(invitation), of_use_until=_until(meeting),
    )  # fmt: skip


def once_of(invitation: Invitation) -> str:
    """What tells the last message to somebody from all others; blank where none was written."""
    return f"meeting:{invitation.key}:{invitation.mails}" if invitation.mails else ""


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    told = (
        ("When", f"{long_date(meeting.on)}, {hours(meeting)}"),
        ("Where", meeting.place),
        ("By video", meeting.video),
    )
    return [(name, value) for name, value in told if value]


def _part(visit: Visit, meeting: Meeting, person: Person, first: str, link: str) -> str:
    text = "\n".join(filter(None, (first, meeting.video, f"Answer here: {link}" if link else "")))
    event = Hours(
        f"{meeting.key}@handrail", meeting.begins_at, meeting.ends_at, _SUMMARY.format(visit.authority.name), text,
        place=meeting.place, sequence=meeting.sequence,
    )  # fmt: skip
    part = asking if link else calling_off
    return part(event, settings.DEFAULT_FROM_EMAIL, person.email, visit.now)


def _until(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.on + timedelta(days=1), time(), LONDON)
