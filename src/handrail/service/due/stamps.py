"""What the ledger is worked out from, besides the record of one child: versions, by which it is known to be behind."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from handrail.service.authorities.models import ProfileVersion
from handrail.service.due.models import Stamp
from handrail.service.records.models import Coverage

_CALENDAR = "bank_holidays.csv"


class Versions(NamedTuple):
    """The record's and the profile's by their number (None: there is none yet), the law's and the calendar's by hash."""

    record: int | None
    law: str
    calendar: str
    profile: int | None


def versions() -> Versions:
    """The versions in force in the open wall's authority now. Raises NoWall."""
    record = Coverage.objects.values_list("version", flat=True).first()
    profile = ProfileVersion.objects.order_by("-id").values_list("id", flat=True).first()
    return Versions(record, law(), calendar(), profile)


@cache
def law() -> str:
    """The rules and figures this program counts by: a hash of them all."""
    return _hash(one for one in _files(files("handrail.timescales")) if one.name != _CALENDAR)


@cache
def calendar() -> str:
    """The holidays this program counts by, as a hash."""
    return _hash([files("handrail.timescales") / _CALENDAR])


def behind() -> tuple[str, ...]:
    """What has changed since the ledger was worked out whole: of record, law, calendar and profile. Raises NoWall.

    All of them where it never was.
    """
    stamp, now = Stamp.objects.first(), versions()
    if stamp is None:
        return Versions._fields
    changed = {name for name in Versions._fields if getattr(stamp, name) != getattr(now, name)}
    if stamp.overtaken:
        changed.add("record")
    return tuple(name for name in Versions._fields if name in changed)


def is_stale() -> bool:
    """Whether the ledger must be worked out whole again. Raises NoWall."""
    return bool(behind())


def _files(folder: Traversable) -> "list[Traversable]":
    found: list[Traversable] = []
    for one in folder.iterdir():
        if one.is_dir():
            found += _files(one) if one.name != "__pycache__" else []
        elif one.name.endswith((".py", ".toml", ".csv")):
            found.append(one)
    return sorted(found, key=lambda each: each.name)


def _hash(found: Any) -> str:
    together = sha256()
    for one in found:
        together.update(one.name.encode() + b"\0" + sha256(one.read_bytes()).digest())
    return together.hexdigest()
