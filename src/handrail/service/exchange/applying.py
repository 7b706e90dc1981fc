"""Letting a proposal take effect: the store's version first, then the database, then what is due.

Whoever is killed leaves the store's version made or not made. The next call tells which by its mark, and goes on there.
"""

from typing import Any

from handrail.service import clock
from handrail.service.audit.actions import enter_for
from handrail.service.audit.queries import names_of
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.actions import enqueue
from handrail.service.background.job import JobRefused, Progress
from handrail.service.due import recompute
from handrail.service.events import from_record as news
from handrail.service.exchange import folders
from handrail.service.exchange.archive import NotUnpacked
from handrail.service.exchange.models import APPLIED, APPLYING, READ, Proposal
from handrail.service.exchange.reading import loaded_from
from handrail.service.records import deposits
from handrail.store import importing
from handrail.store.folder import is_store
from handrail.store.refused import StoreRefused
from handrail.store.version import Version

NIGHT = "Watched folder"
_OVERTAKEN = "Another import was applied since this was worked out. Work it out anew, look at it, then apply it."


def apply(authority: Authority, proposal: Proposal, progress: Progress) -> str:
    """Make it the version that holds, load it, and work out what is due; what came of it, in a sentence.

    Raises JobRefused: then nothing has changed.
    """
    number = proposal.version or _take_effect(authority, proposal, progress)
    changed = recompute.for_all(authority, lambda done, of: progress(done, of, "children worked out"))
    enqueue(authority, "figures")
    news.gather(authority, clock.today())
    folders.remove(authority, proposal.key)
    return f"Version {number} holds now; {changed:,} dates came out otherwise."


def _take_effect(authority: Authority, proposal: Proposal, progress: Progress) -> int:
    progress(0, 0, "Making the new version.")
    try:
        made = _made(authority, proposal, progress)
    except (StoreRefused, NotUnpacked) as error:
        _give_back(authority, proposal, str(error))
        raise JobRefused(str(error)) from error
    _enter(authority, proposal, made)
    return made.number


def _made(authority: Authority, proposal: Proposal, progress: Progress) -> Version:
    deposits.catch_up(authority)
    current = _current(authority)
    if current is not None and current.number == proposal.base + 1 and current.note.endswith(mark_of(proposal)):
        return current
    if (current.number if current else 0) != proposal.base:
        raise StoreRefused(_OVERTAKEN)
    said: dict[str, Any] = {"author": author_of(proposal), "note": f"{proposal.note} {mark_of(proposal)}".strip()}

    def loads(table: str, done: int, of: int) -> None:
        progress(done, of, "rows loaded")

    if proposal.to is not None:
        return deposits.rollback(authority, proposal.to, progress=loads, **said).version
    places, loaded = loaded_from(authority, proposal)
    wanted = importing.work_out(deposits.store_of(authority), loaded, proposal.covers)
    sources = deposits.sources_of(authority, places)
    return deposits.import_apply(authority, wanted, sources=sources, progress=loads, **said).version


def mark_of(proposal: Proposal) -> str:
    """What the note of a version ends with that came of a proposal."""
    return f"(import {proposal.pk})"


def author_of(proposal: Proposal) -> str:
    """Who is named as the author of the version."""
    return names_of([proposal.begun_by]).get(proposal.begun_by, "unknown") if proposal.begun_by else NIGHT


def _current(authority: Authority) -> Version | None:
    store = deposits.store_of(authority)
    return store.current() if is_store(store.folder) else None


def _enter(authority: Authority, proposal: Proposal, made: Version) -> None:
    now = clock.now()
    with wall(authority):
        ended = {"state": APPLIED, "version": made.number, "ended_at": now, "why": ""}
        if Proposal.objects.filter(pk=proposal.pk, state=APPLYING).update(**ended):
            enter_import(authority, proposal.begun_by, proposal.begun_as, made, proposal.to)
            enqueue(authority, "reconcile")


def enter_import(authority: Authority, who: str, role: str, made: Version, to: int | None = None) -> None:
    """Take down in the trail that a version was made, by import or by going back, inside the wall."""
    detail = {"version": made.number} | ({"back_to": to} if to is not None else {"files": len(made.sources)})
    enter_for(authority, who, role, "import", at=clock.now(), kind="import", detail=detail)


def _give_back(authority: Authority, proposal: Proposal, why: str) -> None:
    with wall(authority):
        Proposal.objects.filter(pk=proposal.pk, state=APPLYING).update(state=READ, why=why[:1000])
