"""Corrections that were agreed, as items for the case system: there the entry itself can be put right."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import OuterRef, Subquery

from handrail.record.schema import TABLE_BY_NAME
from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON
from handrail.service.corrections.entries import TITLES, named, said
from handrail.service.corrections.models import Proposal
from handrail.service.filing import Item, Mark, kind
from handrail.service.records.models import table

CORRECTION = "correction"


def _marks(children: Any) -> Iterator[Mark]:
    of_child = table("children").filter(key=OuterRef("child")).values("child_id")
    agreed = Proposal.objects.filter(stands=True, child__in=children.values("key"))
    found = agreed.annotate(child_id=Subquery(of_child[:1])).order_by("id")
    for number, child_id, name, at in found.values_list("id", "child_id", "table", "decided_at"):
        if at:
            yield Mark(CORRECTION, child_id, f"{name}|{number}", "agreed", at)


@kind(CORRECTION, "A correction that was agreed", marks=_marks)
def tell(visit: Visit, marks: Collection[Mark]) -> Iterator[Item]:
    """What was recorded, what was verified, how it is known, and who agreed."""
    rows = Proposal.objects.in_bulk([_number(mark) for mark in marks])
    for mark in marks:
        one = rows[_number(mark)]
        agreed = f"Agreed by {one.decider}. {one.answer}".strip()
        note = (*_changes(one), f"How it is known: {one.why}", f"Said by {one.author}.", agreed)
        days = (("Said", one.at.astimezone(LONDON).date()), ("Agreed", mark.at.astimezone(LONDON).date()))
        yield Item(mark, f"Correction: {TITLES[one.table]}", note, days, one.decided_by)


def _changes(one: Proposal) -> Iterator[str]:
    about = TABLE_BY_NAME[one.table]
    for column, text in one.verified.items():
        recorded = said(about, column, one.recorded.get(column))
        yield f"{named(about, column)}: recorded {recorded}; verified {said(about, column, text)}."


def _number(mark: Mark) -> int:
    return int(mark.key.rpartition("|")[2])
