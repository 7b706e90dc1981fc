"""The file of a backup: what it is of, the database, and the folder of what was handed in, in one archive."""

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from handrail.service.backups.engines import Fingerprints, NotCopied

FORMAT = "handrail-backup/1"
_MANIFEST, _DATABASE, _DATA = "manifest.json", "database", "data"
_MADE_AGAIN = ("static",)
"""Below the data folder, what set-up makes and no copy needs."""


@dataclass(frozen=True)
class Manifest:
    """What a backup is of: the release, the engine, the moment, and the fingerprint of every table then."""

    release: str
    engine: str
    taken_at: str
    tables: Fingerprints
    format: str = FORMAT


def write(to: Path, manifest: Manifest, database: Path, data: Path) -> None:
    """Write the archive under another name and then in its place: it is there whole or not at all, for its owner only."""
    partial = to.with_name(f".{to.name}.partial")
    try:
        with partial.open("xb") as file:
            partial.chmod(0o600)
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as archive:
                _add_text(archive, _MANIFEST, json.dumps(asdict(manifest), indent=1))
                archive.add(database, _DATABASE)
                for path in _kept(data):
                    archive.add(path, f"{_DATA}/{path.relative_to(data)}", recursive=False)
        partial.replace(to)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator["tuple[Manifest, Opened]"]:
    """What a backup is of, and its parts. Raises NotCopied where the file is no backup that this release reads."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            first = archive.extractfile(_MANIFEST)
            said: dict[str, Any] = json.load(first) if first else {}
            if said.get("format") != FORMAT:
                raise NotCopied(f"'{path}' is no backup that this release reads.")
            said["tables"] = {name: (rows, total) for name, (rows, total) in said["tables"].items()}
            yield Manifest(**said), Opened(archive)
    except (OSError, EOFError, KeyError, ValueError, TypeError, tarfile.TarError) as error:
        raise NotCopied(f"'{path}' is no whole backup: {error or type(error).__name__}") from error


class Opened:
    """The parts of an archive. Nothing in it can lead out of the folder it is taken out to."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def database(self, folder: Path) -> Path:
        """The database, taken out to a folder."""
        self._archive.extract(_DATABASE, folder, filter="data")
        return folder / _DATABASE

    def data(self, to: Path) -> None:
        """What was handed in, taken out to the data folder."""
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        for member in self._archive.getmembers():
            if member.name.startswith(f"{_DATA}/"):
                self._archive.extract(member.replace(name=member.name.removeprefix(f"{_DATA}/")), to, filter="data")


def _kept(data: Path) -> Iterator[Path]:
    for path in sorted(data.rglob("*")) if data.is_dir() else ():
        if path.relative_to(data).parts[0] not in _MADE_AGAIN and not path.name.endswith(".lock"):
            yield path


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    told = tarfile.TarInfo(name)
    told.size = len(text.encode())
    archive.addfile(told, BytesIO(text.encode()))
