"""Whether an exported trail is what was sealed: offline, from the file and the checkpoints kept elsewhere.

The chain finds what was changed, taken out, put in or moved within it. Two things it cannot find alone: that its end
was cut off, and that all of it was made anew. For these it is held against checkpoints.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handrail.trail import words
from handrail.trail.canonical import canonical_json, following
from handrail.trail.chain import End, beginning, genesis
from handrail.trail.checkpoint import Checkpoint, wrong_with
from handrail.trail.file import END, ENTRY, FORMAT, HEADER, SEAL, UNSEALED, BrokenLine, Line, end_line, read_line
from handrail.trail.findings import Finding, Verdict

AUDIT_TRAIL, ERASED = "audit_trail", "entries"
"""An entry `erase` of this kind names in this detail the numbers of the entries whose words were erased."""


class NotATrail(ValueError):
    """A file is no export of a trail that this release reads; the message says why."""


def verify(
    lines: Iterable[bytes], checkpoints: Sequence[Checkpoint] = (), trusted_key: Ed25519PublicKey | None = None
) -> Verdict:
    """Read a trail line by line and say what is wrong with it. Raises NotATrail where it does not begin as one."""
    numbered = enumerate(lines, 1)
    first = next((raw for _, raw in numbered), b"")
    authority = _authority(first)
    reading = _Reading(authority, first, _believed(authority, checkpoints, trusted_key))
    for number, raw in numbered:
        reading.take(number, raw)
    return reading.finish()


def _authority(raw: bytes) -> str:
    try:
        header = read_line(raw)
    except BrokenLine as error:
        raise NotATrail(f"This is no audit trail that Handrail wrote. {error}") from error
    if header["line"] != HEADER:
        raise NotATrail("This is no whole audit trail: its first line is not the header.")
    if header["format"] != FORMAT:
        raise NotATrail(f"This trail has the format {header['format'][:40]!r}, and this release reads '{FORMAT}'.")
    if header["genesis"] != genesis(header["authority"]):
        raise NotATrail("The header was changed: authority and genesis do not belong together.")
    return str(header["authority"])


Found = tuple[list[Finding], list[Checkpoint]]


def _believed(authority: str, checkpoints: Sequence[Checkpoint], trusted: Ed25519PublicKey | None) -> Found:
    """What is wrong with the checkpoints themselves, and those to hold the trail against."""
    found, believed = list[Finding](), list[Checkpoint]()
    for each in checkpoints:
        wrong = wrong_with(each, trusted)
        if not wrong and each.authority != authority:
            wrong = f"It is one of the authority '{each.authority}', and the trail is one of '{authority}'."
        if wrong:
            found.append(Finding(f"{_named(each)} proves nothing. {wrong}"))
        else:
            believed.append(each)
    return found, believed


def _named(checkpoint: Checkpoint) -> str:
    return f"The checkpoint of {checkpoint.at} at position {checkpoint.position:,}"


class _Reading:
    """How far a file was read, and what was found.

    After a finding it goes on from what the file says, so that one fault is told once and the rest is still tried.
    """

    def __init__(self, authority: str, header: bytes, checkpoints: Found) -> None:
        wrong, self._waiting = checkpoints
        self._verdict = Verdict(authority, findings=wrong)
        self._end: End = beginning(authority)
        self._position, self._link = self._end.position, self._end.link
        self._oldest, self._erasures = "", _Erasures()
        self._counts, self._whole = Counter[str](), hashlib.sha256(header)
        self._part, self._number = _PARTS[ENTRY], 1

    def take(self, number: int, raw: bytes) -> None:
        """Look at the next line."""
        self._number = number
        try:
            line = read_line(raw)
        except BrokenLine as error:
            self._find(str(error))
        else:
            self._in_order(line)
            self._counts[line["line"]] += 1
            if look := _LOOKS.get(line["line"]):
                look(self, line)
        self._whole.update(raw)

    def finish(self) -> Verdict:
        """What was found, once the last line was looked at."""
        if not self._counts[END]:
            self._find("The file breaks off: after this line its end is missing.")
        for each in self._waiting:
            if each.position > self._end.position:
                self._find(
                    f"{_named(each)} was made later: everything from position {self._end.position + 1:,} on is missing."
                )
            else:
                self._find(f"{_named(each)} does not agree: no seal ends there. The trail was made anew since.")
        told = self._verdict
        told.erased = len(self._erasures.found)
        for finding in self._erasures.unexplained():
            told.add(finding)
        told.sealed, told.unsealed, told.batches = (self._counts[kind] for kind in (ENTRY, UNSEALED, SEAL))
        return told

    def _find(self, what: str, position: int | None = None) -> None:
        self._verdict.add(Finding(what, self._number, position))

    def _in_order(self, line: Line) -> None:
        part = _PARTS[line["line"]]
        if part < self._part or self._counts[END]:
            self._find(f"A line '{line['line']}' may not stand here: it was moved or put in.")
        if part > _PARTS[ENTRY] and self._position != self._end.position:
            self._find("No seal follows the entries up to here: seals are missing.", self._position)
            self._position, self._link = self._end.position, self._end.link
        self._part = part

    def _entry(self, line: Line) -> None:
        position, due = line["position"], self._position + 1
        if position != due:
            self._find(_out_of_place(position, due), position)
        elif line["link"] != following(self._link, canonical_json(words.committed(line["entry"]))):
            self._find(
                "The entry is not the one that was sealed here, or its link or the line before was changed.", position
            )
        self._position, self._link = position, line["link"]
        self._erasures.look(line["entry"], Finding(_NOT_ERASED, self._number, position))
        self._oldest = min(self._oldest or line["entry"]["at"], line["entry"]["at"])
        self._of_the_authority(line, position)

    def _seal(self, line: Line) -> None:
        if wrong := self._wrong_with_seal(line):
            self._find(wrong, line["last"])
        self._agrees(line)
        if line["last"] != self._position:
            self._position, self._link = line["last"], line["link"]
        self._end = End(self._end.authority, line["batch"], line["last"], line["link"], line["mark"])
        wait = datetime.fromisoformat(line["at"]) - datetime.fromisoformat(self._oldest or line["at"])
        self._verdict.longest_wait = max(wait, self._verdict.longest_wait)
        self._oldest = ""

    def _wrong_with_seal(self, line: Line) -> str | None:
        before, said = self._end, {name: line[name] for name in ("at", "batch", "count", "first", "last", "link")}
        if line["batch"] != before.batch + 1:
            return f"Seal {line['batch']:,} stands where seal {before.batch + 1:,} should: a seal was taken out, put in or moved."
        if (line["first"], line["last"]) != (before.position + 1, self._position):
            return (
                f"Seal {line['batch']:,} holds positions {line['first']:,} to {line['last']:,}, and the entries before it "
                f"are {before.position + 1:,} to {self._position:,}."
            )
        if line["link"] != self._link or line["mark"] != following(before.mark, canonical_json(said)):
            return f"Seal {line['batch']:,} is not what it was when it was made."
        return None

    def _agrees(self, line: Line) -> None:
        for each in [each for each in self._waiting if each.position == line["last"]]:
            self._waiting.remove(each)
            if (each.batch, each.link, each.mark) == (line["batch"], line["link"], line["mark"]):
                self._verdict.confirmed = each.position
            else:
                self._find(f"{_named(each)} does not agree: what stands up to here was made anew since.", each.position)

    def _unsealed(self, line: Line) -> None:
        self._of_the_authority(line)

    def _at_end(self, line: Line) -> None:
        said = self._counts[ENTRY], self._counts[UNSEALED]
        if (line["sealed"], line["unsealed"]) != said:
            self._find(
                f"The file was exported with {line['sealed']:,} sealed and {line['unsealed']:,} unsealed entries, and it "
                f"holds {said[0]:,} and {said[1]:,}."
            )
        elif line != end_line(self._counts, self._whole.hexdigest()):
            self._find("The file is not as it was exported: something above this line was changed.")

    def _of_the_authority(self, line: Line, position: int | None = None) -> None:
        if line["entry"]["authority"] != self._end.authority:
            self._find("The entry belongs to another authority.", position)


class _Erasures:
    """Entries whose words were erased, and the numbers that entries of erasures name."""

    def __init__(self) -> None:
        self.found: dict[str, Finding] = {}
        self._named: set[str] = set()

    def look(self, entry: Line, finding: Finding) -> None:
        if words.HASH in entry:
            self.found[str(entry.get("number"))] = finding
        elif (entry.get("action"), entry.get("kind")) == ("erase", AUDIT_TRAIL):
            detail = entry.get("detail")
            named = detail.get(ERASED) if isinstance(detail, dict) else None
            self._named.update(str(each) for each in (named if isinstance(named, list) else ()) if type(each) is int)

    def unexplained(self) -> Iterator[Finding]:
        """A finding for each erased entry that no entry names."""
        return (finding for number, finding in self.found.items() if number not in self._named)


_NOT_ERASED = "The words of the entry are missing, and no sealed entry says that they were erased."


def _out_of_place(position: int, due: int) -> str:
    if position > due + 1:
        return f"Positions {due:,} to {position - 1:,} should stand before it and are missing."
    if position > due:
        return f"Position {due:,} should stand before it and is missing."
    return f"Position {due:,} should stand here: this one stands twice, or not in its place."


_PARTS = {HEADER: 0, ENTRY: 1, SEAL: 1, UNSEALED: 2, END: 3}
_LOOKS: dict[str, Callable[[_Reading, Line], None]] = {
    ENTRY: _Reading._entry,
    SEAL: _Reading._seal,
    UNSEALED: _Reading._unsealed,
    END: _Reading._at_end,
}
