"""Sealing what waits: the sealer gives each entry its place in the chain.

**It cannot miss one.** The database itself adds a row to `Waiting` with every entry, in the same transaction, and lets
it go only once the entry is sealed. An entry that is committed late, after others with higher numbers were sealed,
hence waits as any other and is found at the next round: nothing is looked for by number or by time. **It stays fast**
because only what waits is read, about a minute's work, however many millions are sealed.

**The chain cannot fork.** A sealer holds the row of the authority until it is done, so a second one waits and goes on
from where the first ended. Should that ever fail, positions and batches are unique in the database.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from handrail.service.audit import models
from handrail.service.audit.rows import entry_of, seal_of
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.trail import chain
from handrail.trail.entry import Entry, NotAnEntry

AT_ONCE = 10_000
"""Entries sealed in one transaction; more are sealed in several."""

_log = logging.getLogger(__name__)


def seal(authority: Authority, now: datetime) -> list[chain.Seal]:
    """Seal everything that waits when this begins. What cannot be an entry is left waiting and named in the log."""
    seals, beyond = list[chain.Seal](), 0
    while True:
        with wall(authority):
            end = _end(authority)
            waiting = _waiting(beyond)
            batch = _sealed(authority, end, waiting, now)
        if batch:
            seals.append(batch)
        if len(waiting) < AT_ONCE:
            return seals
        beyond = waiting[-1].pk


def end_of(authority: Authority) -> chain.End:
    """How far the trail of the authority whose wall is open is sealed."""
    last = models.Seal.objects.order_by("batch").last()
    return seal_of(last).end(authority.key) if last else chain.beginning(authority.key)


def _end(authority: Authority) -> chain.End:
    """How far it is sealed, with no other sealer at work until the transaction ends."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    return end_of(authority)


def _waiting(beyond: int) -> list[models.Entry]:
    """The next that wait, in the order of their numbers."""
    rows = models.Waiting.objects.filter(entry_id__gt=beyond).select_related("entry").order_by("entry_id")
    return [row.entry for row in rows[:AT_ONCE]]


def _sealed(authority: Authority, end: chain.End, waiting: list[models.Entry], now: datetime) -> chain.Seal | None:
    entries = [*_readable(waiting, authority.key)]
    if not entries:
        return None
    batch = chain.seal(end, entries, now)
    models.Sealed.objects.bulk_create(
        models.Sealed(entry_id=each.entry.number, position=each.position, link=each.link) for each in batch.entries
    )
    told = batch.seal
    models.Seal.objects.create(
        batch=told.batch, first=told.first, last=told.last, link=told.link, at=told.at, mark=told.mark
    )
    now_sealed = models.Sealed.objects.filter(position__gte=told.first).values("entry_id")
    models.Waiting.objects.filter(entry_id__in=now_sealed)._raw_delete("default")
    return told


def _readable(waiting: list[models.Entry], authority: str) -> Iterator[Entry]:
    for row in waiting:
        try:
            yield entry_of(row, authority)
        except (NotAnEntry, ValueError, TypeError):
            _log.exception("An entry cannot be sealed: it is not as Handrail writes it.", extra={"entry": row.pk})
