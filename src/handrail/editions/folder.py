"""The folder of one authority's editions.

    editions.toml                     says that this is one, and whose
    annual_report/2025-26/1/          publication, period, number: one edition
        edition.toml                  what it is, the hash of every file, who did what when
        SHA256SUMS                    the seal, once it is published: `sha256sum -c SHA256SUMS` checks it anywhere
        record/ profile.toml chapters/ data_quality.json earlier.json already_printed/   what it was made from
        figures.json printed.json outputs/   what was made of it
    lock                              who is at work

An edition is made beside its place and renamed into it; a step of its history replaces `edition.toml`. So whatever
happens it is as before or as after. What a killed command leaves is hidden (`.1.new`, `.1.old`) and swept by the next.
"""

import hashlib
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from handrail.editions import manifest_file
from handrail.editions.manifest import FORMAT, Earlier, Manifest
from handrail.editions.refused import EditionRefused
from handrail.store.disk import PARTIAL, force, locked, refusal, write_whole
from handrail.store.refused import StoreRefused
from handrail.toml_text import dumps

MANIFEST, SEAL = "edition.toml", "SHA256SUMS"
_MARK, _LOCK = "editions.toml", "lock"
_NEW, _OLD = ".new", ".old"
_PRIVATE, _READ_ONLY, _READ_ONLY_FOLDER = 0o700, 0o444, 0o555
_LONGEST = 2**24  # bytes of a manifest


class Editions:
    """The editions of one authority on disk. Reading needs no lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # --- reading

    def authority(self) -> str:
        """Whose editions these are. Raises EditionRefused where the folder is none of editions."""
        return str(self._mark()["authority"])

    def places(self) -> list[Path]:
        """The folder of each edition, by publication, period and number."""
        self._mark()
        found = [path for path in self.folder.glob("*/*/*") if path.name.isdecimal() or path.name.endswith(_OLD)]
        there = {_home(path): None for path in found if _is_number(_home(path).name)}
        return sorted(there, key=lambda path: (path.parts[:-1], int(path.name)))

    def of_period(self, place: Path) -> list[Manifest]:
        """The editions of one publication and period, by number."""
        return [read(path) for path in self.places() if path.parent == place]

    def all(self) -> dict[Path, Manifest]:
        """Every edition that can be read, by its folder; in the order of publication, period and number."""
        found = {}
        for path in self.places():
            try:
                found[path] = read(path)
            except EditionRefused:
                continue  # `verify` says so
        return found

    # --- writing

    @contextmanager
    def writing(self, at: datetime, authority: str | None = None) -> Iterator[None]:
        """Be the only one who writes. `authority` names whose a new folder is. Raises EditionRefused."""
        with plain_words():
            if authority is not None:
                self._make()
            else:
                self._mark()
            with locked(self.folder / _LOCK, at, "Somebody else is at work on these editions"):
                if authority is not None and not (self.folder / _MARK).exists():
                    said = dumps({"handrail_editions": FORMAT, "authority": authority})
                    write_whole(self.folder / _MARK, said.encode())
                if authority is not None and authority != self.authority():
                    raise EditionRefused(f"These are the editions of {self.authority()}, not of {authority}.")
                self._sweep()
                yield

    @contextmanager
    def replacing(self, place: Path) -> Iterator[Path]:
        """A new folder to make an edition in; it takes its place whole when all is written."""
        refuse_links(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f".{place.name}{_NEW}")
        new.mkdir()
        try:
            yield new
        except BaseException:
            shutil.rmtree(new)
            raise
        for path in [*new.rglob("*"), new]:
            force(path)
        old = place.with_name(f".{place.name}{_OLD}")
        if place.exists():
            place.rename(old)
        new.rename(place)
        force(place.parent)
        if old.exists():
            shutil.rmtree(old)

    def step(self, place: Path, new: Manifest) -> None:
        """Write down one more step in the history of an edition."""
        refuse_links(place)
        data = manifest_file.written(new)
        mode = None
        if new.is_published:
            mode = _READ_ONLY
            for kept in new.files:
                (place / kept.path).chmod(_READ_ONLY)
            write_whole(place / SEAL, seal_text(new, data), _READ_ONLY)
        write_whole(place / MANIFEST, data, mode)  # from here on it holds
        force(place)
        if new.is_published:
            for folder in [path for path in place.rglob("*") if path.is_dir()]:
                folder.chmod(_READ_ONLY_FOLDER)
            place.chmod(_READ_ONLY_FOLDER)

    # --- inside

    def _make(self) -> None:
        if self.folder.exists() and not (self.folder / _MARK).exists():
            strange = self.folder.is_file() or any(not _is_remains(path) for path in self.folder.iterdir())
            if strange:
                raise EditionRefused(f"'{self.folder}' holds no editions and is not empty. Name a new or empty folder.")
        self.folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)

    def _mark(self) -> dict[str, Any]:
        try:
            said = tomllib.loads((self.folder / _MARK).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise EditionRefused(f"'{self.folder}' is no folder of editions.") from error
        if said.get("handrail_editions") != FORMAT or not isinstance(said.get("authority"), str):
            raise EditionRefused(f"'{self.folder}' was not written by this version of Handrail.")
        return said

    def _sweep(self) -> None:
        """Clear what a killed command left behind."""
        for path in list(self.folder.glob("*/*/.*")):
            if path.name.endswith(_NEW) or (path.name.endswith(_OLD) and _place_of(path).exists()):
                shutil.rmtree(path)
            elif path.name.endswith(_OLD):
                path.rename(_place_of(path))
        for path in [*self.folder.glob(f".*{PARTIAL}"), *self.folder.glob(f"*/*/*/.*{PARTIAL}")]:
            path.unlink()


def is_editions(folder: Path) -> bool:
    """Whether a folder is one of editions."""
    return (folder / _MARK).is_file()


def read(place: Path) -> Manifest:
    """What an edition says of itself. Raises EditionRefused."""
    folder = home(place)
    refuse_links(folder)
    path = folder / MANIFEST
    if path.is_symlink() or not path.is_file():
        raise EditionRefused(f"'{place}' is no edition: it has no {MANIFEST}.")
    with plain_words():
        if path.stat().st_size > _LONGEST:
            raise EditionRefused(f"{MANIFEST} is far longer than Handrail writes it.")
        return manifest_file.read(path.read_bytes())


def home(place: Path) -> Path:
    """Where an edition lies: its place, or beside it, where a command was killed as it put a new draft there."""
    old = place.with_name(f".{place.name}{_OLD}")
    return old if not place.exists() and old.is_dir() else place


def editions_of(place: Path) -> Editions:
    """The folder of editions this edition stands in. Raises EditionRefused where it stands in none."""
    found = Editions(place.absolute().parent.parent.parent)
    found.authority()
    return found


def seal_text(manifest: Manifest, data: bytes) -> bytes:
    """The list of all files with their hashes, as `sha256sum` writes and reads it; `data` is the manifest's own file."""
    lines = [f"{kept.sha256}  {kept.path}" for kept in manifest.files]
    return "\n".join([*sorted(lines), f"{hashlib.sha256(data).hexdigest()}  {MANIFEST}", ""]).encode()


