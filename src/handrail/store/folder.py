"""The folder of a store.

    store.json            says that this is a store, and of which form
    CURRENT               the number of the version that holds, and the hash of its manifest
    versions/000001/      one folder a version, with its manifest; never changed once CURRENT has named it
    objects/<hash>.parquet  the tables, each named by its content and shared by all versions that have it
    current.duckdb        a copy of the current record for an analyst; made again after each change
    lock                  who is at work

A new version is written beside the others and holds from the moment CURRENT is replaced, in one step, to name it.
What a killed import leaves behind is named by no version and is swept by the next.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.record.schema import SCHEMA_VERSION, TABLES
from handrail.returns.sources import file_problem
from handrail.store import objects, parts, version
from handrail.store.disk import PARTIAL, force, locked, refusal, write_whole
from handrail.store.held import ROW_TYPES, Held, Piece
from handrail.store.objects import Kept
from handrail.store.refused import StoreRefused
from handrail.store.version import FORMAT, KeptPiece, Version

_PRIVATE = 0o700  # a store holds every child's identifier: at first for its owner's eyes only
_MARK, _CURRENT, _LOCK, _MANIFEST = "store.json", "CURRENT", "lock", "manifest.json"


def is_store(path: Path) -> bool:
    """Whether a folder is a store."""
    return (path / _MARK).is_file()


class Store:
    """A store on disk. Reading needs no lock: what a version names is never changed and never removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects = folder / "objects"
        self.versions = folder / "versions"

    # --- reading

    def current(self) -> Version | None:
        """The version that holds, or None before the first import. Raises StoreRefused."""
        with plain_words():
            self._refuse_unless_ours()
            number, sha256 = self._named()
            return self._version(number, sha256) if number else None

    def all_versions(self) -> list[Version]:
        """Every version up to the one that holds, the oldest first. Raises StoreRefused."""
        with plain_words():
            self._refuse_unless_ours()
            return [self._version(number) for number in range(1, self._named()[0] + 1)]

    def record(self, of: Version) -> Record:
        """The record as it stood in a version."""
        record = Record()
        with plain_words():
            parts.set_facts(record, of.facts)
            for table in TABLES:
                kept = of.tables.get(table.name)
                setattr(record, table.name, objects.fetch(self.objects, table.row, kept) if kept else [])
        return record

    def held(self, of: Version) -> Held:
        """The returns a version holds."""
        with plain_words():
            return {
                place: [
                    Piece(
                        piece.facts,
                        {name: objects.fetch(self.objects, ROW_TYPES[name], kept) for name, kept in piece.rows.items()},
                    )
                    for piece in pieces
                ]
                for place, pieces in of.held.items()
            }

    def refused(self, of: Version) -> list[Problem]:
        """What the import that made a version could not take in."""
        with plain_words():
            return objects.fetch(self.objects, Problem, of.refused) if of.refused else []

    def damage(self) -> Iterator[Problem]:
        """Every file of every version that is missing or is not what was kept."""
        self._refuse_unless_ours()
        try:
            last, sha256 = self._named()
        except StoreRefused as error:
            yield _damaged(_CURRENT, str(error))
            return
        seen: set[Kept] = set()
        for number in range(1, last + 1):
            try:
                of = self._version(number, sha256 if number == last else None)
            except StoreRefused as error:
                yield _damaged(f"{self._folder(number).name}/{_MANIFEST}", str(error))
                continue
            for kept in of.objects():
                wrong = objects.damage(self.objects, kept) if kept not in seen else None
                seen.add(kept)
                if wrong:
                    yield _damaged(objects.file_name(kept.object), f"Version {number} needs this file: {wrong}")

    # --- writing

    @contextmanager
    def writing(self, at: datetime) -> Iterator[None]:
        """Be the only one who writes. What an earlier import left when it was cut off is swept first."""
        with plain_words():
            self._make()
            with locked(self.folder / _LOCK, at):
                if not is_store(self.folder):
                    write_whole(self.folder / _MARK, json.dumps({"handrail_store": FORMAT}).encode())
                self._refuse_unless_ours()
                self._sweep()
                yield

    def keep(self, row_type: Any, rows: list[Any]) -> Kept:
        """Keep a table; it belongs to no version until one is committed that names it."""
        return objects.keep(self.objects, row_type, rows)

    def keep_held(self, held: Held) -> dict[Any, tuple[KeptPiece, ...]]:
        """Keep the returns held."""
        return {
            place: tuple(
                KeptPiece(piece.facts, {name: self.keep(ROW_TYPES[name], rows) for name, rows in piece.rows.items()})
                for piece in pieces
            )
            for place, pieces in held.items()
        }

    def commit(self, new: Version) -> None:
        """Make a version the one that holds: all at once, when CURRENT is replaced."""
        manifest = new.as_json()
        folder = self._folder(new.number)
        folder.mkdir()
        write_whole(folder / _MANIFEST, manifest)
        for written in (self.objects, folder, self.versions):
            force(written)
        sha256 = hashlib.sha256(manifest).hexdigest()
        named = {"handrail_store": FORMAT, "version": new.number, "manifest_sha256": sha256}
        write_whole(self.folder / _CURRENT, json.dumps(named).encode())
        force(self.folder)

    # --- inside

    def _make(self) -> None:
        if self.folder.exists() and not is_store(self.folder):
            strange = self.folder.is_file() or any(not _is_remains(path) for path in self.folder.iterdir())
            if strange:
                raise StoreRefused(f"'{self.folder}' is not a store and is not empty. Name a new or an empty folder.")
        self.folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        for folder in (self.objects, self.versions):
            folder.mkdir(exist_ok=True)

    def _refuse_unless_ours(self) -> None:
        if not is_store(self.folder):
            raise StoreRefused(f"'{self.folder}' is not a store.")
        _refuse_newer(_json(self.folder / _MARK))

    def _named(self) -> tuple[int, str | None]:
        path = self.folder / _CURRENT
        if not path.exists():
            return 0, None
        said = _json(path)
        _refuse_newer(said)
        try:
            return int(said["version"]), str(said["manifest_sha256"])
        except (KeyError, TypeError, ValueError):
            raise _unreadable(_CURRENT) from None

    def _version(self, number: int, sha256: str | None = None) -> Version:
        path = self._folder(number) / _MANIFEST
        name = f"{path.parent.name}/{_MANIFEST}"
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise _unreadable(name) from None
        if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
            raise _unreadable(name)
        try:
            _refuse_newer(json.loads(data))
            return version.read(data)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise _unreadable(name) from None

    def _folder(self, number: int) -> Path:
        return self.versions / f"{number:06d}"

    def _sweep(self) -> None:
        """Remove what no version names. Nothing goes where a manifest cannot be read."""
        last = self._named()[0]
        needed = {objects.file_name(kept.object) for number in range(1, last + 1) for kept in self._objects_of(number)}
        committed = {self._folder(number).name for number in range(1, last + 1)}
        remains = [
            *_partial(self.folder.iterdir()),
            *_partial(self.objects.iterdir()),
            *(path for path in self.objects.iterdir() if objects.is_object_name(path.name) and path.name not in needed),
        ]
        for path in remains:
            path.unlink()
        for path in self.versions.iterdir():
            if path.name.isdigit() and path.name not in committed:
                shutil.rmtree(path)

    def _objects_of(self, number: int) -> Iterator[Kept]:
        return self._version(number).objects()


