"""The trail as a file: whole, so that anyone can verify it; or what concerns one child or some days, to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from handrail.service.audit import models
from handrail.service.audit.rows import found_in, seal_of
from handrail.service.audit.sealing import end_of
from handrail.service.authorities.models import Authority
from handrail.service.clock import LONDON
from handrail.trail.chain import End, Sealed, genesis
from handrail.trail.entry import Entry, content
from handrail.trail.file import export, written_line

EXTRACT = "handrail-trail-extract/1"
_CHUNK = 2_000


@dataclass(frozen=True)
class Part:
    """What an extract is about: one child, and the first and last day, as far as they are given."""

    child: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def condition(self) -> Q:
        """On entries."""
        found = Q()
        if self.child:
            found &= Q(pk__in=models.EntryChild.objects.filter(child=self.child).values("entry_id"))
        if self.first:
            found &= Q(at__gte=_midnight(self.first))
        if self.last:
            found &= Q(at__lt=_midnight(self.last + timedelta(days=1)))
        return found


def whole(authority: Authority) -> Iterator[bytes]:
    """The lines of the whole trail of the authority whose wall is open: what `handrail verify-audit` reads.

    It goes as far as the trail is sealed now; what is sealed while it is written stands in it as not sealed yet. Rows
    are written as they are found, also where somebody made of one what Handrail would never write.
    """
    end = end_of(authority)
    seals = models.Seal.objects.filter(batch__lte=end.batch).order_by("batch")
    return export(
        authority.key,
        _sealed(authority, end),
        (seal_of(each) for each in seals.iterator(_CHUNK)),
        _unsealed(authority, end),
    )


def _sealed(authority: Authority, end: End) -> Iterator[Sealed]:
    rows = models.Sealed.objects.filter(position__lte=end.position).select_related("entry").order_by("position")
    return (Sealed(each.position, found_in(each.entry, authority.key), each.link) for each in rows.iterator(_CHUNK))


def _unsealed(authority: Authority, end: End) -> Iterator[Entry]:
    """Every entry without a place in this file, whether or not it says that it waits."""
    later = Q(sealed=None) | Q(sealed__position__gt=end.position)
    rows = models.Entry.objects.filter(later).order_by("id")
    return (found_in(each, authority.key) for each in rows.iterator(_CHUNK))


def extract(authority: Authority, part: Part) -> Iterator[bytes]:
    """The entries of a part, each with its position and link, by which it is found in the whole trail.

    A part of a chain cannot be verified by itself, so it has a format of its own.
    """
    rows = models.Entry.objects.filter(part.condition).select_related("sealed").order_by("id")
    days = {name: day.isoformat() if day else "" for name, day in (("first", part.first), ("last", part.last))}
    of = {"authority": authority.key, "genesis": genesis(authority.key)}
    yield written_line({"line": "header", "format": EXTRACT, **of})
    yield written_line({"line": "part", "child": part.child, **days})
    for row in rows.iterator(_CHUNK):
        yield written_line({"line": "entry", **_place(row), "entry": content(found_in(row, authority.key))})
    yield written_line({"line": "end"})


def _place(row: models.Entry) -> dict[str, Any]:
    sealed = getattr(row, "sealed", None)
    return {"position": sealed.position, "link": sealed.link} if sealed else {"position": 0, "link": ""}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
