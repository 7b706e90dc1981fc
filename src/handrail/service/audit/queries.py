"""Reads of the trail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from handrail.permissions.policy import About
from handrail.service.audit import unusual
from handrail.service.audit.actions import INVITED
from handrail.service.audit.models import Entry, EntryChild
from handrail.service.audit.sentences import sentence
from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON

A_PAGE = 25
_BOTH_WAYS = unusual.WITHIN / 2

Names = Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Looked:
    """One entry about a child as a page shows it: the sentence, the reason that was given, what is unusual about it."""

    sentence: str
    reason: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Looks:
    """A page of them, latest first. `older` names the page that follows, blank if there is none."""

    looks: tuple[Looked, ...]
    older: str


def names_of(accounts: Iterable[str]) -> Mapping[str, str]:
    """The names of accounts by their keys."""
    found = get_user_model()._default_manager.filter(key__in=set(accounts))
    return dict(found.values_list("key", "name"))


def who_looked(visit: Visit, child: str, page: str = "", names: Names = names_of) -> Looks:
    """Who saw, wrote or changed what of a child, latest first; nothing where the visitor does not reach the child.

    `page` is what `older` said, blank for the latest. Two queries, however long the trail is.
    """
    rows = [*_about(child, page)[: A_PAGE + 1]] if _reaches(visit, child) else []
    shown = rows[:A_PAGE]
    known = names({row.entry.who for row in shown if row.entry.who})
    looks = tuple(_looked(row, known) for row in shown)
    return Looks(looks, _place(shown[-1]) if len(rows) > A_PAGE else "")


def _reaches(visit: Visit, child: str) -> bool:
    """Whose team's the child is, the gate has looked at: `visit.child` is the one it let through."""
    about = About(visit.asked.kind, visit.asked.stream, child=child)
    return visit.scope.through(about) is not None or (bool(visit.scope.teams) and visit.child == child)


def _about(child: str, page: str) -> QuerySet[EntryChild]:
    rows = EntryChild.objects.filter(_older_than(page), child=child).select_related("entry")
    return rows.annotate(around=Coalesce(Subquery(_opened_around()), 0)).order_by("-at", "-entry_id")


def _opened_around() -> Any:
    """How many different children whoever made an entry opened one by one around its time: by the index of accounts."""
    opened = Entry.objects.filter(
        who=OuterRef("entry__who"),
        action="read",
        at__gte=OuterRef("at") - _BOTH_WAYS,
        at__lte=OuterRef("at") + _BOTH_WAYS,
    ).exclude(who="")
    one_by_one = opened.exclude(children="[]").order_by().values("who").annotate(many=Count("children", distinct=True))
    return one_by_one.values("many")


def _looked(row: EntryChild, names: Mapping[str, str]) -> Looked:
    entry: Entry = row.entry
    name = _name(entry, names)
    around = row.around if entry.action == "read" else 0  # type: ignore[attr-defined]
    look = unusual.Look(entry.action, entry.through, entry.at.astimezone(LONDON), around)
    return Looked(sentence(entry, name), entry.reason, tuple(unusual.marks(look)))


def _name(entry: Entry, names: Mapping[str, str]) -> str:
    if entry.role == INVITED:
        return "Somebody who was asked to a meeting"
    return names.get(entry.who, "Somebody whose account is gone") if entry.who else "Handrail itself"


def _place(row: EntryChild) -> str:
    return f"{row.at.isoformat()}_{row.entry_id}"


def _older_than(page: str) -> Q:
    """What stands after the last entry of a page; everything where the page is none of ours."""
    at, _, number = page.partition("_")
    try:
        moment, last = datetime.fromisoformat(at), int(number)
    except ValueError:
        return Q()
    if moment.tzinfo is None:
        return Q()
    return Q(at__lt=moment) | Q(at=moment, entry_id__lt=last)
