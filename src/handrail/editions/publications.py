"""Editions of the publications there are: a request as a source that can be frozen, and a frozen source made again."""

import re

from handrail.editions.making import Made, Source
from handrail.profiles import parse
from handrail.publications.making import Request, make, publication_of
from handrail.publications.writers.files import FIGURES

_NUMBER = re.compile(r"^[0-9]+-")


def source_of(request: Request, profile: str) -> Source:
    """What a request asks for, with nothing left that could change: chapters and audience are as they are outlined now.

    `profile` is its text. Raises ValueError where a chapter cannot be read.
    """
    of = publication_of(request)
    width = max(len(str(len(of.chapters))), 2)
    return Source(
        publication=request.publication,
        period=request.period,
        audience=of.audience,
        settings=dict(request.settings),
        record=request.record,
        profile=profile.encode(),
        chapters={
            f"{place:0{width}}-{name}.md": text.encode() for place, (name, text) in enumerate(of.chapters.items(), 1)
        },
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
            chapters={
                _NUMBER.sub("", name).removesuffix(".md"): text.decode() for name, text in source.chapters.items()
            },
        )
    )
    files = {name: data for name, data in made.files.items() if name != FIGURES}
    return Made(files, made.figures, made.questions, (made.printed,))
