"""Finding the files to read, and telling at once which cannot be read and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handrail.record.problems import ERROR, NOTE, Problem

MAX_BYTES = 2**31
MAX_FILES = 10_000
_PEEK = 65_536
_READ = frozenset({".csv", ".xml", ".txt"})
_KNOWN_BINARY = (
    (
        b"PK\x03\x04",
        "a workbook or zip archive",
        "Save each sheet as CSV (comma separated, UTF-8) and load those.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel or Word file",
        "Save it as CSV (comma separated, UTF-8) and load that.",
    ),
    (b"%PDF", "a PDF", "Load the CSV or XML file the PDF was made from."),
)
_SAVE_AS_UTF8 = "Save it again as CSV UTF-8 (comma delimited) and load it again."


@dataclass(frozen=True)
class Source:
    """A file to read: where it lies, and its name as problems show it."""

    path: Path
    name: str
    is_xml: bool


def find(paths: Iterable[Path]) -> tuple[list[Source], list[Problem]]:
    """The readable files under these paths, at any depth, and a problem for each that is not.

    Files inside a folder that are neither CSV nor XML are left out with a note; hidden files are passed over.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, name, named_by_user in _candidates(paths):
        if len(sources) >= MAX_FILES:
            problems.append(
                file_problem("FILE-TOO-MANY", name, f"More than {MAX_FILES:,} files.", "Load fewer at once.")
            )
            break
        found = _open(path, name, named_by_user)
        if isinstance(found, Source):
            sources.append(found)
        elif found is not None:
            problems.append(found)
    return sources, problems


def file_problem(rule: str, name: str, message: str, what_to_do: str, row: int | None = None) -> Problem:
    """An error about a whole file, or about the place in it where reading had to stop."""
    return Problem(rule, ERROR, name, row, None, None, None, message, what_to_do)


def _candidates(paths: Iterable[Path]) -> Iterator[tuple[Path, str, bool]]:
    for path in paths:
        if not path.is_dir():
            yield path, path.name, True
            continue
        for below in sorted(path.rglob("*")):
            relative = below.relative_to(path)
            hidden = any(part.startswith((".", "~$")) for part in relative.parts)
            if not hidden and below.is_file():
                yield below, relative.as_posix(), False


def _open(path: Path, name: str, named_by_user: bool) -> Source | Problem | None:
    if path.suffix.lower() not in _READ and not named_by_user:
        return Problem(
            "FILE-NOT-READ", NOTE, name, None, None, None, None,
            "This file is neither CSV nor XML and was not read.", "Nothing, unless it holds records.",
        )  # fmt: skip
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_PEEK)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return file_problem(
            "FILE-UNREADABLE",
            name,
            f"The file could not be opened: {reason}.",
            "Check the path and the permissions.",
        )
    return _refusal(name, size, start) or Source(path, name, _looks_like_xml(start))


def _refusal(name: str, size: int, start: bytes) -> Problem | None:
    if not start.strip():
        return file_problem("FILE-EMPTY", name, "The file is empty.", "Make the file again and load it again.")
    if size > MAX_BYTES:
        return file_problem(
            "FILE-TOO-LARGE", name, "The file is larger than 2 GiB.", "Split it by year and load the parts."
        )
    for magic, what, remedy in _KNOWN_BINARY:
        if start.startswith(magic):
            return file_problem("FILE-BINARY", name, f"The file is {what}, not text.", remedy)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or (start[:200].count(b"\x00") > len(start[:200]) // 3):
        if _looks_like_xml(start):
            return None
        return file_problem("FILE-ENCODING", name, "The file is written in UTF-16, not UTF-8.", _SAVE_AS_UTF8)
    if _is_binary(start):
        return file_problem(
            "FILE-BINARY",
            name,
            "The file is binary, not text.",
            "Export it again as CSV or XML and load that.",
        )
    return None


def _is_binary(start: bytes) -> bool:
    control = sum(1 for byte in start if byte < 32 and byte not in (9, 10, 13))
    return control > len(start) // 20


def _looks_like_xml(start: bytes) -> bool:
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<")
