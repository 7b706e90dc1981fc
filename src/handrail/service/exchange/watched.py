"""The watched folder: files that a system of the council lays down for us, taken in every night.

    HANDRAIL_WATCHED/fairlea/         what waits
    HANDRAIL_WATCHED/fairlea/done     what was taken in
    HANDRAIL_WATCHED/fairlea/refused  what could not be read

Its place is a setting of the deployment and stands on no page: whoever could name a folder there could read any file of
the server. What was written to within the last minutes is left for the next night: it may not be whole yet.
"""

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from shutil import copy2

from django.conf import settings

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.actions import enqueue
from handrail.service.background.job import JobRefused, Progress
from handrail.service.exchange import folders, reading
from handrail.service.exchange.models import APPLYING, OPEN, READ, READING, REFUSED, Proposal

SETTLED = timedelta(minutes=5)
DONE, REFUSED_FOLDER = "done", "refused"
_UNFINISHED = (".part", ".tmp", ".partial", ".crdownload")


def look(authority: Authority, progress: Progress) -> str:
    """Take in what waits as one proposal, applied at once where the setting says so and nothing in it is wrong.

    Whoever is killed leaves the files where they are; the next call finds the same proposal by them and goes on there.
    """
    with wall(authority):
        folders.sweep(authority, list(Proposal.objects.filter(state__in=OPEN).values_list("key", flat=True)))
    waiting = _waiting(authority)
    if not waiting:
        return "Nothing lies in the watched folder."
    proposal = _proposed(authority, waiting)
    if proposal.state == READING:
        reading.read(authority, proposal, progress)
    is_applied = _applied_by_itself(authority, proposal.pk)
    with wall(authority):
        proposal.refresh_from_db()
    _put_away(authority, waiting, REFUSED_FOLDER if proposal.state == REFUSED else DONE)
    then = "They are being applied." if is_applied else "They wait for somebody to look at them under Imports."
    return f"{len(waiting)} files were read. {then}"


def _waiting(authority: Authority) -> list[Path]:
    place = _place(authority)
    if place is None or not place.is_dir():
        return []
    return [path for path in sorted(place.iterdir()) if _is_whole(path)]


def _place(authority: Authority) -> Path | None:
    folder: Path | None = settings.HANDRAIL.watched
    return folder / authority.key if folder else None


def _is_whole(path: Path) -> bool:
    if not path.is_file() or path.is_symlink() or path.name.startswith((".", "~$")):
        return False
    age = clock.now().timestamp() - path.stat().st_mtime
    return path.suffix.lower() not in _UNFINISHED and age >= SETTLED.total_seconds()


def _proposed(authority: Authority, waiting: list[Path]) -> Proposal:
    """A proposal with copies of the files, which stay where they are until they were read. The same for the same files."""
    key = _key(waiting)
    with wall(authority):
        found = Proposal.objects.filter(key=key).first()
    if found:
        return found
    folders.remove(authority, key)
    for number, path in enumerate(waiting, 1):
        place = folders.folder_of(authority, key) / f"{number}"
        place.mkdir(mode=0o700, parents=True)
        copy2(path, place / folders.safe_name(path.name))
    with wall(authority):
        return Proposal.objects.create(
            key=key, begun_at=clock.now(), files=len(waiting), note="From the watched folder"
        )


def _key(waiting: list[Path]) -> str:
    """The same for the same files, told by name, size and when they were written."""
    told = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in waiting]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _put_away(authority: Authority, waiting: list[Path], where: str) -> None:
    place = _place(authority)
    if place is None:
        return
    target = place / where / f"{clock.now():%Y-%m-%d-%H%M%S}"
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path in waiting:
            os.replace(path, target / path.name)
    except OSError as error:
        words = "The files of the watched folder were read, and cannot be moved away: the service may not write there."
        raise JobRefused(words) from error


def _applied_by_itself(authority: Authority, number: int) -> bool:
    """Whether it is applied at once; then it is asked for in the background."""
    with wall(authority):
        proposal = Proposal.objects.get(pk=number)
        is_wrong = proposal.found.get("error") or not proposal.has_effect or proposal.state != READ
        if is_wrong or not settings.HANDRAIL.watched_applies or Proposal.objects.filter(state=APPLYING).exists():
            return False
        run = enqueue(authority, "apply_import", number=number)
        return bool(Proposal.objects.filter(pk=number, state=READ).update(state=APPLYING, run=run.pk))
