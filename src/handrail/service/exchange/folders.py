"""Where the files of a proposal lie: in the authority's data, in a folder with an opaque name, for our eyes only."""

import re
from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree
from typing import Protocol

from django.conf import settings

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.exchange import archive

MOST_BYTES = 200 * 2**20
"""So much may be handed in at once."""
_LONGEST_NAME = 120
_DAY = 24 * 3600
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


class Given(Protocol):
    """A file that comes in."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """What it holds, piece by piece."""


def handed_in(authority: Authority) -> Path:
    """Where all of them lie."""
    return Path(settings.HANDRAIL.data) / authority.key / "handed-in"


def folder_of(authority: Authority, key: str) -> Path:
    """Where the files of one lie."""
    return handed_in(authority) / key


def keep(authority: Authority, key: str, files: Iterable[Given]) -> int:
    """Keep the files that were sent; how many they are. Each has a folder of its own, so that names may be alike."""
    count = 0
    for count, file in enumerate(files, 1):
        place = folder_of(authority, key) / f"{count}"
        place.mkdir(mode=0o700, parents=True)
        with (place / safe_name(file.name or "")).open("xb") as kept:
            kept.writelines(file.chunks())
    return count


def unpacked(authority: Authority, key: str) -> list[Path]:
    """The places to read: each file, and of each archive what was in it. Raises NotUnpacked, with the archive's name."""
    for packed in [one for one in sorted(folder_of(authority, key).glob("*/*")) if _is_packed(one)]:
        try:
            archive.unpack(packed, packed.with_name(packed.stem))
        except archive.NotUnpacked as error:
            raise archive.NotUnpacked(f"{packed.name} {error} Nothing in it was read.") from error
        packed.unlink()
    return sorted(folder_of(authority, key).glob("*/*"))


def remove(authority: Authority, key: str) -> None:
    """Let go of the files of one."""
    rmtree(folder_of(authority, key), ignore_errors=True)


def sweep(authority: Authority, kept: Iterable[str]) -> None:
    """Let go of what belongs to none of these and is a day old: what was sent and not kept."""
    known, yesterday = set(kept), clock.now().timestamp() - _DAY
    for folder in handed_in(authority).glob("*"):
        if folder.name not in known and folder.stat().st_mtime < yesterday:
            rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A name as a file may have it anywhere: without folders, and not hidden."""
    bare = _NOT_IN_NAMES.sub("_", Path(name.replace("\\", "/")).name).strip(" .")
    stem, dot, suffix = bare.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:20]}" if stem else bare[:_LONGEST_NAME] or "file"


def _is_packed(path: Path) -> bool:
    return path.is_file() and archive.is_archive(path)
