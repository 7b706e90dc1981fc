"""The command `handrail store`: import, show, rollback, check."""

import argparse
import csv
import getpass
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from handrail.cli import output
from handrail.record.problems import ERROR
from handrail.returns.load import Loaded
from handrail.store import importing
from handrail.store.analyst import has_analyst_file
from handrail.store.difference import REFUSED, Change, Count
from handrail.store.folder import Store
from handrail.store.held import in_words
from handrail.store.importing import Import
from handrail.store.version import ROLLBACK, Version

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def bring_in(options: argparse.Namespace, loaded: Loaded) -> int:
    """Tell what an import would change, and apply it if asked; 1 where errors left nothing to take in."""
    store = Store(options.store)
    sources = importing.sources_of(options.paths, store)
    wanted = importing.work_out(store, loaded, options.covers)
    counts, changes = wanted.changes
    if options.rows:
        _print(Change._fields, changes, options.format, Change.in_words)
    else:
        _print(Count._fields, counts, options.format, None)
        if options.format == "text":
            _say_refused(changes)
        if wanted.has_effect:
            _say_taken(wanted)
    if not wanted.has_effect:
        output.tell("Nothing to do: nothing was read that the store does not hold already.")
        if options.apply and wanted.before:
            importing.settle(store, _now())
    elif not options.apply:
        output.tell("Nothing was applied. Give --apply to make this a new version of the store.")
    else:
        made = importing.apply(store, wanted, at=_now(), author=_author(options), note=options.note, sources=sources)
        output.tell(f"Applied: the store is at version {made.number}.{_still_covers(wanted)}")
        _say_no_copy(store)
    broken = any(problem.severity == ERROR for problem in loaded.problems)
    return int(broken and not wanted.has_effect)  # so that a nightly job notices that nothing could be taken in


def show(options: argparse.Namespace) -> int:
    """List the versions."""
    versions = Store(options.store).all_versions()
    if options.format == "json":
        print(json.dumps([_said(each) for each in versions], ensure_ascii=False, indent=1))
    elif options.format == "csv":
        _print(
            ("version", "at", "author", "act", "note", "table", "rows"),
            [
                (each.number, each.at.isoformat(), each.author, _act(each), each.note, name, kept.rows)
                for each in versions
                for name, kept in each.tables.items()
            ],
            "csv",
            None,
        )
    else:
        for each in versions:
            _show(each)
        output.tell(f"{len(versions):,} version{'' if len(versions) == 1 else 's'}.")
    return 0


def rollback(options: argparse.Namespace) -> int:
    """Make an earlier version hold again."""
    store = Store(options.store)
    made = importing.roll_back(store, options.to, at=_now(), author=_author(options), note=options.note)
    output.tell(f"The store is at version {made.number}, which holds what version {options.to} held.")
    _say_no_copy(store)
    return 0


def check(options: argparse.Namespace) -> int:
    """Look at every file of the store; 1 if one is missing or has changed."""
    found = list(Store(options.store).damage())
    output.problems(found, options.format)
    return int(bool(found))


def _print(names: Sequence[str], rows: Iterable[Sequence[Any]], format: str, in_words: Any) -> None:
    rows = list(rows)
    if format == "json":
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_cell(value) for value in row] for row in rows)
    elif in_words:
        for row in rows:
            print(in_words(row))
    else:
        print("".join(f"{name:>11}" if index else f"{name:20}" for index, name in enumerate(names)))
        for row in rows:
            print("".join(f"{value:>11,}" if index else f"{value:20}" for index, value in enumerate(row)))


def _cell(value: Any) -> Any:
    """A value as a spreadsheet may show it: nothing runs as a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _say_refused(changes: list[Change]) -> None:
    refused = sum(change.what == REFUSED for change in changes)
    if refused:
        output.tell(f"{output.counted(refused, 'thing')} could not be taken in; --rows says what to do.")


def _say_taken(wanted: Import) -> None:
    for words, again in (("Taken in", False), ("Takes the place of an earlier one", True)):
        places = [place for place, was_there in wanted.taken.items() if was_there == again]
        if places:
            output.tell(f"{words}: {'; '.join(in_words(places))}.")


def _say_no_copy(store: Store) -> None:
    if not has_analyst_file(store):
        output.tell("The copy for analysts could not be made; the store itself is whole. Free room and import again.")


def _still_covers(wanted: Import) -> str:
    if wanted.covers is None:
        return ""
    return f" Its data are taken to cover everything from {wanted.covers} (--covers)."


def _said(of: Version) -> dict[str, Any]:
    return {
        "version": of.number,
        "at": of.at.isoformat(),
        "author": of.author,
        "note": of.note,
        "act": of.act,
        "restored": of.restored,
        "covers": of.covers.isoformat() if of.covers else None,
        "sources": [source._asdict() for source in of.sources],
        "holds": in_words(of.held),
        "rows": {name: kept.rows for name, kept in of.tables.items()},
        "refused": of.refused.rows if of.refused else 0,
        "difference": [count._asdict() for count in of.counts],
    }


def _act(of: Version) -> str:
    return f"{of.act} to {of.restored}" if of.act == ROLLBACK else of.act


def _show(of: Version) -> None:
    note = f": {of.note}" if of.note else ""
    print(f"Version {of.number}, {of.at:%Y-%m-%d %H:%M} UTC, {of.author}, {_act(of)}{note}")
    for source in of.sources:
        print(f"  from   {source.name}  {source.bytes:,} bytes  sha256 {source.sha256}")
    for name in in_words(of.held):
        print(f"  holds  {name}")
    print("  rows   " + ", ".join(f"{name} {kept.rows:,}" for name, kept in of.tables.items() if kept.rows))
    changed = [
        f"{what} {total:,}"
        for what in ("new", "changed", "vanished", "refused")
        if (total := sum(getattr(count, what) for count in of.counts))
    ]
    if changed:
        print("  then   " + ", ".join(changed))


def _author(options: argparse.Namespace) -> str:
    """Who did it: as said, or else the account at the keyboard."""
    try:
        return str(options.author or getpass.getuser())
    except (KeyError, OSError):
        return "unknown"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
