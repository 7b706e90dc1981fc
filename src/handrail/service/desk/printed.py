"""The pack of one child, to print or as a PDF: who they are, what is due, who is around, their views, all that happened.

How somebody can be reached stands in it only as far as the viewer may read of them, only where it was confirmed, and
never of anybody whose address must not be told.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from handrail.permissions import CARE
from handrail.publications.numbers import capital
from handrail.record.codes import meaning
from handrail.record.record import Record
from handrail.service.authorities.visits import Visit
from handrail.service.design.dates import short_date
from handrail.service.design.papers import Paper, Part, printed
from handrail.service.design.words import STATUSES
from handrail.service.desk import pages
from handrail.service.people.models import Contact
from handrail.service.records.within import reaches

_VIEWS_SHOWN = 20


def page(visit: Visit, key: str) -> dict[str, Any]:
    """The pack as a page to print."""
    told = pages.child(visit, key, everything=True)
    return {
        **told,
        "title": f"{told['title']}: pack",
        "back": reverse("child", args=[visit.authority.key, key]),
        "pdf": reverse("child-pack-pdf", args=[visit.authority.key, key]),
        "reach": [{"key": f"{one.name}, {one.known_as_role}", "value": _way(one)} for one in told["around"]],
        "views": _views(visit, key, told["record"]),
    }


def paper(visit: Visit, key: str) -> bytes:
    """The pack as a PDF."""
    told = page(visit, key)
    parts = [one for one in _parts(told) if one.facts or one.points]
    about = f"As on {short_date(visit.today)}. Keep it as you keep the child’s record."
    return printed(Paper(told["title"], about, visit.authority.name, visit.profile.accent, visit.today, parts))


def _parts(told: dict[str, Any]) -> Iterator[Part]:
    yield Part(f"About {told['child']['called']}", facts=_facts(told["facts"]))
    yield Part("Next due", points=[_due(one) for one in told["next"]])
    yield Part("People", facts=_facts([*told["people"], *told["reach"]]))
    yield Part(
        "Brothers, sisters, household", points=[f"{one.name}: {', '.join(one.by)}" for one in told["family"].kin]
    )
    yield Part("Views", points=told["views"])
    yield Part("What happened", points=[_happened(one) for one in told["entries"]])


def _facts(rows: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(str(row["key"]), str(row["value"])) for row in rows]


def _due(row: Any) -> str:
    when = f", {short_date(row.due_on)}" if row.due_on else ""
    stands = f": {STATUSES[row.word].said(row.days_late)}" if row.word else ""
    return f"{row.title}{when}{stands}"


def _happened(entry: dict[str, Any]) -> str:
    return f"{short_date(entry['on'])}: {entry['title']}"


def _way(one: Contact) -> str:
    if one.undisclosed:
        return "Do not disclose where they are. Ask the service."
    how = ", ".join(filter(None, (one.phone, one.email))) if one.confirmed_on else ""
    return how or "No confirmed way to reach them"


def _views(visit: Visit, key: str, held: Record) -> list[str]:
    """How the child took part, spoke and wrote, the latest first, as far as it is recorded and the viewer may read it."""
    if not reaches(visit.reach("read", "view", CARE), key, visit.today):
        return []
    said = sorted((one for one in _said(held) if one[0] <= visit.today), reverse=True)
    return [f"{short_date(on)}: {text}" for on, text in said[:_VIEWS_SHOWN]]


def _said(held: Record) -> Iterator[tuple[date, str]]:
    for review in held.reviews:
        if took_part := meaning("participation", review.participation):
            yield review.opened_on, f"At the review: {took_part}"
    for contact in held.contacts:
        if contact.held_on:
            yield contact.held_on, f"With the officer: {capital(contact.outcome.replace('_', ' '))}"
    for view in held.digital_views:
        yield view.given_on, f"Gave a {view.kind or 'view'} by {view.tool.replace('_', ' ')}"
