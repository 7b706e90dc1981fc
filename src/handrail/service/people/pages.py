"""Puts the pages about a child as a person together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from handrail.permissions import CARE
from handrail.service.authorities.visits import Visit
from handrail.service.design.dates import long_date
from handrail.service.design.forms import problems
from handrail.service.people import queries
from handrail.service.people.models import Contact

_TRUTH = {True: "Yes", False: "No", None: ""}
_NOT_CONFIRMED = "Nobody has confirmed it. Nothing is sent there until somebody has."


def form_page(visit: Visit, form: forms.Form, title: str, button: str, back: str, **more: Any) -> dict[str, Any]:
    """A page of one form about a child, sent to the address it stands at."""
    child = visit.child or ""
    visit.shows([child])
    given = {
        "title": title,
        "caption": queries.names(visit, [child])[child].name,
        "back": reverse(back, args=[visit.authority.key, child]),
        "form": form,
        "button": button,
        "errors": problems(form),
        "told": "",
    }
    return given | more


def around(visit: Visit) -> dict[str, Any]:
    """Everybody around a child, today's first; and who they were before."""
    child = visit.child or ""
    visit.shows([child])
    everybody = list(queries.contacts(child))
    former = [one for one in everybody if one.holds_until and one.holds_until < visit.today]
    return {
        "title": "People around the child",
        "caption": queries.names(visit, [child])[child].name,
        "back": reverse("child", args=[visit.authority.key, child]),
        "authority": visit.authority.key,
        "child": child,
        "may_write": bool(visit.reach("write", "child_contact", CARE)) and not visit.broken_until(child),
        "now": [_shown(one, visit.today) for one in everybody if one not in former],
        "former": [_shown(one, visit.today) for one in former],
    }


def _shown(contact: Contact, today: date) -> dict[str, Any]:
    return {
        "id": contact.pk,
        "name": contact.name,
        "undisclosed": contact.undisclosed,
        "reached_at": contact.address or contact.email,
        "confirmed": contact.confirmed_on is not None,
        "rows": [{"key": key, "value": value} for key, value in _facts(contact, today) if value],
    }


def _facts(contact: Contact, today: date) -> Iterator[tuple[str, str]]:
    yield "Who they are", contact.known_as_role
    yield "Parental responsibility", _TRUTH[contact.parental_responsibility]
    yield "How to reach them safely", contact.safe_contact
    yield "Telephone", contact.phone
    yield "E-mail", contact.email
    yield "Address", ", ".join(contact.address.splitlines())
    if contact.address or contact.email:
        yield "Confirmed", confirmed(contact)
    yield "First language", contact.language
    yield "Around the child since", long_date(contact.holds_from) if contact.holds_from else ""
    yield "Until", long_date(contact.holds_until) if contact.holds_until else ""


def confirmed(contact: Contact) -> str:
    """Who confirmed where somebody is reached, when and how; or that nobody has."""
    if contact.confirmed_on is None:
        return _NOT_CONFIRMED
    who = f" by {contact.confirmed_by}" if contact.confirmed_by else ""
    how = f": {contact.confirmed_how}" if contact.confirmed_how else ""
    return f"On {long_date(contact.confirmed_on)}{who}{how}"
