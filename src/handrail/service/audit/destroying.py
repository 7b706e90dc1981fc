"""Destruction: proposed by one person, approved by another, carried out by hand; nothing is deleted by itself.

What is destroyed is either a child's record whose time is over, or, by law, the words of some entries of the trail.
The row of the destruction stays, and an entry says what was done.
"""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date

from handrail.service.audit.actions import enter, enter_for
from handrail.service.audit.holds import refuse_while_held, require
from handrail.service.audit.models import Destruction, Entry, EntryChild, Erasure
from handrail.service.audit.retention import longest
from handrail.service.audit.rows import found_in
from handrail.service.authorities.visits import Visit
from handrail.trail.entry import Detail, content
from handrail.trail.verify import AUDIT_TRAIL, ERASED
from handrail.trail.words import hash_of

MOST_ENTRIES = 300
"""Entries whose words are erased at once: their numbers stand in the one entry that tells of it."""

Destroy = Callable[[str], Mapping[str, int]]
"""Destroys everything of a child, by its key, and says how many rows of what there were."""


class NotNow(ValueError):
    """It may not be destroyed, or not yet; the message says why."""


def propose(visit: Visit, child: str, events: Mapping[str, date]) -> Destruction:
    """Propose a child's record, for each class of retention it stands under with the day its time counts from.

    Raises PermissionDenied; Held; NotNow while the longest time runs, or it is proposed already.
    """
    require(visit, "write", "retention")
    refuse_while_held(visit, [child])
    found, last = longest(events)
    if visit.today <= last:
        raise NotNow(f"{found.title} is kept through {last:%d %B %Y}: {found.figure(events[found.name]).law}.")
    if Destruction.objects.filter(Destruction.STANDS, child=child).exists():
        raise NotNow("It is proposed already.")
    return _proposed(visit, child=child, entries=[], why=found.name, kept_until=last)


def propose_words(visit: Visit, entries: Collection[int], law: str) -> Destruction:
    """Propose that the words of entries are erased: `law` says what requires it, and names nobody.

    Raises PermissionDenied; Held; NotNow where one is not sealed yet, was erased, or tells of an erasure.
    """
    require(visit, "write", "retention")
    numbers = sorted(set(entries))
    if not law.strip() or not 1 <= len(numbers) <= MOST_ENTRIES:
        raise NotNow(f"Say which law requires it, and name 1 to {MOST_ENTRIES} entries.")
    _erasable(numbers)
    refuse_while_held(visit, _children_of(numbers))
    return _proposed(visit, child="", entries=numbers, why=law.strip(), kept_until=visit.today)


def approve(visit: Visit, number: int) -> None:
    """Answer for it, as somebody other than who proposed it. Raises PermissionDenied, Held or NotNow."""
    require(visit, "approve", "retention")
    found = _open(visit, number)
    if found.proposed_by == visit.viewer.account:
        raise NotNow("Whoever proposes a destruction does not approve it.")
    if found.approved_at:
        raise NotNow("It is approved already.")
    found.approved_by, found.approved_at = visit.viewer.account, visit.now
    found.save(update_fields=["approved_by", "approved_at"])
    _entered(visit, found, "approved")


def refuse(visit: Visit, number: int, why: str) -> None:
    """Say no to what somebody else proposed, and why. Raises PermissionDenied or NotNow."""
    require(visit, "approve", "retention")
    found = _standing(visit, number)
    if found.proposed_by == visit.viewer.account:
        raise NotNow("Whoever proposes a destruction does not refuse it. Withdraw it.")
    if not why.strip():
        raise NotNow("Say why it is refused.")
    _end(visit, found, "refused", why.strip())


def withdraw(visit: Visit, number: int) -> None:
    """Take a proposal back, approved or not. Raises PermissionDenied or NotNow."""
    require(visit, "write", "retention")
    found = _standing(visit, number)
    _end(visit, found, "withdrawn")


