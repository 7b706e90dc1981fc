"""The message that a notice waits: to everybody who holds the role it is for, and saying nothing of what it is about."""

from handrail.permissions import COMMON
from handrail.service.access.queries import in_force
from handrail.service.authorities.visits import Visit
from handrail.service.post.actions import Letter, write_to_account
from handrail.service.post.links import link_to

_TEXT = """A notice of emergency access waits for you in Handrail. It says who opened a record, and why.

Sign in to read it: {}

This message was sent by itself. It names nobody on purpose.
"""


def write_to(visit: Visit, role: str) -> None:
    """Write to everybody who holds this role today, where the visit is."""
    text = _TEXT.format(link_to("notices", visit.authority.key))
    for account in _holding(visit, role):
        write_to_account(visit.authority, account, Letter("notice", "A notice waits for you", text), visit.now)


def _holding(visit: Visit, role: str) -> list[str]:
    there = in_force(visit.today).filter(role=role, stream__in=(visit.asked.stream, COMMON))
    held = there.filter(account__is_active=True)
    return sorted(set(held.values_list("account__key", flat=True)))
