"""What an outline asks of a document besides its chapters: numbered paragraphs, appendices, who approves it, who signs it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from string import ascii_uppercase

from handrail.profiles import Profile
from handrail.publications.document import Approval, Block, Paragraph, Section, Subheading, Text
from handrail.publications.library import Publication
from handrail.publications.numbers import long_date
from handrail.publications.scene import Scene
from handrail.publications.writers.files import PDF


def finished(of: Publication, chapters: Sequence[Section], profile: Profile) -> tuple[Section, ...]:
    """The chapters as the outline has them, those without numbers together, with its approval and signatures at the end."""
    sections = [*_together(chapters), *_approval(of, profile)]
    return tuple(_numbered(sections)) if of.numbered else tuple(sections)


def appended_file(name: str, kind: str) -> str:
    """The name an appendix is kept under beside the document: annual-report.pdf."""
    return f"{name.replace('_', '-')}.{kind.rpartition('.')[2]}"


def appendices(scene: Scene) -> list[Block]:
    """What is promised as an appendix: which publication it is, and the file it stands in."""
    blocks: list[Block] = []
    for letter, name in zip(ascii_uppercase, scene.appendices, strict=False):
        title = scene.words.publication(name)
        blocks += [
            Subheading(f"appendix-{letter.lower()}", f"Appendix {letter}: {title}"),
            Paragraph(
                (Text(f"Made of the same record by the same definitions, in the file {appended_file(name, PDF)}."),)
            ),
        ]
    return blocks


def _together(chapters: Sequence[Section]) -> Iterator[Section]:
    """The chapters; those that would each say on a page of their own that they have no numbers are one, where the last stood."""
    lacking = [one for one in chapters if one.lacks]
    for one in chapters:
        if not one.lacks or len(lacking) == 1:
            yield one
        elif one is lacking[-1]:
            yield _without_numbers(lacking)


def _without_numbers(lacking: Sequence[Section]) -> Section:
    blocks = chain.from_iterable((Subheading(one.id, one.title), *one.blocks) for one in lacking)
    return Section("chapters-without-numbers", "Chapters without numbers", tuple(blocks))


def _approval(of: Publication, profile: Profile) -> Iterator[Section]:
    roles = tuple(profile.labels("roles")[role] for role in of.signatures)
    if roles or of.approved_by:
        title = "Approval" if of.approved_by else "Signatures"
        yield Section("approval", title, (Approval((Text(_approved(of)),), roles),))


def _approved(of: Publication) -> str:
    """By whom and when; or by whom, in which order, while nobody has."""
    if not of.approved_by:
        return "Signed for the service:"
    if of.approved_on:
        last = "; the last of them" if of.approved_by[1:] else ""
        return f"Approved by the {_listed(of.approved_by)}{last} on {long_date(of.approved_on)}."
    return f"To be approved by the {', then the '.join(of.approved_by)}."


def _listed(names: Sequence[str]) -> str:
    return " and the ".join(filter(None, (", the ".join(names[:-1]), names[-1])))


def _numbered(sections: Sequence[Section]) -> Iterator[Section]:
    for place, section in enumerate(sections, 1):
        yield replace(section, number=f"{place}", blocks=tuple(_paragraphs(section.blocks, place)))


def _paragraphs(blocks: Sequence[Block], chapter: int) -> Iterator[Block]:
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            number += 1
            yield replace(block, number=f"{chapter}.{number}")
        else:
            yield block
