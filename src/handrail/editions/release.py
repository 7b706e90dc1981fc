"""Which release of Handrail made an edition: its version, its code, and the libraries whose bytes end up in files."""

import hashlib
import platform
import re
import zlib
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import handrail

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Release:
    """A release. Two that are equal make the same bytes of the same input. `code` is the SHA-256 of all our files."""

    handrail: str
    code: str
    libraries: dict[str, str]

    def __str__(self) -> str:
        return f"{self.handrail} (code {self.code[:12]})"

    def differs_from(self, other: "Release") -> list[str]:
        """What differs, in words."""
        ours = {"handrail": self.handrail, "code": self.code[:12], **self.libraries}
        theirs = {"handrail": other.handrail, "code": other.code[:12], **other.libraries}
        names = dict.fromkeys([*ours, *theirs])
        return [
            f"{name} {theirs.get(name, 'not there')} then, {ours.get(name, 'not there')} now"
            for name in names
            if ours.get(name) != theirs.get(name)
        ]


@cache
def this_release() -> Release:
    """The release that is running."""
    return Release(handrail.__version__, _code(), _libraries())


def _code() -> str:
    found, package = hashlib.sha256(), Path(handrail.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            for part in (path.relative_to(package).as_posix().encode(), path.read_bytes()):
                found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _libraries() -> dict[str, str]:
    try:
        needed = [match[0] for each in metadata.requires("handrail") or () if (match := _NAME.match(each))]
    except metadata.PackageNotFoundError:
        needed = []
    versions = {name: metadata.version(name) for name in sorted(needed)}
    return {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION, **versions}
