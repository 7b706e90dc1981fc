"""Unpacking an archive that somebody handed in: sizes are believed only once counted, and nothing lands outside.

A zip of a few kilobytes can unpack to terabytes, name files above its folder, or be links to others.
"""

import stat
import zlib
from pathlib import Path, PurePosixPath
from shutil import rmtree
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_FILES = 2_000
MOST_BYTES = 2**30
MOST_DEEP = 8
MOST_RATIO = 200  # returns pack 10 to 60 times, XML at most 100; a bomb packs a thousand times
_SMALL = 10 * 2**20  # up to this size the ratio says nothing
_CHUNK = 2**20
_LEFT_OUT = ("__MACOSX", ".DS_Store", "Thumbs.db")
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz")


class NotUnpacked(ValueError):
    """Why an archive is not unpacked, in words that follow its name, and what to do."""


def is_archive(path: Path) -> bool:
    """Whether this is a zip of files, and not a workbook, which is one too."""
    return path.suffix.lower() == ".zip"


def unpack(path: Path, into: Path) -> None:
    """Unpack an archive into a folder, whole or not at all. Raises NotUnpacked."""
    part = into.with_name(f"{into.name}.part")
    rmtree(part, ignore_errors=True)
    rmtree(into, ignore_errors=True)
    try:
        with ZipFile(path) as archive:
            _unpack_all(archive, part)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError) as error:
        rmtree(part, ignore_errors=True)
        raise NotUnpacked("is damaged, or packed in a way that is not read. Pack it again as a plain zip.") from error
    except NotUnpacked:
        rmtree(part, ignore_errors=True)
        raise
    part.rename(into)


def _unpack_all(archive: ZipFile, into: Path) -> None:
    members = [member for member in archive.infolist() if not member.is_dir() and not _is_left_out(member)]
    _refuse_by_directory(members)
    into.mkdir(parents=True)
    left = MOST_BYTES
    for member in members:
        left = _unpack_one(archive, member, into / PurePosixPath(member.filename), left)


def _unpack_one(archive: ZipFile, member: ZipInfo, target: Path, left: int) -> int:
    """Unpack one file; how many bytes may still come."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(member) as source, target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _too_large()
            if size > _SMALL and size > MOST_RATIO * member.compress_size:
                raise NotUnpacked("unpacks to far more than returns ever do. Hand in the files one by one.")
            file.write(chunk)
    return left - size


def _refuse_by_directory(members: list[ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise NotUnpacked(f"holds more than {MOST_FILES:,} files. Hand in fewer at once.")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise _too_large()
    if any(member.flag_bits & 1 for member in members):
        raise NotUnpacked("is protected by a password. Pack it again without one.")
    if len({member.filename.casefold() for member in members}) != len(members):
        raise NotUnpacked("holds two files of one name. Pack it again with each file once.")
    for member in members:
        _refuse_place(member)


def _refuse_place(member: ZipInfo) -> None:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
        raise NotUnpacked("names files outside its own folder. Nothing in it was read. Pack it again.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise NotUnpacked("holds links to other files. Pack it again with the files themselves.")
    if len(place.parts) > MOST_DEEP:
        raise NotUnpacked(f"holds folders more than {MOST_DEEP} deep. Pack it again with fewer.")
    if place.suffix.lower() in _ARCHIVES:
        raise NotUnpacked("holds another archive. Unpack that one first, and pack its files with the others.")


def _is_left_out(member: ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    return any(part in _LEFT_OUT or part.startswith(("._", "~$")) for part in parts)


def _too_large() -> NotUnpacked:
    return NotUnpacked(f"unpacks to more than {MOST_BYTES // 2**20:,} MB. Hand in fewer files at once.")
