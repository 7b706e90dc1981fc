"""Making an edition again from what was frozen: the same bytes with the same release, the same numbers with a later one."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handrail.editions.folder import home, plain_words, read
from handrail.editions.making import Frozen, Maker, freeze, thaw
from handrail.editions.manifest import Kept
from handrail.editions.refused import EditionRefused
from handrail.editions.release import Release, this_release
from handrail.measures.figures import Figure
from handrail.publications.restatements import numbers, pairs


@dataclass(frozen=True)
class FileDifference:
    """A file whose bytes differ, or that only one of the two has. `then` and `now` are its SHA-256."""

    path: str
    then: str | None
    now: str | None


@dataclass(frozen=True)
class FigureDifference:
    """A figure that differs, or that only one of the two has."""

    then: Figure | None
    now: Figure | None

    @property
    def figure(self) -> Figure:
        """Either, for what it is of."""
        found = self.then or self.now
        assert found is not None  # noqa: S101 - one of the two is there by construction
        return found

    @property
    def definition_changed(self) -> bool:
        """Whether it is no longer defined as it was."""
        return bool(self.then and self.now and self.then.definition != self.now.definition)


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild showed."""

    then: Release
    now: Release
    files: tuple[FileDifference, ...]
    figures: tuple[FigureDifference, ...]

    @property
    def same_release(self) -> bool:
        """Whether the release is the one that made the edition."""
        return self.then == self.now

    @property
    def holds(self) -> bool:
        """Whether it is what was promised: every byte with the same release, every number with another."""
        return not self.files if self.same_release else not self.figures


def rebuild(place: Path, maker: Maker, out: Path | None = None) -> Rebuilt:
    """Make it again, into `out` where that is given. Raises EditionRefused where it is damaged or cannot be made."""
    manifest, folder = read(place), home(place)
    source = thaw(manifest, folder)
    try:
        made = maker(source)
    except ValueError as error:
        raise EditionRefused(f"This release cannot make it: {error}") from error
    with tempfile.TemporaryDirectory() as temporary, plain_words():
        again = freeze(source, made, _empty(out) if out else Path(temporary))
    return Rebuilt(
        manifest.release,
        this_release(),
        tuple(_files(manifest.files, again)),
        figure_differences(Frozen(manifest, folder).figures(), made.figures),
    )


def figure_differences(then: Iterable[Figure], now: Iterable[Figure]) -> tuple[FigureDifference, ...]:
    """Every figure that is not in both with the same numbers, in the order of the first."""
    return tuple(FigureDifference(one, other) for one, other in pairs(then, now) if _said(one) != _said(other))


def _said(figure: Figure | None) -> tuple[object, ...] | None:
    return None if figure is None else (*numbers(figure), figure.not_assessable, figure.not_recorded)


def _files(then: Iterable[Kept], now: Iterable[Kept]) -> Iterable[FileDifference]:
    before, after = ({kept.path: kept.sha256 for kept in files} for files in (then, now))
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            yield FileDifference(path, before.get(path), after.get(path))


def _empty(out: Path) -> Path:
    with plain_words():
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise EditionRefused(f"'{out}' is not empty. Name a new or an empty folder.")
        out.mkdir(parents=True, exist_ok=True)
    return out
