"""A message of what is due, in plain text and in simple HTML: kinds, counts, days and links, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from handrail.service.authorities.visits import Visit
from handrail.service.design.dates import long_date
from handrail.service.diary.mine import Counted
from handrail.service.post.actions import Letter
from handrail.service.post.links import link_to


@dataclass(frozen=True)
class Part:
    """One heading of a message: how many, and of which kinds."""

    title: str
    count: int
    kinds: tuple[Counted, ...]


def letter(
    visit: Visit, kind: str, subject: str, parts: Sequence[Part], *, once: str, of_use_until: datetime
) -> Letter:
    """The message, in both its forms."""
    said = {
        "subject": subject,
        "day": long_date(visit.today),
        "parts": [(f"{part.title}: {part.count:,}", [_line(one) for one in part.kinds]) for part in parts],
        "desk": link_to("start", visit.authority.key),
        "settings": link_to("calendar", visit.authority.key),
    }
    text, html = (render_to_string(f"diary/letter.{form}", said) for form in ("txt", "html"))
    return Letter(kind, subject, text, html, once=once, of_use_until=of_use_until)


def _line(one: Counted) -> str:
    first = "the first on" if one.count > 1 else "on"
    return f"{one.title}: {one.count:,}, {first} {long_date(one.first)}"
