"""The export of a trail: JSON lines, one thing a line, each written in the one canonical way.

A header; then each entry with its position and link, and each seal after the entries it seals; then entries that are
not sealed yet, marked so; then an end, with the hash of all that stands above it. Nothing but one line is held.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from typing import Any, BinaryIO, NoReturn

from handrail.trail.canonical import canonical_json, is_hash, is_instant, is_key, is_number
from handrail.trail.chain import Seal, Sealed, genesis, seal_content
from handrail.trail.entry import Entry, content

FORMAT = "handrail-trail/1"
LONGEST = 4 * 1024 * 1024
"""Bytes of the longest line that is read. The largest entry there can be is shorter."""

HEADER, ENTRY, SEAL, UNSEALED, END = "header", "entry", "seal", "unsealed", "end"

Line = dict[str, Any]


class BrokenLine(ValueError):
    """A line is not one that an export holds; the message says why."""


def export(
    authority: str, sealed: Iterable[Sealed], seals: Iterable[Seal], unsealed: Iterable[Entry]
) -> Iterator[bytes]:
    """The lines of a file. Sealed entries come in order of position and seals in order of batch, from anywhere."""
    counts, whole = Counter[str](), hashlib.sha256()
    for line in _all_but_the_end(authority, sealed, seals, unsealed):
        written = written_line(line)
        counts[line["line"]] += 1
        whole.update(written)
        yield written
    yield written_line(end_line(counts, whole.hexdigest()))


def _all_but_the_end(
    authority: str, sealed: Iterable[Sealed], seals: Iterable[Seal], unsealed: Iterable[Entry]
) -> Iterator[Line]:
    yield {"line": HEADER, "format": FORMAT, "authority": authority, "genesis": genesis(authority)}
    entries = ((each.position, 0, _entry_line(each)) for each in sealed)
    after = ((each.last, 1, _seal_line(each)) for each in seals)
    for _, _, line in merge(entries, after, key=lambda each: each[:2]):
        yield line
    for each in unsealed:
        yield {"line": UNSEALED, "entry": content(each)}


def _entry_line(sealed: Sealed) -> Line:
    return {"line": ENTRY, "position": sealed.position, "link": sealed.link, "entry": content(sealed.entry)}


def _seal_line(seal: Seal) -> Line:
    said = seal_content(seal.batch, seal.first, seal.last, seal.link, seal.at)
    return {"line": SEAL, "mark": seal.mark, **said}


def end_line(counts: Counter[str], sha256: str) -> Line:
    """The last line: how many entries stand above it, and the hash of every byte above it."""
    return {"line": END, "sealed": counts[ENTRY], "unsealed": counts[UNSEALED], "sha256": sha256}


def written_line(line: Line) -> bytes:
    """A line as it stands in the file."""
    return canonical_json(line) + b"\n"


def raw_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of an open file, each cut off soon after LONGEST, so that a file without line ends fills no memory."""
    while line := file.readline(LONGEST + 1):
        yield line
        while not line.endswith(b"\n") and line:
            line = file.readline(LONGEST + 1)


def read_line(raw: bytes) -> Line:
    """One line of the file. Raises BrokenLine."""
    if len(raw) > LONGEST:
        raise BrokenLine(f"The line is longer than {LONGEST:,} bytes, and no entry is.")
    if not raw.endswith(b"\n"):
        raise BrokenLine("The line breaks off: the file was cut short here.")
    line = _json(raw)
    shape = _SHAPES.get(line["line"]) if isinstance(line.get("line"), str) else None
    if shape is None:
        raise BrokenLine("The line does not say which kind of line it is.")
    if line.keys() - {"line"} != shape.keys():
        raise BrokenLine(f"The line does not say what a line '{line['line']}' says.")
    if odd := [name for name, fits in shape.items() if not fits(line[name])]:
        raise BrokenLine(f"In the line, '{odd[0]}' is not written as it should be.")
    return line


def _json(raw: bytes) -> Line:
    try:
        line = _DECODER.decode(raw.decode("utf-8"))
        if not isinstance(line, dict):
            raise BrokenLine("The line is JSON, but no object.")
        again = written_line(line)
    except BrokenLine:
        raise
    except (ValueError, RecursionError) as error:
        raise BrokenLine("The line is broken: it is not JSON.") from error
    if again != raw:
        raise BrokenLine("The line is not written as Handrail writes it: it was changed, if only in its spacing.")
    return line


def _no_fraction(text: str) -> NoReturn:
    raise BrokenLine(f"The line holds the number {text[:40]}, and a trail holds whole numbers only.")


_DECODER = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_entry(value: object) -> bool:
    return isinstance(value, dict) and is_key(value.get("authority")) and is_instant(value.get("at"))


_SHAPES: dict[str, dict[str, Callable[[object], bool]]] = {
    HEADER: {"format": _is_text, "authority": is_key, "genesis": is_hash},
    ENTRY: {"position": is_number, "link": is_hash, "entry": _is_entry},
    SEAL: {
        **dict.fromkeys(("batch", "first", "last", "count"), is_number),
        **dict.fromkeys(("link", "mark"), is_hash),
        "at": is_instant,
    },
    UNSEALED: {"entry": _is_entry},
    END: {"sealed": is_number, "unsealed": is_number, "sha256": is_hash},
}
