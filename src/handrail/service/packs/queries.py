"""Reads of what is to be filed, from the children somebody reaches. How an item stands is worked out, never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from handrail.service import filing
from handrail.service.authorities.visits import Visit
from handrail.service.filing import Mark
from handrail.service.packs.models import Receipt
from handrail.service.records.within import within


@dataclass(frozen=True)
class Standing:
    """An item with the receipts that hold of it: that of what it says now, and the latest of what it said before."""

    mark: Mark
    receipt: Any = None
    before: Any = None

    @property
    def to_file(self) -> bool:
        """Whether it waits to be filed: also one that was taken back, where it had been filed."""
        return self.receipt is None and (self.before is not None or not self.mark.gone)

    @property
    def is_shown(self) -> bool:
        """One that was taken back before anybody filed it is nobody's concern."""
        return self.to_file or self.receipt is not None


def reached(visit: Visit) -> Any:
    """The children whose packs the visit reaches."""
    return within(visit.scope, visit.today)


def unfiled(visit: Visit) -> list[Standing]:
    """What waits to be filed, the longest waiting first."""
    found = (one for one in standings(reached(visit)) if one.to_file)
    return sorted(found, key=lambda one: (one.mark.at, one.mark.id))


def standings(children: Any) -> Iterator[Standing]:
    """Every item of these children with its receipts: one query for these, and a fixed number for each kind of item."""
    return _with_receipts(filing.marks_of(children), children)


def _with_receipts(marks: Iterable[Mark], children: Any) -> Iterator[Standing]:
    of_item: dict[str, list[Receipt]] = {}
    for one in Receipt.objects.filter(taken_back_at=None, child__in=children.values("key")):
        of_item.setdefault(one.item, []).append(one)
    for mark in marks:
        receipts = of_item.get(mark.item, ())
        now = next((one for one in receipts if f"{one.item}-{one.version}" == mark.id), None)
        yield Standing(mark, now, next((one for one in receipts if one is not now), None))


def receipts(visit: Visit) -> Any:
    """What was filed of the children the visit reaches, the latest first."""
    return Receipt.objects.filter(taken_back_at=None, child__in=reached(visit).values("key"))