def carry_out(visit: Visit, number: int, destroy: Destroy) -> None:
    """Destroy what was approved, in one transaction. Raises PermissionDenied, Held or NotNow."""
    require(visit, "write", "retention")
    found = _open(visit, number)
    if not found.approved_at:
        raise NotNow("Nobody has approved it.")
    numbers = json.loads(found.entries)
    done = _erase(visit, found, numbers) if numbers else dict(destroy(found.child))
    found.destroyed_at, found.destroyed = visit.now, json.dumps(done, sort_keys=True)
    found.save(update_fields=["destroyed_at", "destroyed"])
    if not numbers:
        _tell(visit, found, "child", [found.child], {"destruction": found.pk, **done})


def erase_words(visit: Visit, number: int) -> None:
    """Erase the words that were approved, and never a child's record. Raises PermissionDenied, Held or NotNow."""
    if Destruction.objects.filter(pk=number).exclude(child="").exists():
        raise NotNow("It is the record of a child, and no words of the trail.")
    carry_out(visit, number, lambda child: {})


def _proposed(visit: Visit, *, entries: list[int], **told: object) -> Destruction:
    made = Destruction.objects.create(
        entries=json.dumps(entries), proposed_by=visit.viewer.account, proposed_at=visit.now, **told
    )
    _entered(visit, made, "proposed")
    return made


def _standing(visit: Visit, number: int) -> Destruction:
    found = Destruction.objects.filter(Destruction.STANDS, pk=number).first()
    if found is None:
        raise NotNow("There is no such proposal, or it was withdrawn or carried out.")
    return found


def _open(visit: Visit, number: int) -> Destruction:
    """A proposal that stands, over which no hold does. Raises Held or NotNow."""
    found = _standing(visit, number)
    refuse_while_held(visit, [found.child] if found.child else _children_of(json.loads(found.entries)))
    return _standing(visit, number)  # as it is now that nobody else is at work


def _end(visit: Visit, found: Destruction, step: str, why: str = "") -> None:
    found.withdrawn_by, found.withdrawn_at, found.why_not = visit.viewer.account, visit.now, why
    found.save(update_fields=["withdrawn_by", "withdrawn_at", "why_not"])
    _entered(visit, found, step, why)


def _entered(visit: Visit, found: Destruction, step: str, why: str = "") -> None:
    about = [found.child] if found.child else []
    enter(visit, "write", children=about, reason=why, detail={"destruction": found.pk, "step": step})


def _children_of(numbers: Collection[int]) -> list[str]:
    return [*EntryChild.objects.filter(entry_id__in=numbers).values_list("child", flat=True).distinct()]


def _erasable(numbers: list[int]) -> list[Entry]:
    rows = Entry.objects.filter(pk__in=numbers, sealed__isnull=False, erased="")
    found = [*rows.exclude(action="erase", kind=AUDIT_TRAIL).order_by("pk")]
    if len(found) != len(numbers):
        odd = min(set(numbers) - {row.pk for row in found})
        raise NotNow(
            f"The words of entry {odd} cannot be erased: it is not sealed, was erased, or tells of an erasure."
        )
    return found


def _erase(visit: Visit, found: Destruction, numbers: list[int]) -> dict[str, int]:
    rows = _erasable(numbers)
    told = _tell(visit, found, AUDIT_TRAIL, _children_of(numbers), {"destruction": found.pk, ERASED: tuple(numbers)})
    hashes = {row.pk: hash_of(content(found_in(row, visit.authority.key))) for row in rows}
    Erasure.objects.bulk_create(Erasure(entry_id=pk, words=words, told=told) for pk, words in hashes.items())
    for pk, words in hashes.items():
        Entry.objects.filter(pk=pk).update(reason="", detail="{}", salt="", erased=words)
    return {"words": len(rows)}


def _tell(visit: Visit, found: Destruction, kind: str, children: list[str], detail: Detail) -> Entry:
    role = next((each.role for each in visit.viewer.roles_on(visit.today)), "")
    who, why = visit.viewer.account, f"{found.why}; approved by {found.approved_by}"
    return enter_for(
        visit.authority, who, role, "erase", at=visit.now, kind=kind, children=children, reason=why, detail=detail
    )
