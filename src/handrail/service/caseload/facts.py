"""The facts that decide who may be an officer, read from the record and from what was declared; few queries for many.

A child who was entered twice and merged is one child: what ties a worker to either entry ties them to both.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from handrail.caseload.suggesting import APART
from handrail.caseload.ties import BARRING, MANAGEMENT, OFFICER, RESOURCES, Charge, Facts, Staff, Tie
from handrail.record import identity
from handrail.record.schema import TABLE_BY_NAME
from handrail.service.access.models import Role
from handrail.service.caseload.models import KINDS, Interest
from handrail.service.people.models import Tie as ChildTie
from handrail.service.records import lookups  # noqa: F401 - registers `among`
from handrail.service.records.models import table
from handrail.service.records.reading import rows

_CHARGES = {"team_manager": MANAGEMENT, "director": RESOURCES}
"""Roles of sign-in that bring charge of others, with what they bring."""
_SIBLINGS = ("sibling", "half_sibling", "step_sibling")
_APART = "officer of this child's looked-after parent, or of their looked-after child"


def facts_of(child_ids: Collection[str], today: date) -> dict[str, Facts]:
    """What is known of each of these children, for judging who is independent; as many queries for one as for all."""
    merged = same_child(child_ids)
    everybody = sorted({one for group in merged.values() for one in group})
    allocations, contacts = _about("allocations", everybody), _about("contacts", everybody, purpose="statutory_visit")
    interests = list(Interest.holding())  # few: what the record does not show
    charges = [*_of_accounts(), *_declared_charges(interests)]
    staff = Staff(rows(TABLE_BY_NAME["workers"], table("workers")), charges)
    apart = _officers_of_kin(everybody, today)
    return {
        child: Facts(
            [one for same in group for one in allocations[same]],
            [one for same in group for one in contacts[same]],
            staff,
            [*_declared(interests, group), *(tie for same in group for tie in apart[same])],
        )
        for child, group in merged.items()
    }


def same_child(child_ids: Collection[str]) -> dict[str, set[str]]:
    """Each of these ids with all ids under which the child was entered."""
    merges = identity.standing_merges(rows(TABLE_BY_NAME["merges"], table("merges")))
    return {child: identity.entered_as([child], merges) for child in child_ids}


def _about(name: str, child_ids: Collection[str], **only: Any) -> "defaultdict[str, list[Any]]":
    found = defaultdict(list)
    for one in rows(TABLE_BY_NAME[name], table(name).filter(child_id__among=child_ids, **only)):
        found[one.child_id].append(one)
    return found


def _of_accounts() -> Iterator[Charge]:
    """Whoever signs in as a team's manager, or as director, has charge of others while the role holds."""
    for one in Role.objects.filter(role__in=list(_CHARGES)).exclude(worker_id=""):
        team = one.team if one.role == "team_manager" else None
        if team != "":
            said = f"signs in as {one.role.replace('_', ' ')}"
            yield Charge(one.worker_id, _CHARGES[one.role], None, team, one.holds_from, one.holds_until, said)


def _declared_charges(interests: Collection[Interest]) -> Iterator[Charge]:
    for one in interests:
        if one.kind in (MANAGEMENT, RESOURCES) and not one.child_id and (one.of_worker or one.of_team):
            of_worker, of_team = one.of_worker or None, one.of_team or None
            yield Charge(one.worker_id, one.kind, of_worker, of_team, one.first_on, one.last_on, one.words)


def _declared(interests: Collection[Interest], group: Collection[str]) -> Iterator[Tie]:
    for one in interests:
        if one.child_id in group:
            said = KINDS.get(one.kind, "declared") if one.kind in BARRING else one.kind
            yield Tie(one.worker_id, one.kind, one.first_on, one.last_on, f"{said}: {one.words}")


def _officers_of_kin(child_ids: Collection[str], today: date) -> "defaultdict[str, list[Tie]]":
    """The officers of each child's looked-after parent, and of each parent's looked-after child."""
    kin, found = tied(child_ids, today, ("parent",)), defaultdict(list)
    relatives = sorted({one for of in kin.values() for one in of})
    held = table("allocations").filter(child_id__among=relatives, role=OFFICER).exclude(ended_on__lt=today)
    officers = defaultdict(list)
    for one in rows(TABLE_BY_NAME["allocations"], held):
        officers[one.child_id].append(one)
    for child, of in kin.items():
        for one in (held for relative in sorted(of) for held in officers[relative]):
            found[child].append(Tie(one.worker_id, APART, one.started_on, one.ended_on, _APART))
    return found


def siblings(child_ids: Collection[str], today: date) -> dict[str, set[str]]:
    """The brothers and sisters of each of these children: of their family group, and those written down as such.

    None who is under seal: that there is one would show.
    """
    found = tied(child_ids, today, _SIBLINGS)
    groups = table("family_groups").filter(child_id__among=sorted(child_ids)).values("family_id")
    families = defaultdict(set)
    for family, child in table("family_groups").filter(family_id__in=groups).values_list("family_id", "child_id"):
        families[family].add(child)
    for members in families.values():
        for child in members & found.keys():
            found[child] |= members - {child}
    sealed = set(table("children").filter(sealed=True).values_list("child_id", flat=True))
    return {child: of - sealed for child, of in found.items()}


def tied(child_ids: Collection[str], today: date, kinds: Collection[str]) -> dict[str, set[str]]:
    """The children tied to each of these on the day in one of these ways."""
    ids = dict(table("children").filter(child_id__among=sorted(child_ids)).values_list("key", "child_id"))
    here = ChildTie.objects.filter(kind__in=kinds).exclude(holds_from__gt=today).exclude(holds_until__lt=today)
    written = list(here.values_list("child", "other"))
    pairs = [*written, *((other, one) for one, other in written)]
    others = dict(
        table("children").filter(key__in=[*(b for a, b in pairs if a in ids), ""]).values_list("key", "child_id")
    )
    found: dict[str, set[str]] = {child: set() for child in child_ids}
    for one, other in pairs:
        if one in ids and other in others:
            found[ids[one]].add(others[other])
    return found
