"""Whether a workbook is safe to open: told from the zip directory first, then from every byte as it unpacks.

A workbook is a zip of XML. A few kilobytes can unpack to terabytes, one short text can stand for a million cells, and a
single cell at the far corner can stand for seventeen thousand million empty ones; so sizes are believed only once
counted. Nothing in a workbook is ever run, and no link in it is followed.
"""

import mmap
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from handrail.record.problems import NOTE, Problem
from handrail.returns.sources import Source, file_problem
from handrail.returns.workbook_scan import STRING_CELL, OdsScan, SharedTexts, SheetScan

MAX_PACKED = 100 * 2**20
MAX_UNPACKED = 400 * 2**20
MAX_RATIO = 200  # real lists pack 10 to 60 times; a bomb packs a thousand times
MAX_PARTS = 5_000
MAX_CELLS = 8_000_000  # rows times columns of one sheet, from its first cell to its last
MAX_TEXT = 400 * 2**20
_SMALL = 10 * 2**20  # up to this size the ratio says nothing
_CHUNK = 2**20
_LONGEST_TAG = 2**20

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DATE_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""")
_AGAIN = "Save the workbook again as .xlsx and load it again."
_AS_CSV = "Save only the sheets that are needed to a new workbook, and load that."


class _Refused(Exception):
    """Why the workbook is not opened: rule, what is wrong, what to do."""

    def __init__(self, rule: str, what: str, remedy: str) -> None:
        super().__init__(rule, what, remedy)
        self.rule, self.what, self.remedy = rule, what, remedy


@dataclass(frozen=True)
class Checked:
    """What the check learnt: whether it is an OpenDocument sheet, and whether its days count from 1904."""

    is_ods: bool
    from_1904: bool


def check(source: Source, problems: list[Problem]) -> Checked | None:
    """What kind of workbook this is; None, with a problem that says why, for one that is not to be opened."""
    try:
        _refuse_old_or_locked(source)
        with zipfile.ZipFile(source.path) as package:
            return _check_package(source, package, problems)
    except _Refused as refused:
        problems.append(file_problem(refused.rule, source.name, f"{source.name} {refused.what}", refused.remedy))
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        what = f"The file could not be read: {reason}."
        problems.append(file_problem("FILE-UNREADABLE", source.name, what, "Check the path and the permissions."))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, UnicodeError):
        what = f"{source.name} is cut short or damaged: it cannot be unpacked. Nothing in it was read."
        problems.append(file_problem("FILE-WORKBOOK-BROKEN", source.name, what, _AGAIN))
    return None


def _refuse_old_or_locked(source: Source) -> None:
    size = source.path.stat().st_size
    if size > MAX_PACKED:
        what = f"is larger than {MAX_PACKED // 2**20} MiB, more than any workbook of lists is."
        raise _Refused("FILE-TOO-LARGE", what, "Save each sheet as CSV (comma separated, UTF-8) and load those.")
    with source.path.open("rb") as file:
        if file.read(4) != _OLE:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            locked = data.find(_ENCRYPTED_PACKAGE) >= 0
    if locked:
        raise _password()
    what = "is of the old kind that Excel wrote before 2007 (.xls), which cannot be checked before it is opened."
    raise _Refused("FILE-OLD-WORKBOOK", what, "Open it in Excel, save it as .xlsx and load that.")


def _password() -> _Refused:
    what = "is protected by a password."
    return _Refused("FILE-PASSWORD", what, "Save a copy without the password, load that, and delete the copy.")


def _check_package(source: Source, package: zipfile.ZipFile, problems: list[Problem]) -> Checked:
    parts = package.infolist()
    _refuse_by_directory(parts)
    names = {part.filename for part in parts}
    is_ods = _is_ods(names, package)
    if not is_ods and "xl/workbook.xml" not in names:
        if "xl/workbook.bin" in names:
            what = "is a binary workbook (.xlsb), which cannot be checked before it is opened."
            raise _Refused("FILE-OLD-WORKBOOK", what, "Open it in Excel, save it as .xlsx and load that.")
        what = "is a zip archive, but no workbook (.xlsx, .xlsm or .ods)."
        raise _Refused("FILE-NO-WORKBOOK", what, "Load the files in it one by one, or the right file.")
    from_1904 = _unpack_all(package, parts, is_ods)
    problems.extend(_notes(source.name, names))
    return Checked(is_ods, from_1904)


def _refuse_by_directory(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the directory says; whether it says the truth is seen while unpacking."""
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise _password()
    if len(parts) > MAX_PARTS:
        raise _bomb(f"has {len(parts):,} parts; a workbook has at most {MAX_PARTS:,}.")
    if len(set(names)) != len(names):
        raise _Refused("FILE-WORKBOOK-BROKEN", "holds two parts of one name. Nothing in it was read.", _AGAIN)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise _bomb(f"unpacks to {unpacked // 2**20:,} MiB; at most {MAX_UNPACKED // 2**20} MiB are read.")
    for part in parts:
        if part.file_size > _SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise _bomb(f"holds a part packed more than {MAX_RATIO} times smaller than it is ({part.filename[:80]}).")


