"""Finding the files to read, and telling at once which cannot be read and why."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handrail.record.problems import ERROR, NOTE, Problem

MAX_BYTES = 2**31
MAX_FILES = 10_000
_PEEK = 65_536
_READ = frozenset({".csv", ".xml", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip package; the container of old or encrypted Office files
_KNOWN_BINARY = ((b"%PDF", "a PDF", "Load the CSV or XML file the PDF was made from."),)
_SAVE_AS_UTF8 = "Save it again as CSV UTF-8 (comma delimited) and load it again."


@dataclass(frozen=True)
class Source:
    """A file to read: where it lies, and its name as problems show it."""

    path: Path
    name: str
    is_xml: bool
    is_workbook: bool = False


def find(paths: Iterable[Path], without: Iterable[Path] = ()) -> tuple[list[Source], list[Problem]]:
    """The readable files under these paths, at any depth, each once, and a problem for each that is not.

    Problems name them as seen from the folder that holds all paths. What lies in the folders `without` is passed over.
    Files inside a folder that are neither CSV, XML nor a workbook are left out with a note; hidden files are passed over.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, name, named_by_user in _candidates(list(paths), {folder.resolve() for folder in without}):
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


def _candidates(paths: list[Path], without: set[Path]) -> Iterator[tuple[Path, str, bool]]:
    """Each file once, its name from the folder that holds all paths, and whether it was named itself."""
    seen: set[Path] = set()
    base = _folder_of_all(paths)
    for path in paths:
        for found in sorted(path.rglob("*")) if path.is_dir() else (path,):
            hidden = any(part.startswith((".", "~$")) for part in found.relative_to(path).parts)
            if found != path and (hidden or not found.is_file()):
                continue
            resolved = found.resolve()
            if resolved not in seen and without.isdisjoint(resolved.parents):
                seen.add(resolved)
                name = os.path.relpath(found.absolute(), base) if base else str(found)
                yield found, name.replace(os.sep, "/"), found == path


def _folder_of_all(paths: list[Path]) -> str | None:
    """The folder that holds every path; a folder given alone holds itself. None where they lie on several drives."""
    folders = [path.absolute() if path.is_dir() else path.absolute().parent for path in paths]
    try:
        return os.path.commonpath([os.path.normpath(folder) for folder in folders])
    except ValueError:
        return None


def _open(path: Path, name: str, named_by_user: bool) -> Source | Problem | None:
    if path.suffix.lower() not in _READ and not named_by_user:
        return Problem(
            "FILE-NOT-READ", NOTE, name, None, None, None, None,
            "This file is neither CSV, XML nor a workbook and was not read.", "Nothing, unless it holds records.",
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
    if start.startswith(_WORKBOOK):
        return Source(path, name, is_xml=False, is_workbook=True)
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
