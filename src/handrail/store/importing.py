"""Importing: what was loaded is set against the version that holds; the difference is told, and applied if asked.

The record of a new version is made by the same function that makes it from files, out of all returns the store then
holds. So importing year by year gives what loading all years at once gives.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from handrail.record.problems import ERROR, Problem
from handrail.record.record import Record
from handrail.record.schema import TABLES
from handrail.returns.load import Loaded, assemble, check, with_acts
from handrail.store import acts, difference, mix, parts
from handrail.store.analyst import has_analyst_file, remove_analyst_file, write_analyst_file
from handrail.store.difference import Difference
from handrail.store.folder import Store, is_store
from handrail.store.held import FILES, Held, Place, as_loaded, taken_from, together
from handrail.store.refused import StoreRefused
from handrail.store.version import Source, Version
from handrail.timescales.working_days import england

_CIN_START = "CIN-8615"
_UNDATED = frozenset({"903-166", _CIN_START})


@dataclass
class Import:
    """An import worked out and not yet applied: the record as it would be, and what that changes.

    `taken` are the returns that would take their place, and whether there was one in that place before.
    """

    before: Version | None
    record: Record
    held: Held
    of_records: bool
    covers: date | None
    changes: Difference
    taken: dict[Place, bool] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    has_effect: bool = True


def work_out(store: Store, loaded: Loaded, covers: date | None = None) -> Import:
    """What importing what was loaded would change. Nothing is written. Raises StoreRefused."""
    before = store.current() if is_store(store.folder) else None
    old = store.record(before) if before else Record()
    held = store.held(before) if before else {}
    refused = _left_out(loaded)
    taken = taken_from(loaded, refused)
    of_records = (
        not taken and not (loaded.sets or loaded.censuses or loaded.parts) and not mix.is_empty(loaded.before_merges)
    )
    _refuse_mixture(before, of_records, bool(taken))
    covers = covers or (before.covers if before else None)
    after_held = together(held, taken, refused)
    if of_records:
        new = mix.replaced(old, loaded.before_merges)
    elif taken:
        new = assemble(as_loaded(after_held), covers).before_merges
    else:
        new = _copy(old)
    acts.add(old, loaded, new, refused)
    changes = difference.between(old, new, refused, _kinds(loaded))
    same = before is not None and (new, after_held, covers) == (old, held, before.covers)
    nothing_at_all = before is None and not taken and not of_records and not changes.touches
    is_of_records = of_records or (before is not None and before.of_records)
    places = {place: place in held for place, pieces in taken.items() if after_held[place] is pieces}
    has_effect = not (same or nothing_at_all)
    return Import(before, new, after_held, is_of_records, covers, changes, places, refused, has_effect)


def apply(
    store: Store, wanted: Import, *, at: datetime, author: str, note: str = "", sources: Iterable[Source] = ()
) -> Version:
    """Make an import the version that holds. Raises StoreRefused, and then nothing has changed."""
    with store.writing(at):
        now = store.current()
        if (now.number if now else 0) != (wanted.before.number if wanted.before else 0):
            raise StoreRefused("The store has changed since the difference was worked out. Import again.")
        new = Version(
            number=(now.number if now else 0) + 1,
            at=at,
            author=author,
            note=note,
            covers=wanted.covers,
            of_records=wanted.of_records,
            sources=tuple(sources),
            facts=parts.facts_of(wanted.record),
            tables={table.name: store.keep(table.row, getattr(wanted.record, table.name)) for table in TABLES},
            held=store.keep_held(wanted.held),
            refused=store.keep(Problem, wanted.refused) if wanted.refused else None,
            counts=tuple(wanted.changes.counts),
        )
        _hold(store, new)
    return new


def roll_back(store: Store, to: int, *, at: datetime, author: str, note: str = "") -> Version:
    """Make an earlier version hold again, as a new version: what came between stays and can be come back to."""
    store.current()
    with store.writing(at):
        now = store.current()
        if now is None:
            raise StoreRefused("This store has no version yet.")
        if not 1 <= to <= now.number:
            raise StoreRefused(f"There is no version {to}. The versions are 1 to {now.number}.")
        if to == now.number:
            raise StoreRefused(f"Version {to} is the one that holds already.")
        wanted = store.all_versions()[to - 1]
        store.record(wanted)  # refuses, before anything is written, where a table of it is damaged
        store.held(wanted)
        new = wanted.again(now.number + 1, at, author, note)
        _hold(store, new)
    return new


def settle(store: Store, at: datetime) -> None:
    """Clear what a killed import left, and make the analyst's file where it is missing. Raises StoreRefused."""
    with store.writing(at):
        current = store.current()
        if current and not has_analyst_file(store):
            write_analyst_file(store, current)


