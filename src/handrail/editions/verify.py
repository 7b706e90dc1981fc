"""Whether an edition is still what it was: every file, the seal, and the editions it compares with."""

import stat
from collections.abc import Iterator
from pathlib import Path

from handrail.editions import manifest_file
from handrail.editions.folder import MANIFEST, SEAL, editions_of, home, read, seal, seal_text
from handrail.editions.making import wrong_with
from handrail.editions.manifest import Manifest
from handrail.editions.refused import EditionRefused
from handrail.record.problems import Problem
from handrail.returns.sources import file_problem
from handrail.store.disk import PARTIAL

_RESTORE = "Restore the edition's folder from a backup."


def verify(place: Path, expected_seal: str = "") -> list[Problem]:
    """Everything that is wrong with an edition. `expected_seal` is the one written down when it was published."""
    found = list(damage(place))
    try:
        has = seal(place) if expected_seal else ""
    except EditionRefused:
        has = "none"
    if has != expected_seal:
        found.append(_damaged(SEAL, f"The seal is {has}, and was {expected_seal}: this is not the edition published."))
    return found


def damage(place: Path) -> Iterator[Problem]:
    """What differs from what was drafted or published."""
    folder = home(place)
    try:
        manifest = read(place)
    except EditionRefused as error:
        yield _damaged(MANIFEST, str(error))
        return
    for kept in manifest.files:
        if wrong := wrong_with(kept, folder):
            yield _damaged(kept.path, f"{wrong}.")
    yield from _strangers(manifest, folder)
    if manifest.is_published:
        yield from _seal(manifest, folder)
    yield from _compared(manifest, place)


def _strangers(manifest: Manifest, folder: Path) -> Iterator[Problem]:
    known = {kept.path for kept in manifest.files} | {
        MANIFEST,
        SEAL,
        *(f".{name}{PARTIAL}" for name in (MANIFEST, SEAL)),
    }
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in known and not stat.S_ISDIR(path.lstat().st_mode):
            yield _damaged(name, f"{name} is not part of the edition.")


def _seal(manifest: Manifest, folder: Path) -> Iterator[Problem]:
    try:
        seal(folder)
    except EditionRefused as error:
        yield _damaged(SEAL, str(error))
        return
    data = (folder / MANIFEST).read_bytes()
    if (folder / SEAL).read_bytes() != seal_text(manifest, data):
        yield _damaged(SEAL, f"{MANIFEST} or {SEAL} has changed since the edition was published.")
    elif data != manifest_file.written(manifest):
        yield _damaged(MANIFEST, f"{MANIFEST} says more than an edition says.")


def _compared(manifest: Manifest, place: Path) -> Iterator[Problem]:
    """Where it stands among others: it is in its place, and those it compares with are the ones it compared with."""
    try:
        editions = editions_of(place)
    except EditionRefused:
        return  # a copy that was taken elsewhere
    if editions.folder / manifest.place != place.absolute():
        yield _damaged(MANIFEST, f"This is the edition {manifest.place}, and it stands in another place.")
    for earlier in manifest.earlier:
        try:
            now = seal(editions.folder / earlier.place)
        except EditionRefused:
            now = None
        if now != earlier.seal:
            what = "is not there" if now is None else "is not the one that was compared with"
            yield _damaged(earlier.place, f"The earlier edition {earlier.place} {what}.")


def _damaged(name: str, what: str) -> Problem:
    return file_problem("RECORD-DAMAGED", name, what, _RESTORE)
