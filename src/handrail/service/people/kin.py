"""Children who belong together: the family groups of the record, and what was written here of brothers, sisters, households.

Who is told of is whom the visit reaches. Of others there is a number and no more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from handrail.permissions import CARE
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.people.models import Tie
from handrail.service.people.queries import entries, find, names
from handrail.service.people.words import TIES
from handrail.service.records.models import table
from handrail.service.records.within import within

FAMILY_GROUP = "Reviewed together as a family"


@dataclass(frozen=True)
class Kin:
    """A child who belongs with another: key, name, and by what, in words."""

    child: str
    name: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """The children who belong with one, as far as the visit reaches; and how many more there are."""

    kin: tuple[Kin, ...]
    beyond: int


class NotTied(ValueError):
    """Why two children were not put together, in words for whoever typed."""


def family(visit: Visit, child: str) -> Family:
    """Who belongs with a child today. The trail is told of whoever is shown."""
    found = _by_child(child, visit.today)
    reached = within(visit.reach("list", "child", CARE), visit.today).filter(key__in=[*found, ""])
    shown = list(reached.values_list("key", flat=True))
    others = table("children").filter(key__in=[*found, ""], sealed=False, merged_into="").exclude(key__in=[*shown, ""])
    beyond = others.count()
    visit.shows(shown)
    called = names(visit, shown)
    kin = (Kin(one, called[one].name, tuple(found[one])) for one in shown)
    return Family(tuple(sorted(kin, key=lambda one: one.name)), beyond)


def ties(child: str) -> QuerySet[Tie]:
    """What was written here of who belongs with a child, whenever it held."""
    own = entries(child).values("key")
    return Tie.objects.filter(Q(child__in=own) | Q(other__in=own))


def others_of(child: str, rows: Collection[Tie]) -> dict[int, str]:
    """The other child of each of a child's ties, by the tie's number: of one who was merged, the entry that stays."""
    ends = {key for one in rows for key in (one.child, one.other)}
    merged = table("children").filter(key__in=[*ends, ""]).exclude(merged_into="")
    into = dict(merged.values_list("key", "merged_into"))
    pairs = ((one.pk, [into.get(key, key) for key in (one.child, one.other)]) for one in rows)
    return {number: second if first == child else first for number, (first, second) in pairs}


def tie(visit: Visit, child: str, typed: str, kind: str, first: date | None, last: date | None) -> Tie:
    """Put a child together with the one that was typed, whom the visit must reach. Raises NotTied."""
    found = [one for one in find(visit, typed) if one != child]
    if len(found) != 1:
        more = "More than one child has a name like that. Type the number."
        raise NotTied(more if found else "No other child you may see has that name or number.")
    if ties(child).filter(Q(child=found[0]) | Q(other=found[0]), kind=kind, holds_until=None).exists():
        raise NotTied("This is written already.")
    with transaction.atomic():
        made = Tie.objects.create(child=child, other=found[0], kind=kind, holds_from=first, holds_until=last)
        _enter(visit, made, "tied")
    return made


def change_tie(visit: Visit, changed: Tie, *, kind: str, first: date | None, last: date | None) -> None:
    """Say otherwise how and when two children belong together."""
    changed.kind, changed.holds_from, changed.holds_until = kind, first, last
    with transaction.atomic():
        changed.save(update_fields=["kind", "holds_from", "holds_until"])
        _enter(visit, changed, "tie_changed")


def untie(visit: Visit, mistaken: Tie) -> None:
    """Take away what was written by mistake: the two never belonged together."""
    with transaction.atomic():
        _enter(visit, mistaken, "untied")
        mistaken.delete()


def _by_child(child: str, today: date) -> dict[str, list[str]]:
    """By what each other child belongs with this one today: three queries, however many there are."""
    here = list(ties(child).exclude(holds_until__lt=today).exclude(holds_from__gt=today))
    others = others_of(child, here)
    tied = [(others[one.pk], TIES[one.kind]) for one in here]
    found: dict[str, list[str]] = {}
    for key, by in [*((key, FAMILY_GROUP) for key in _of_family_groups(child)), *tied]:
        there = found.setdefault(key, [])
        there += [by] if by not in there else []
    found.pop(child, None)
    return found


def _of_family_groups(child: str) -> Iterable[str]:
    own = entries(child).values("child_id")
    groups = table("family_groups").filter(child_id__in=own).values("family_id")
    members = table("family_groups").filter(family_id__in=groups).values("child_id")
    others = table("children").filter(child_id__in=members)
    return [into or key for key, into in others.order_by("child_id").values_list("key", "merged_into")]


def _enter(visit: Visit, about: Tie, what: str) -> None:
    enter(visit, "write", children=[about.child, about.other], detail={"what": what})
