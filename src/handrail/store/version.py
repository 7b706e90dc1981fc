"""One version of a store: who made it, when, from which files, and where its tables are kept."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from handrail.record.schema import SCHEMA_VERSION
from handrail.returns.values import iso_date
from handrail.store.difference import Count
from handrail.store.held import Place
from handrail.store.objects import Kept

FORMAT = 1
IMPORT, ROLLBACK = "import", "rollback"


class Source(NamedTuple):
    """A file that was handed in: its name and the SHA-256 and size of its content."""

    name: str
    sha256: str
    bytes: int


class KeptPiece(NamedTuple):
    """One file of a return held: what it says of itself, and where its rows are kept."""

    facts: dict[str, Any]
    rows: dict[str, Kept]


@dataclass(frozen=True)
class Version:
    """A version. `of_records` tells a store that keeps records from one that keeps returns."""

    number: int
    at: datetime
    author: str
    note: str = ""
    act: str = IMPORT
    restored: int | None = None
    covers: date | None = None
    of_records: bool = False
    sources: tuple[Source, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Kept] = field(default_factory=dict)
    held: dict[Place, tuple[KeptPiece, ...]] = field(default_factory=dict)
    refused: Kept | None = None
    counts: tuple[Count, ...] = ()

    def objects(self) -> Iterator[Kept]:
        """Every table file this version needs."""
        yield from self.tables.values()
        for pieces in self.held.values():
            for piece in pieces:
                yield from piece.rows.values()
        if self.refused:
            yield self.refused

    def again(self, number: int, at: datetime, author: str, note: str) -> "Version":
        """This version once more, as a later one."""
        return replace(
            self, number=number, at=at, author=author, note=note, act=ROLLBACK, restored=self.number, counts=()
        )

    def as_json(self) -> bytes:
        """The version's manifest."""
        said = {
            "handrail_store": FORMAT,
            "schema": SCHEMA_VERSION,
            "version": self.number,
            "at": self.at.isoformat(),
            "author": self.author,
            "note": self.note,
            "act": self.act,
            "restored": self.restored,
            "covers": self.covers.isoformat() if self.covers else None,
            "of_records": self.of_records,
            "sources": [source._asdict() for source in self.sources],
            "record": self.facts,
            "tables": {name: kept._asdict() for name, kept in self.tables.items()},
            "held": [
                {**place._asdict(), "pieces": [_piece_json(piece) for piece in pieces]}
                for place, pieces in self.held.items()
            ],
            "refused": self.refused._asdict() if self.refused else None,
            "difference": [count._asdict() for count in self.counts],
        }
        return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode()


def read(data: bytes) -> Version:
    """The version a manifest describes. Raises ValueError, KeyError or TypeError where it is none."""
    said = json.loads(data)
    return Version(
        number=int(said["version"]),
        at=datetime.fromisoformat(said["at"]),
        author=said["author"],
        note=said["note"],
        act=said["act"],
        restored=said["restored"],
        covers=iso_date(said["covers"] or ""),
        of_records=said["of_records"],
        sources=tuple(Source(**source) for source in said["sources"]),
        facts=said["record"],
        tables={name: Kept(**kept) for name, kept in said["tables"].items()},
        held={
            Place(each["kind"], each["year"], each["part"]): tuple(_piece(piece) for piece in each["pieces"])
            for each in said["held"]
        },
        refused=Kept(**said["refused"]) if said["refused"] else None,
        counts=tuple(Count(**count) for count in said["difference"]),
    )


def _piece_json(piece: KeptPiece) -> dict[str, Any]:
    return {"facts": piece.facts, "rows": {name: kept._asdict() for name, kept in piece.rows.items()}}


def _piece(said: dict[str, Any]) -> KeptPiece:
    return KeptPiece(said["facts"], {name: Kept(**kept) for name, kept in said["rows"].items()})
