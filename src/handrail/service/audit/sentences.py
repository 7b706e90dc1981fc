"""Entries of the trail as sentences in plain words. Pure."""

from datetime import datetime

from handrail.permissions import table_in_force
from handrail.service.audit.actions import INVITED
from handrail.service.audit.models import Entry
from handrail.service.clock import LONDON
from handrail.service.design.dates import long_date

_DID = {
    "read": "opened {}",
    "list": "saw {} in a list",
    "write": "wrote or changed {}",
    "export": "took out {} as a file",
    "import": "took in {} from a file",
    "send": "sent a message with {}",
    "merge": "put together or parted {}",
    "erase": "destroyed {}",
    "refused": "was refused {}",
    "broke_glass": "opened {} by emergency access",
}
_OF_A_CHILD = {"list": "the child", **dict.fromkeys(("export", "import", "send", "merge", "erase"), "the child's data")}
_CHILD, _CHILDS_PAGE = "child", "the child's page"


def sentence(entry: Entry, name: str) -> str:
    """Who did what and when: Amara Osei, reviewing officer, opened the child's page on Wednesday 1 April 2026 at 14:05.

    `name` is that of whoever did it.
    """
    who = f"{name}, {_role(entry.role)}," if entry.role not in ("", INVITED) else name
    did = _DID.get(entry.action, f"did “{entry.action}” with {{}}").format(_what(entry))
    return f"{who} {did} on {moment(entry.at)}."


def moment(at: datetime) -> str:
    """A moment as the clock shows it in England: Wednesday 1 April 2026 at 14:05."""
    there = at.astimezone(LONDON)
    return f"{long_date(there.date())} at {there:%H:%M}"


def _role(role: str) -> str:
    known = table_in_force().roles.get(role)
    return known.title[0].lower() + known.title[1:] if known else f"“{role}”"


def _what(entry: Entry) -> str:
    if entry.kind in ("", _CHILD):
        return _OF_A_CHILD.get(entry.action, _CHILDS_PAGE)
    known = table_in_force().kinds.get(entry.kind)
    return f"“{known.title if known else entry.kind}”"
