"""Trails to try: any entries, sealed in any batches, exported."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from handrail.trail import checkpoint
from handrail.trail.actions import actions
from handrail.trail.canonical import canonical_json
from handrail.trail.chain import Batch, beginning, seal
from handrail.trail.checkpoint import Checkpoint
from handrail.trail.entry import Entry
from handrail.trail.file import BrokenLine, export, read_line

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))

keys = st.text("abzAZ09._:-", min_size=1, max_size=6)
words = st.text("abcz", min_size=1, max_size=4)
texts = st.text(max_size=12)
plain = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    return Entry(
        number=draw(st.integers(1, 2**53 - 1)),
        authority="fairlea",
        at=draw(st.integers(-(10**15), 10**15).map(lambda step: AT + timedelta(microseconds=step))),
        action=draw(st.sampled_from(sorted(actions()))),
        who=draw(keys),
        role=draw(words | st.just("")),
        through=draw(words | st.just("")),
        kind=draw(words),
        children=tuple(draw(st.lists(keys, max_size=3))),
        route=draw(keys | st.just("")),
        reason="duty " + draw(texts),
        detail=draw(st.dictionaries(words, plain | st.lists(plain, max_size=3), max_size=3)),
    )


def read(number: int, **more: Any) -> Entry:
    """A short entry."""
    told = {"who": "acc-1", "kind": "plan", "children": (f"c-{number}",), **more}
    return Entry(number=number, authority="fairlea", at=AT + timedelta(seconds=number), action="read", **told)


def sealed(entries: Sequence[Entry], cuts: Iterable[int] = ()) -> list[Batch]:
    """Entries sealed in batches that are cut at these places."""
    places = [0, *sorted({cut for cut in cuts if 0 < cut < len(entries)}), len(entries)]
    batches, end = list[Batch](), beginning("fairlea")
    for first, last in pairwise(places):
        if first < last:
            batches.append(seal(end, entries[first:last], AT + timedelta(hours=1, minutes=len(batches))))
            end = batches[-1].seal.end("fairlea")
    return batches


def exported(batches: Sequence[Batch], unsealed: Sequence[Entry] = ()) -> list[bytes]:
    """The lines of the file."""
    return list(
        export("fairlea", [e for batch in batches for e in batch.entries], [batch.seal for batch in batches], unsealed)
    )


def kept(batches: Sequence[Batch], key: Ed25519PrivateKey = KEY) -> Checkpoint:
    """A checkpoint made at the end of these."""
    return checkpoint.make(batches[-1].seal.end("fairlea"), AT + timedelta(days=1), key)


def with_fitting_end(lines: Sequence[bytes]) -> list[bytes]:
    """What a forger hands on who knows how the last line is made."""
    above = list(lines[:-1])
    kinds = [kind_of(line) for line in above]
    end = {
        "line": "end",
        "sealed": kinds.count("entry"),
        "unsealed": kinds.count("unsealed"),
        "sha256": sha256(b"".join(above)).hexdigest(),
    }
    return [*above, canonical_json(end) + b"\n"]


def kind_of(line: bytes) -> str:
    """What kind of line it is, blank where it is broken."""
    try:
        return str(read_line(line)["line"])
    except BrokenLine:
        return ""
