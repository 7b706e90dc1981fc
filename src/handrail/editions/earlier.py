"""Last year's figures from its own snapshot: what a published edition printed, read from what was frozen (G20)."""

from collections.abc import Iterable
from pathlib import Path

from handrail.editions.folder import Editions, read
from handrail.editions.making import Frozen
from handrail.editions.manifest import Manifest
from handrail.editions.refused import EditionRefused
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.publications.printed_before import Printed
from handrail.publications.restatements import identity


def earlier_figures(place: Path) -> tuple[Figure, ...]:
    """Every figure a published edition prints. Raises EditionRefused where it is not published, or is damaged."""
    manifest = read(place)
    if not manifest.is_published:
        raise EditionRefused(f"{manifest.place} is {manifest.state}. Only a published edition may be compared with.")
    return Frozen(manifest, place).figures()


def figures_of(places: Iterable[Path]) -> tuple[Figure, ...]:
    """The figures of several published editions. Of one figure in two, that of the edition of its own period stays.

    So last year's number is the one last year's edition printed as its own, not one a third edition repeats.
    """
    found: dict[object, tuple[bool, Figure]] = {}
    for place in places:
        period = read(place).period
        for figure in earlier_figures(place):
            is_own = period.first <= figure.period_from and figure.period_to <= period.last
            if is_own or identity(figure) not in found:
                kept = found.setdefault(identity(figure), (is_own, figure))
                found[identity(figure)] = kept if kept[0] else (is_own, figure)
    return tuple(figure for _, figure in found.values())


def printed_in(editions: Editions) -> tuple[Printed, ...]:
    """What all published editions have printed. Raises EditionRefused where one is damaged, or may be published unread."""
    every = ((path, _read_to_reckon_with(path)) for path in editions.places())
    return tuple(one for path, each in every if each.is_published for one in Frozen(each, path).printed())


def published_before(editions: Editions, publication: str, period: Period, audience: str) -> list[Path]:
    """The published editions of a publication to compare a period with, newest first.

    Of each earlier period the last; one for the same audience before one for another.
    """
    found = [
        (manifest.audience == audience, manifest.period, path)
        for path, manifest in editions.all().items()  # by number within a period
        if manifest.publication == publication and manifest.period.last < period.first and manifest.is_published
    ]
    latest = {of: path for is_same, of, path in sorted(found, key=lambda each: each[0])}
    return [latest[each] for each in sorted(latest, key=lambda each: each.last, reverse=True)]


def _read_to_reckon_with(place: Path) -> Manifest:
    """An edition that cannot be read may have been published: then a new one could give away what it hid."""
    try:
        return read(place)
    except EditionRefused as error:
        raise EditionRefused(
            f"{error} It may have been published, and what it printed must be reckoned with. "
            "Put it back from a copy; if it was never published, move it out of this folder."
        ) from None