def seal(place: Path) -> str:
    """The seal of a published edition: one hash over all of it. Raises EditionRefused where it has none."""
    path = place / SEAL
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LONGEST:
        raise EditionRefused(f"{SEAL} is missing, or is not what Handrail writes.")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sealed(place: Path) -> Earlier:
    """A published edition as another one names it."""
    return Earlier(read(place).place, seal(place))


def refuse_links(place: Path) -> None:
    """Refuse an edition that lies somewhere else than it seems to. Raises EditionRefused."""
    for path in (place, place.parent, place.parent.parent):
        if path.is_symlink():
            raise EditionRefused(f"'{path.name}' is a link to another place. An edition must lie where it stands.")


@contextmanager
def plain_words() -> Iterator[None]:
    """Say what the disk or another writer refused in words a person can act on."""
    try:
        yield
    except OSError as error:
        raise EditionRefused(f"The editions were left as they were: {refusal(error)}.") from error
    except StoreRefused as error:
        raise EditionRefused(str(error)) from error


def _place_of(hidden: Path) -> Path:
    return hidden.with_name(hidden.name.removeprefix(".").removesuffix(_OLD))


def _home(path: Path) -> Path:
    return _place_of(path) if path.name.startswith(".") else path


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 8


def _is_remains(path: Path) -> bool:
    """Whether this can be left of a first draft that was cut off before it had marked the folder."""
    return path.name == _LOCK or (path.name.startswith(".") and path.name.endswith(PARTIAL))
