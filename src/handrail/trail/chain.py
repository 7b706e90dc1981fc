"""The chain: each entry has a link that depends on every entry before it, and batches of links are sealed.

An entry has its own number when it is written, and its position when it is sealed: transactions end in another order
than their numbers were drawn, so only what has been written for good takes a place in the chain. Until then an entry
is unsealed; the sealer runs so often that this lasts a minute at most.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from handrail.trail.canonical import canonical_json, following, instant
from handrail.trail.entry import Entry, canonical


class End(NamedTuple):
    """How far the trail of an authority is sealed: where the next batch goes on.

    `batch` and `position` are the last of each, 0 before the first. `link` and `mark` are SHA-256 in hexadecimal: the
    link of the last entry, and the mark of the last seal.
    """

    authority: str
    batch: int
    position: int
    link: str
    mark: str


@dataclass(frozen=True)
class Seal:
    """What is noted when a batch is sealed: its number, its first and last position, the link at its end, and when.

    `mark` depends on this seal and on every seal before it, as a link does on entries.
    """

    batch: int
    first: int
    last: int
    link: str
    at: datetime
    mark: str

    @property
    def count(self) -> int:
        """How many entries it seals."""
        return self.last - self.first + 1

    def end(self, authority: str) -> End:
        """Where the next batch goes on."""
        return End(authority, self.batch, self.last, self.link, self.mark)


class Sealed(NamedTuple):
    """An entry with its place in the chain."""

    position: int
    entry: Entry
    link: str


class Batch(NamedTuple):
    """Entries sealed together, and their seal."""

    entries: tuple[Sealed, ...]
    seal: Seal


def genesis(authority: str) -> str:
    """What the first link and the first mark of an authority follow."""
    return hashlib.sha256(f"handrail-trail/1\n{authority}".encode()).hexdigest()


def beginning(authority: str) -> End:
    """The end of a trail in which nothing is sealed yet."""
    return End(authority, 0, 0, genesis(authority), genesis(authority))


def seal(end: End, entries: Iterable[Entry], at: datetime) -> Batch:
    """Seal a batch of entries, in this order, after what is sealed already.

    Raises ValueError where there is nothing to seal, or an entry is another authority's.
    """
    sealed, link = list[Sealed](), end.link
    for position, entry in enumerate(entries, end.position + 1):
        if entry.authority != end.authority:
            raise ValueError(
                f"Entry {entry.number} belongs to '{entry.authority}', and the trail to '{end.authority}'."
            )
        link = following(link, canonical(entry))
        sealed.append(Sealed(position, entry, link))
    if not sealed:
        raise ValueError("There is nothing to seal.")
    said = seal_content(end.batch + 1, sealed[0].position, sealed[-1].position, link, at)
    mark = following(end.mark, canonical_json(said))
    return Batch(tuple(sealed), Seal(said["batch"], said["first"], said["last"], link, at.astimezone(UTC), mark))


def seal_content(batch: int, first: int, last: int, link: str, at: datetime) -> dict[str, Any]:
    """What a seal says; its mark is made from this."""
    return {
        "at": instant(at),
        "batch": batch,
        "count": last - first + 1,
        "first": first,
        "last": last,
        "link": link,
    }
