"""Writes about a child as a person and who is around them: each one transaction, with an entry in the trail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.people.models import Contact, Particulars

WRITE = "write"
_REACHED_AT = ("address", "email")
UNCONFIRMED = {"confirmed_on": None, "confirmed_by": "", "confirmed_how": ""}


def write_particulars(visit: Visit, child: str, seen: int, values: Mapping[str, Any]) -> Particulars:
    """Write who a child is over what was seen. Raises Overtaken where somebody else has written since."""
    with transaction.atomic():
        written = Particulars.save_over(seen, values, child=child)
        _enter(visit, child, "particulars")
    return written


def add_contact(visit: Visit, child: str, values: Mapping[str, Any]) -> Contact:
    """Add somebody around a child. Nobody's address is confirmed by being written."""
    with transaction.atomic():
        added = Contact.objects.create(child=child, **values)
        _enter(visit, child, "contact_added")
    return added


def change_contact(visit: Visit, contact: Contact, seen: int, values: Mapping[str, Any]) -> Contact:
    """Change somebody around a child; another address is one that nobody has confirmed. Raises Overtaken."""
    moved = moves(values, {name: getattr(contact, name) for name in _REACHED_AT})
    with transaction.atomic():
        changed = Contact.save_over(seen, {**values, **(UNCONFIRMED if moved else {})}, pk=contact.pk)
        _enter(visit, contact.child, "contact_changed")
    return changed


def moves(says: Mapping[str, Any], stands: Mapping[str, Any]) -> bool:
    """Whether what is said is another address than the one that stands."""
    return any(says.get(name, stands.get(name)) != stands.get(name) for name in _REACHED_AT)


def confirm_address(visit: Visit, contact: Contact, seen: int, on: date, how: str) -> Contact:
    """Say that where somebody is reached is right. Raises Overtaken where it is not what was seen any more."""
    said = {"confirmed_on": on, "confirmed_by": visit.name, "confirmed_how": how}
    with transaction.atomic():
        confirmed = Contact.save_over(seen, said, pk=contact.pk)
        _enter(visit, contact.child, "address_confirmed")
    return confirmed


def _enter(visit: Visit, child: str, what: str) -> None:
    enter(visit, WRITE, children=[child], detail={"what": what})
