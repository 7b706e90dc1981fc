"""The editions of an authority on disk, as far as somebody may see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from handrail.editions.folder import Editions, is_editions, read, seal
from handrail.editions.manifest import OUTPUTS, Kept, Manifest
from handrail.editions.refused import EditionRefused
from handrail.permissions import CARE
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit

FOR_READERS = frozenset({"public", "board", "child"})
"""The audiences that are not of the service itself: what was published for it alone stays there."""


@dataclass(frozen=True)
class Edition:
    """An edition, and the folder it lies in."""

    place: Path
    manifest: Manifest

    @property
    def outputs(self) -> list[Kept]:
        """What readers are given."""
        return [one for one in self.manifest.files if one.path.startswith(f"{OUTPUTS}/")]

    @property
    def seal(self) -> str:
        """One hash over all of it; blank before it is published."""
        return seal(self.place) if self.manifest.is_published else ""


def editions_of(authority: Authority) -> Editions:
    """Where they lie, whether or not there are any yet."""
    return Editions(Path(settings.HANDRAIL.data) / authority.key / "editions")


def all_of(visit: Visit) -> Iterator[Edition]:
    """The editions the visit may see, latest period first."""
    editions = editions_of(visit.authority)
    if is_editions(editions.folder):
        found = [Edition(place, one) for place, one in editions.all().items() if _may_see(visit, one)]
        yield from sorted(found, key=lambda one: (one.manifest.period.last, one.manifest.number), reverse=True)


def one_of(visit: Visit, publication: str, period: str, number: int) -> Edition | None:
    """One edition; None where there is none, or it is not theirs to see."""
    place = editions_of(visit.authority).folder / publication / period / str(number)
    try:
        found = read(place)
    except EditionRefused:
        return None
    return Edition(place, found) if _may_see(visit, found) else None


def _may_see(visit: Visit, one: Manifest) -> bool:
    """A draft is for those who may read drafts; what was published for the service alone is for the service."""
    if not one.is_published:
        return bool(visit.reach("read", "publication_draft", CARE))
    return visit.reach("read", "publication", CARE).whole or one.audience in FOR_READERS
