"""What people do to an edition: draft, answer, check, approve, send back, publish. Each is one step of its history.

The table in `handrail.workflows.editions` says who may do what when; here it is carried out, all or nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from handrail.editions import manifest_file
from handrail.editions.earlier import figures_of, printed_in
from handrail.editions.folder import MANIFEST, Editions, editions_of, read, seal, sealed
from handrail.editions.making import Made, Maker, Source, freeze
from handrail.editions.manifest import Manifest, is_name, key, label
from handrail.editions.refused import EditionRefused
from handrail.editions.release import this_release
from handrail.editions.verify import damage
from handrail.workflows import editions as moves
from handrail.workflows.table import NotAllowed, Step


class Who(NamedTuple):
    """Who does it, in which role, and when (with a time zone)."""

    by: str
    role: str
    at: datetime


def draft(
    editions: Editions, authority: str, source: Source, maker: Maker, who: Who, earlier: Iterable[Path] = ()
) -> Path:
    """Make an edition, or make the one of this period and audience that is still a draft anew, and return its folder.

    `earlier` are the published editions it compares with: their figures become the source's `earlier`. Its `already` is
    what all published editions have printed.
    Raises EditionRefused, and then nothing has changed.
    """
    if not is_name(source.publication):
        raise EditionRefused(f"'{source.publication}' is no name for a publication. Use small letters, digits and _.")
    compared = list(earlier)
    with editions.writing(who.at, authority):
        period_folder = editions.folder / source.publication / label(source.period)
        before = editions.of_period(period_folder)
        unpublished = (each for each in before if not each.is_published and each.audience == source.audience)
        open_draft = next(unpublished, None)
        new = Manifest(
            authority=authority,
            publication=source.publication,
            period=source.period,
            number=open_draft.number if open_draft else 1 + max((each.number for each in before), default=0),
            audience=source.audience,
            settings=dict(source.settings),
            release=this_release(),
            earlier=tuple(map(sealed, compared)),
            steps=open_draft.steps if open_draft else (),
        )
        new = _allowed(new, Step(moves.DRAFT, *who))
        source = replace(source, earlier=figures_of(compared), already=printed_in(editions))
        made = _made(maker, source)
        place = period_folder / str(new.number)
        with editions.replacing(place) as folder:
            new = replace(new, findings=tuple(made.findings), files=freeze(source, made, folder))
            (folder / MANIFEST).write_bytes(manifest_file.written(new))
    return place


def answer(place: Path, number: int, words: str, who: Who) -> Manifest:
    """Answer a question of the safeguards, by its number from 1, in words."""

    def of(manifest: Manifest) -> Step:
        if not 1 <= number <= len(manifest.questions):
            raise EditionRefused(f"There is no question {number}. This edition has {len(manifest.questions)}.")
        return Step(moves.ANSWER, *who, words, key(manifest.questions[number - 1]))

    return _step(place, who, of)


def check(place: Path, who: Who, note: str = "") -> Manifest:
    """Say that it is right: by somebody who did not draft it."""
    return _step(place, who, lambda _: Step(moves.CHECK, *who, note))


def approve(place: Path, who: Who, note: str = "") -> Manifest:
    """Answer for it: by somebody who neither drafted nor checked it, once every question is answered."""
    return _step(place, who, lambda _: Step(moves.APPROVE, *who, note))


def send_back(place: Path, reason: str, who: Who) -> Manifest:
    """Make it a draft again. A damaged one may be sent back too: so it can be drafted anew."""
    return _step(place, who, lambda _: Step(moves.SEND_BACK, *who, reason), must_be_whole=False)


def publish(place: Path, who: Who, note: str = "") -> str:
    """Freeze it for good, and return its seal: write that down where the decision is minuted."""
    _step(place, who, lambda _: Step(moves.PUBLISH, *who, note))
    return seal(place)


def _step(place: Path, who: Who, step: Callable[[Manifest], Step], must_be_whole: bool = True) -> Manifest:
    editions = editions_of(place)
    with editions.writing(who.at):
        old = read(place)
        new = _allowed(old, step(old))
        if must_be_whole:
            _refuse_damaged(place)
        editions.step(place, new)
    return new


def _allowed(manifest: Manifest, step: Step) -> Manifest:
    try:
        return manifest.with_step(step)
    except NotAllowed as error:
        raise EditionRefused(str(error)) from None


def _refuse_damaged(place: Path) -> None:
    for problem in damage(place):
        raise EditionRefused(
            f"The edition is not as it was drafted. {problem.message} Send it back and draft it again."
        )


def _made(maker: Maker, source: Source) -> Made:
    try:
        return maker(source)
    except ValueError as error:
        raise EditionRefused(str(error)) from error