def read(folder: Path, covers: date | None = None) -> Loaded:
    """The current record of a store, as a record folder is loaded. Raises StoreRefused."""
    store = Store(folder)
    current = store.current()
    if current is None:
        raise StoreRefused(f"The store '{folder}' holds nothing yet: no import into it was applied.")
    record = store.record(current)
    record.care_from, record.protection_from = covers or record.care_from, covers or record.protection_from
    return with_acts(Loaded(record))


def sources_of(places: Iterable[Path | str], store: Store) -> tuple[Source, ...]:
    """The files among these places with the hash of each; a database is named with the part that came from it.

    Raises StoreRefused where the store lies among them.
    """
    found = []
    for path in (place for place in places if isinstance(place, Path)):
        if store.folder.resolve().is_relative_to(path.resolve()):
            raise StoreRefused(f"The store lies inside '{path}'. Keep it beside the files that are imported into it.")
        for file, name in _files(path):
            try:
                with file.open("rb") as opened:
                    digest = hashlib.file_digest(opened, "sha256").hexdigest()
                    found.append(Source(name, digest, opened.tell()))
            except OSError:
                continue  # loading has said so
    return tuple(found)


def _hold(store: Store, new: Version) -> None:
    """Make a version hold. The analyst's file goes first, so that an old one never passes for the current record."""
    remove_analyst_file(store)
    store.commit(new)
    write_analyst_file(store, new)


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        yield path, path.name
        return
    for below in sorted(path.rglob("*")):
        relative = below.relative_to(path)
        if below.is_file() and not any(part.startswith((".", "~$")) for part in relative.parts):
            yield below, relative.as_posix()


def _left_out(loaded: Loaded) -> list[Problem]:
    """What was handed in and could not be taken in: errors met while reading, and rows without the day they need."""
    met = [problem for problem in loaded.problems if problem.severity == ERROR and not acts.is_about_one(problem)]
    found = (problem for problem in check(loaded, england().before) if problem.severity == ERROR)
    undated = (problem for problem in found if problem.rule in _UNDATED)
    return [*met, *(problem for problem in undated if problem.rule != _CIN_START or not problem.value)]


def _copy(old: Record) -> Record:
    new = Record()
    parts.set_facts(new, parts.facts_of(old))
    for table in TABLES:
        setattr(new, table.name, list(getattr(old, table.name)))
    return new


def _refuse_mixture(before: Version | None, of_records: bool, of_returns: bool) -> None:
    if before is None or not before.tables:
        return
    if of_records and not before.of_records and before.held:
        raise StoreRefused(
            "This store keeps returns; a record cannot take its place among them. Import the returns the record was "
            "made from, or keep the record in a store of its own."
        )
    if of_returns and before.of_records:
        raise StoreRefused(
            "This store keeps a record; returns cannot take their place in it. Keep the returns in a store of their own."
        )


def _kinds(loaded: Loaded) -> dict[str, str]:
    """For each file that holds one kind of row, which kind."""
    files = [file for each in loaded.sets for file in each.files]
    return {file.name: next(iter(file.holds)) for file in files if len(file.holds & FILES.keys()) == 1}
