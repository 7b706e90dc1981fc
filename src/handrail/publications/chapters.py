"""One chapter of a publication: its text filled in, and said plainly where its numbers are not there."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from handrail.measures.figures import Figure
from handrail.publications.disclosure import CHILD
from handrail.publications.document import (
    Block,
    BulletList,
    Number,
    Paragraph,
    Section,
    Subheading,
    Table,
    Text,
    parts_of,
)
from handrail.publications.prose import Marks, fill_in, section
from handrail.publications.references import References
from handrail.publications.scene import Scene

_NOT_YET = "We do not have all the numbers for this part yet."


def chapter(name: str, source: str, scene: Scene) -> Section:
    """A chapter from its text. Raises ChapterError naming the file, the line and the remedy."""
    marks = Marks()
    made = section(name, fill_in(name, source, References(scene).give, marks), marks)
    if scene.shown.policy.audience == CHILD:
        return replace(made, blocks=(*_cautions(made), *_without_what_we_do_not_have(made)))
    blocks = tuple(_where_there_are_numbers(made))
    why = _absent(made.blocks) if len(blocks) == 1 else ""
    return replace(made, blocks=(*_cautions(made), *blocks), lacks=why)


def _cautions(of: Section) -> Iterator[Block]:
    """What its figures leave out because the data begin later or end earlier, at its head."""
    notes = dict.fromkeys(one.note for one in _figures(of.blocks) if one.note and one.numerator is not None)
    for note in notes:
        yield Paragraph((Text(str(note), strong=True),))


def _where_there_are_numbers(of: Section) -> Iterator[Block]:
    """Its parts under their headings; where none of the numbers of one is there, it says so once and why."""
    parts = list(_parts(of.blocks))
    absent = [_absent(part) for part in parts]
    if any(absent) and all(absent[place] for place, part in enumerate(parts) if _figures(part)):
        yield _no_numbers(next(one for one in absent if one))
        yield from chain.from_iterable(part for part in parts if _is_prose(part))
        return
    for part, why in zip(parts, absent, strict=True):
        if why:
            yield from part[:1] if isinstance(part[0], Subheading) else ()
            yield _no_numbers(why)
        elif not (len(part) == 1 and isinstance(part[0], Subheading)):
            yield from part


def _is_prose(part: tuple[Block, ...]) -> bool:
    """Whether a part has a heading, and words under it that no number is among."""
    return isinstance(part[0], Subheading) and len(part) > 1 and not _figures(part)


def _without_what_we_do_not_have(of: Section) -> Iterator[Block]:
    """For children: everything but the numbers nobody loaded; under each heading it is said once that we lack some."""
    for part in _parts(of.blocks):
        lacking = [block for block in part if _figures((block,)) and _absent((block,))]
        yield from (block for block in part if block not in lacking)
        if lacking:
            yield Paragraph((Text(_NOT_YET),))


def _parts(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Subheading) and block.level == 2 and part:
            yield tuple(part)
            part = []
        part.append(block)
    if part:
        yield tuple(part)


def _absent(part: tuple[Block, ...]) -> str:
    """Why none of the numbers of a part is there; empty where one is, or where it has none."""
    figures = _figures(part)
    if not figures or any(one.numerator is not None for one in figures):
        return ""
    return next((one.note for one in figures if one.note), "") or "No source for it was loaded."


def _no_numbers(why: str) -> Paragraph:
    return Paragraph((Text(f"{why.rstrip('.')}. There are no numbers here until it is loaded."),))


def _figures(blocks: tuple[Block, ...]) -> list[Figure]:
    numbers = chain.from_iterable(
        parts_of(block) for block in blocks if isinstance(block, Paragraph | BulletList | Table)
    )
    return [one.figure for one in numbers if isinstance(one, Number) and one.figure is not None]
