"""Calendars as text (RFC 5545), as much of it as whole days need. Nothing here knows what the days are for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Day:
    """Something that stands on a whole day: `uid` stays the same whatever else about it changes."""

    uid: str
    on: date
    title: str
    text: str
    link: str


def calendar(name: str, days: Iterable[Day], stamp: datetime) -> str:
    """The calendar, with its lines folded and ended as the standard asks. `stamp` is when it was so."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(name, days, f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"))


def _lines(name: str, days: Iterable[Day], stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Handrail//Calendar//EN", "CALSCALE:GREGORIAN")
    yield from ("METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}", "X-WR-TIMEZONE:Europe/London")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H")
    for day in days:
        yield from _event(day, stamp)
    yield "END:VCALENDAR"


def _event(day: Day, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{day.uid}", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
    yield from (f"SUMMARY:{_escaped(day.title)}", f"DESCRIPTION:{_escaped(day.text)}", f"URL:{day.link}")
    yield from ("TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT")


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