@contextmanager
def plain_words() -> Iterator[None]:
    """Say what the disk refused in words a person can act on. A version half written is none: the store stands."""
    try:
        yield
    except OSError as error:
        raise StoreRefused(f"The store was left as it was: {refusal(error)}.") from error


def _partial(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.name.startswith(".") and path.name.endswith(PARTIAL)]


def _is_remains(path: Path) -> bool:
    """Whether this can be left of a first import that was cut off before it had marked the folder."""
    return path.name in (_LOCK, "objects", "versions") or bool(_partial([path]))


def _json(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise _unreadable(path.name) from None
    if not isinstance(said, dict):
        raise _unreadable(path.name)
    return said


def _refuse_newer(said: dict[str, Any]) -> None:
    """A later version of Handrail may mean other things by the same words."""
    form, schema = said.get("handrail_store"), said.get("schema", SCHEMA_VERSION)
    if not isinstance(form, int) or form > FORMAT or int(schema) > int(SCHEMA_VERSION):
        raise StoreRefused("This store was written by a newer version of Handrail. Use that version, or a later one.")


def _unreadable(name: str) -> StoreRefused:
    return StoreRefused(
        f"The store is damaged: {name} is missing or is not what was written. Restore it from a backup."
    )


def _damaged(name: str, what: str) -> Problem:
    return file_problem("RECORD-DAMAGED", name, what, "Restore the store's folder from a backup.")
