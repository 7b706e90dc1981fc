"""Editions of the publications there are: a request as a source that can be frozen, and a frozen source made again."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from handrail.editions.making import Made, Source
from handrail.profiles import parse
from handrail.publications.library import publication
from handrail.publications.making import Request, make, publication_of, request_of_appendix
from handrail.publications.writers.files import FIGURES

_FILE = re.compile(r"(?P<of>(?:[a-z_]+\.)?)[0-9]+-(?P<name>.+)\.md", re.DOTALL)


def source_of(request: Request, profile: str) -> Source:
    """What a request asks for, with nothing left that could change: chapters and audience are as they are outlined now.

    `profile` is its text. Raises ValueError where a chapter cannot be read.
    """
    of = publication_of(request)
    appended = {name: publication_of(request_of_appendix(request, name)).chapters for name in of.appendices}
    return Source(
        publication=request.publication,
        period=request.period,
        audience=of.audience,
        settings=dict(request.settings),
        record=request.record,
        profile=profile.encode(),
        chapters=dict(
            chain(_files("", of.chapters), *(_files(f"{name}.", chapters) for name, chapters in appended.items()))
        ),
        problems=tuple(request.problems),
        not_run=tuple(request.not_run),
        corrections=request.corrections,
        comparators=request.comparators,
    )


def made_of(source: Source) -> Made:
    """The publication. The exact figures are kept beside its files and not among them: those are for readers.

    Raises ValueError, in words for its author, where it cannot be made or says what its figures do not bear.
    """
    made = make(
        Request(
            publication=source.publication,
            period=source.period,
            record=source.record,
            profile=parse(source.profile.decode(), "profile.toml").on(source.period.last),
            settings=dict(source.settings),
            problems=source.problems,
            not_run=source.not_run,
            corrections=source.corrections,
            earlier=source.earlier,
            already=source.already,
            audience=source.audience,
            comparators=source.comparators,
            chapters=_texts("", source),
            appended={name: _texts(f"{name}.", source) for name in publication(source.publication).appendices},
        )
    )
    files = {name: data for name, data in made.files.items() if name != FIGURES}
    return Made(files, made.figures, made.questions, (made.printed,))


def _files(of: str, chapters: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The files that chapters are kept in, numbered in their order; those of an appendix begin with its name."""
    width = max(len(str(len(chapters))), 2)
    for place, (name, text) in enumerate(chapters.items(), 1):
        yield f"{of}{place:0{width}}-{name}.md", text.encode()


def _texts(of: str, source: Source) -> dict[str, str]:
    """The chapters kept in such files, by their names."""
    found = ((_FILE.fullmatch(name), text) for name, text in source.chapters.items())
    return {one["name"]: text.decode() for one, text in found if one and one["of"] == of}
