"""Puts the pages of emergency access together."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from handrail.permissions import CARE, table_in_force
from handrail.permissions.table import BreakGlass
from handrail.service.access.models import Notice
from handrail.service.access.queries import notices_of
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.design.forms import problems
from handrail.service.emergency.forms import EmergencyForm
from handrail.service.people import queries as people
from handrail.service.records.within import within

MOST_SHOWN = 50


def emergency(rule: BreakGlass, form: EmergencyForm) -> dict[str, Any]:
    """The form, with who is told and for how long it opens the child."""
    told = [table_in_force().role(name).title for name in rule.tells]
    return {
        "title": "Emergency access",
        "errors": problems(form),
        "form": form,
        "hours": rule.hours,
        "told": " and ".join(title[0].lower() + title[1:] for title in told),
    }


def notices(visit: Visit) -> dict[str, Any]:
    """The notices of the person's roles. Who may open the child sees the name; who may not, the key."""
    found = list(notices_of(visit)[:MOST_SHOWN])
    keys = {one.emergency.child for one in found}
    visit.shows(keys)
    reached = within(visit.reach("read", "child", CARE), visit.today).filter(key__in=[*keys, ""])
    names = people.names(visit, list(reached.values_list("key", flat=True)))
    return {"title": "Notices", "authority": visit.authority, "notices": list(_told(visit, found, names))}


def _told(visit: Visit, notices: list[Notice], names: dict[str, people.Called]) -> Iterator[dict[str, Any]]:
    for notice in notices:
        opened = notice.emergency
        known = names.get(opened.child)
        yield {
            "id": notice.pk,
            "who": opened.account.name,
            "child": known.name if known else f"the child {opened.child}",
            "href": reverse("child", args=[visit.authority.key, opened.child]) if known else "",
            "when": moment(opened.opened_at),
            "until": moment(opened.until),
            "reason": opened.reason,
            "seen": f"Seen by {notice.seen_by.name} on {moment(notice.seen_at)}"
            if notice.seen_by and notice.seen_at
            else "",
        }
