"""How each child stands: under seal or not, and merged into which other. It follows from what is recorded, and is kept
with the child so that every list can ask for it in passing.

- An adoption seals the entry whose period of care it ended, as recorded or as verified: the adopted child is a new
  person to the authority.
- A seal placed by hand seals until it is lifted.
- What is under seal stays so under whichever entry it was merged into.
"""

from collections.abc import Iterable
from typing import Any

from handrail.record import identity
from handrail.service.records.models import Child, Seal, ever, table
from handrail.service.records.reading import as_written

ENDED_IN, END = ("episodes", "periods_of_care"), "end_reason"
"""Where the record says how a period of care ended."""


def stand() -> None:
    """Work out how every child of the open wall stands, and write what changed. Raises NoWall."""
    rows: list[Any] = list(ever(Child).all())
    keys = {one.child_id: one.key for one in rows}
    kept = _kept()
    sealed = _sealed({key: child_id for child_id, key in keys.items()})
    sealed |= {kept[one] for one in sealed if one in kept}
    changed = []
    for one in rows:
        now = one.child_id in sealed, keys.get(kept.get(one.child_id, ""), "")
        if (one.sealed, one.merged_into) != now:
            one.sealed, one.merged_into = now
            changed.append(one)
    Child.ever.bulk_update(changed, ["sealed", "merged_into"], batch_size=500)


def _sealed(child_ids: dict[str, str]) -> set[str]:
    """The ids of the entries under seal."""
    ended = table("periods_of_care").filter(end_reason__in=identity.ADOPTED, ended_on__isnull=False)
    by_hand = Seal.objects.filter(lifted_at=None).values_list("child", flat=True)
    by_reason = {*ended.values_list("child_id", flat=True), *_verified_adopted()}
    return {*by_reason, *(child_ids[key] for key in by_hand if key in child_ids)}


def _verified_adopted() -> set[str]:
    """The ids of those whose care a correction says ended by adoption; the latest of an entry stands."""
    of_ends = table("corrections").filter(table__in=ENDED_IN, field=END)
    last = dict(of_ends.order_by("corrected_on").values_list("key", "verified"))
    return {key.partition("|")[0] for key, reason in last.items() if reason in identity.ADOPTED}


def _kept() -> dict[str, str]:
    """For each entry that is merged away, the one that stays."""
    acts = list(table("merges").values_list("kept_id", "other_id"))
    return identity.kept_ids(as_written(_ids(acts))) if acts else {}


def _ids(acts: Iterable[tuple[str, str]]) -> list[str]:
    return sorted({child_id for act in acts for child_id in act})
