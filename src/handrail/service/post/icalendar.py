"""Calendars as text (RFC 5545), and what asks somebody to a meeting or calls it off (RFC 5546). Nothing here knows what
the days are for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr

_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_FORMS = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Handrail//Calendar//EN", "CALSCALE:GREGORIAN")


@dataclass(frozen=True)
class Day:
    """Something that stands on a whole day: `uid` stays the same whatever else about it changes."""

    uid: str
    on: date
    title: str
    text: str
    link: str


@dataclass(frozen=True)
class Hours:
    """Something between two moments. `sequence` rises with each change of it; `place` and `link` may be blank."""

    uid: str
    begins: datetime
    ends: datetime
    title: str
    text: str
    link: str = ""
    place: str = ""
    sequence: int = 0


def calendar(name: str, events: Iterable[Day | Hours], stamp: datetime) -> str:
    """The calendar, with its lines folded and ended as the standard asks. `stamp` is when it was so."""
    return _text(_lines(name, events, _moment(stamp)))


def asking(event: Hours, by: str, to: str, stamp: datetime) -> str:
    """Asks one person, by their address, to a meeting, and takes the place of what was sent with a lower `sequence`.

    No answer of a calendar program is asked for: nobody reads the mail that comes back to the service's own address.
    """
    whom = f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{parseaddr(to)[1]}"
    return _text(_scheduled("REQUEST", event, by, _moment(stamp), (whom, "STATUS:CONFIRMED")))


def calling_off(event: Hours, by: str, to: str, stamp: datetime) -> str:
    """Takes the meeting out of the calendar of somebody who was asked."""
    whom = f"ATTENDEE:mailto:{parseaddr(to)[1]}"
    return _text(_scheduled("CANCEL", event, by, _moment(stamp), (whom, "STATUS:CANCELLED")))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _lines(name: str, events: Iterable[Day | Hours], stamp: str) -> Iterator[str]:
    yield from _FORMS
    yield from ("METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}", "X-WR-TIMEZONE:Europe/London")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H")
    for event in events:
        yield from _event(event, stamp)
    yield "END:VCALENDAR"


def _scheduled(method: str, event: Hours, by: str, stamp: str, more: Iterable[str]) -> Iterator[str]:
    yield from (*_FORMS, f"METHOD:{method}")
    yield from _event(event, stamp, (f"ORGANIZER:mailto:{parseaddr(by)[1]}", *more))
    yield "END:VCALENDAR"


def _event(event: Day | Hours, stamp: str, more: Iterable[str] = ()) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}")
    yield from _hours(event) if isinstance(event, Hours) else _day(event)
    yield from (f"SUMMARY:{_escaped(event.title)}", f"DESCRIPTION:{_escaped(event.text)}")
    yield from (f"URL:{event.link}",) if event.link else ()
    yield from (*more, "CLASS:PRIVATE", "END:VEVENT")


def _day(event: Day) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"


def _hours(event: Hours) -> Iterator[str]:
    yield from (f"DTSTART:{_moment(event.begins)}", f"DTEND:{_moment(event.ends)}", f"SEQUENCE:{event.sequence}")
    yield from (f"LOCATION:{_escaped(event.place)}",) if event.place else ()
    yield "TRANSP:OPAQUE"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Cut so that no line is longer than 75 octets, and no letter is cut in two."""
    parts, here = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if here + octets > _OCTETS:
            parts.append(" ")
            here = 1
        parts[-1] += letter
        here += octets
    return "\r\n".join(parts)
