"""Reads of emergency access: the child that was typed."""

from collections.abc import Mapping
from typing import Any

from handrail.service.people.models import Particulars
from handrail.service.records.models import table


def typed_child(typed: Mapping[str, Any]) -> Any | None:
    """The one child that was typed exactly; None where there is none, or more than one."""
    children = table("children").filter(merged_into="")
    if typed["child_id"]:
        here = children.filter(child_id=typed["child_id"])
    else:
        name = " ".join(typed["name"].split())
        here = children.filter(
            born_on=typed["born_on"], key__in=Particulars.objects.filter(name__iexact=name).values("child")
        )
    found = list(here[:2])
    return found[0] if len(found) == 1 else None


def is_sealed(child: Any | None) -> bool:
    """Whether a child's record is under seal."""
    return bool(child and child.sealed)
