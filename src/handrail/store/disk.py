"""Writing to disk so that a file is there whole or not at all, and one writer at a time."""

import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from handrail.store.refused import StoreRefused

PARTIAL = ".partial"


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put a file in place in one step: written beside it, forced to disk, renamed. `force` its folder afterwards.

    `mode` gives it other permissions than new files have.
    """
    partial = path.with_name(f".{path.name}{PARTIAL}")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            partial.chmod(mode)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def force(folder: Path) -> None:
    """Force a folder's list of names, or what a file holds, to disk, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refusal(error: OSError) -> str:
    """What the disk refused, in words a person can act on."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "there is no room left on the disk. Free some and try again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "this account may not write there, or not read. Ask for the right, or choose another folder"
    return f"the disk answered: {error.strerror or type(error).__name__}"


@contextmanager
def locked(path: Path, at: datetime, busy: str = "Another import is at work on this store") -> Iterator[None]:
    """Hold the lock of a store, or of another folder; `busy` says that somebody else does.

    The operating system holds the lock and lets go when the holder ends, however it ends: a lock can never be left
    behind. The text in the file only says who holds it. Raises StoreRefused where another holds it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _take(handle):
            raise StoreRefused(f"{busy}{_holder(path)}. Try again when it has ended.")
        _say(handle, json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": at.isoformat()}))
        try:
            yield
        finally:
            with suppress(OSError):
                _say(handle, "")
    finally:
        os.close(handle)


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return f" (process {int(said['pid'])} on {said['host']}, since {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _say(handle: int, text: str) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, text.encode())


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, 1_000_000, os.SEEK_SET)  # beyond the text, so that others can still read it
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