def _bomb(what: str) -> _Refused:
    return _Refused("FILE-ZIP-BOMB", f"{what} It was not opened.", _AS_CSV)


def _is_ods(names: set[str], package: zipfile.ZipFile) -> bool:
    if not {"mimetype", "content.xml"} <= names:
        return False
    with package.open("mimetype") as part:
        if part.read(200).strip() not in (_ODS_TYPE, _ODS_TYPE + b"-template"):
            return False
    if "META-INF/manifest.xml" in names:
        with package.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(_CHUNK):
                raise _password()
    return True


def _notes(name: str, names: set[str]) -> Iterator[Problem]:
    if any(part.lower().endswith("vbaproject.bin") or part.startswith("Basic/") for part in names):
        what = f"{name} holds macros. None was run: only the values of its cells were read."
        yield Problem("FILE-MACROS", NOTE, name, None, None, None, None, what, "Nothing, if you know who made it.")
    if any(part.startswith("xl/externalLinks/") and part.endswith(".xml") for part in names):
        what = f"{name} holds links to other files. None was followed: the values last saved were read."
        remedy = "Open it, update the links, save it and load it again, if the values may be old."
        yield Problem("FILE-EXTERNAL-LINKS", NOTE, name, None, None, None, None, what, remedy)


# --- unpacking, counting as it goes


def _unpack_all(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], is_ods: bool) -> bool:
    """Unpack every part once, refusing what is too large or declares entities; whether days count from 1904."""
    left = MAX_UNPACKED
    from_1904 = False
    texts = array("L")
    heavy: list[zipfile.ZipInfo] = []
    for part in sorted(parts, key=lambda each: not each.filename.lower().endswith("sharedstrings.xml")):
        scan = OdsScan() if is_ods else SheetScan()
        strings = SharedTexts(texts) if part.filename.lower().endswith("sharedstrings.xml") else None
        size = 0
        for chunk, tail in _chunks(package, part):
            size += len(chunk)
            if size > left:
                raise _bomb(f"unpacks to more than {MAX_UNPACKED // 2**20} MiB.")
            text = tail + chunk
            if _DOCTYPE.search(text):
                what = f"declares a document type or entities in {part.filename[:80]}, which no workbook needs and which can do harm. It was not opened."
                raise _Refused("FILE-XML-ENTITY", what, _AGAIN)
            if strings is not None:
                strings.feed(text, len(tail))
            else:
                scan.feed(text, len(tail))
            if part.filename == "xl/workbook.xml":
                from_1904 = from_1904 or bool(_DATE_1904.search(text))
        if size != part.file_size:
            raise zipfile.BadZipFile("the directory and the part disagree on its size")
        left -= size
        _refuse_extents(part.filename, scan)
        if texts and scan.cells * max(texts) > MAX_TEXT:
            heavy.append(part)
    for part in heavy:
        _refuse_repeated_text(package, part, texts)
    return from_1904


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """The part in pieces, each with the unfinished tag the piece before ended in.

    The directory's size is set aside: another reader would not stop where it says.
    """
    unbelieved = copy(part)
    unbelieved.file_size = MAX_UNPACKED + 1
    tail = b""
    with package.open(unbelieved) as file:
        while chunk := file.read(_CHUNK):
            yield chunk, tail
            text = tail + chunk
            opened = text.rfind(b"<")
            tail = text[opened:] if opened > text.rfind(b">") else b""
            if len(tail) > _LONGEST_TAG:
                raise zipfile.BadZipFile("a tag without end")


def _refuse_extents(part: str, scan: SheetScan | OdsScan) -> None:
    for rows, columns in scan.extents():
        if rows * columns > MAX_CELLS:
            what = f"has a sheet ({part[:80]}) whose cells reach to row {rows:,} and column {columns:,}; at most {MAX_CELLS:,} cells are read. It was not opened."
            remedy = "Delete what stands far below or beside the list (Ctrl+End goes there), save and load again."
            raise _Refused("FILE-SHEET-TOO-LARGE", what, remedy)
    if scan.text > MAX_TEXT:
        raise _bomb(f"repeats its texts until they fill {scan.text // 2**20:,} MiB.")


def _refuse_repeated_text(package: zipfile.ZipFile, part: zipfile.ZipInfo, texts: "array[int]") -> None:
    """Refuse a sheet whose cells, each holding its own copy of a shared text, could not be held."""
    total = 0
    for chunk, tail in _chunks(package, part):
        for number in STRING_CELL.findall(tail + chunk):
            index = int(number)
            total += texts[index] if index < len(texts) else 0
    if total > MAX_TEXT:
        raise _bomb(f"repeats its texts until they fill {total // 2**20:,} MiB.")
