"""Makes a publication: its figures, its document, everything it must not contradict, and its files."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from handrail.comparators.folder import Store
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of, wrongly_named
from handrail.profiles import Profile
from handrail.publications.chapters import chapter
from handrail.publications.checks import refuse_what_contradicts
from handrail.publications.disclosure import Policy
from handrail.publications.document import Document, Section
from handrail.publications.exhibits.beside import Beside
from handrail.publications.exhibits.declared import Exhibits
from handrail.publications.facts import Facts
from handrail.publications.inputs import ProblemCount, RuleText
from handrail.publications.library import Publication, publication
from handrail.publications.numbers import long_date
from handrail.publications.outlining import appended_file, finished
from handrail.publications.printed_before import Printed, printed_by
from handrail.publications.prose import ChapterError
from handrail.publications.protecting import protected
from handrail.publications.safeguards import Finding, Standing
from handrail.publications.scene import Scene
from handrail.publications.shown import Shown
from handrail.publications.standing import known
from handrail.publications.times import Times
from handrail.publications.words import names_of_values
from handrail.publications.writers.files import PDF, WORD, rendered
from handrail.record.record import Record


@dataclass(frozen=True)
class Request:
    """What a publication is made from. `corrections` is how many stand beside the record, where both views are printed.

    `earlier` are the frozen figures of earlier editions, `already` what publications before it have printed; `text` is a
    folder with the authority's own chapters. `chapters` are the texts themselves by name, in order, where they were
    frozen, `appended` those of each appendix: then nothing else is read. `comparators` are the published figures to set
    beside ours; without them, England's that ship.
    """

    publication: str
    period: Period
    record: Record
    profile: Profile
    settings: dict[str, str] = field(default_factory=dict)
    problems: Sequence[ProblemCount] = ()
    not_run: Sequence[RuleText] = ()
    corrections: int | None = None
    earlier: Sequence[Figure] = ()
    already: Sequence[Printed] = ()
    text: Path | None = None
    audience: str = ""
    chapters: Mapping[str, str] | None = None
    appended: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    comparators: Store | None = None


@dataclass(frozen=True)
class Made:
    """A publication that contradicts nothing: its tree, its files by name, its exact figures, what it tells of them, and
    what it asks its author.
    """

    document: Document
    files: dict[str, bytes]
    figures: tuple[Figure, ...]
    printed: Printed
    questions: tuple[Finding, ...]


def make(request: Request) -> Made:
    """Make a publication. Raises ChapterError, ExhibitError or ValueError in words for its author."""
    wrong = next(wrongly_named(request.profile), None)
    if wrong:
        raise wrong
    appended = {name: _appendix(request, name) for name in publication_of(request).appendices}
    request = replace(request, already=[*request.already, *(one.printed for one in appended.values())])
    document, known_besides, shown = _composed(request, None)
    questions = refuse_what_contradicts(document, known_besides)
    figures = printed(document)
    files = rendered(document, as_json(figures)) | dict(_beside(appended))
    return Made(document, files, figures, printed_by(shown), questions)


def _appendix(request: Request, name: str) -> Made:
    """What is promised as an appendix, made of the same record."""
    try:
        return make(request_of_appendix(request, name))
    except ValueError as error:
        raise ChapterError(f"It promises the {name.replace('_', ' ')}, which cannot be made. {error}") from error


def request_of_appendix(request: Request, name: str) -> Request:
    """The request for an appendix: its own text stands in a folder of its name among the texts, where it is not frozen."""
    text = request.text / name if request.text and (request.text / name).is_dir() else None
    return replace(request, publication=name, chapters=request.appended.get(name), text=text, audience="")


def _beside(appended: Mapping[str, Made]) -> Iterator[tuple[str, bytes]]:
    """The files of the appendices, each under the name it is promised by."""
    for name, made in appended.items():
        for kind in (PDF, WORD):
            yield appended_file(name, kind), made.files[kind]


def compose(request: Request, facts: Facts | None = None) -> tuple[Document, Standing]:
    """The document, before anything is held against it, and what it must hold to."""
    document, known_besides, _ = _composed(request, facts)
    return document, known_besides


def _composed(request: Request, facts: Facts | None) -> tuple[Document, Standing, Shown]:
    of = publication_of(request)
    settings = {**request.profile.settings, **request.settings}
    facts = facts or Facts(request.record, Times(request.period), settings, request.earlier, lists_of(request.profile))
    first = _scene(request, of, Shown.at_first(facts, _policy(request, of)))
    _document(of, first)
    asked = {one.measure.name for one in first.shown.asked.values()}
    scene = _scene(request, of, protected(first.shown, request.already))
    return _document(of, scene), standing(request, of, asked), scene.shown


def publication_of(request: Request) -> Publication:
    """What is to be made: the library's, as the profile outlines it, for the audience asked for."""
    outline = request.profile.outline.get(request.publication)
    if request.chapters is None:
        of = publication(request.publication, outline.chapters if outline else (), request.text)
    else:
        of = replace(publication(request.publication), chapters=dict(request.chapters))
    if outline is None:
        return replace(of, audience=request.audience or of.audience)
    titles = {one.name: one.title for one in outline.chapters if one.title}
    return replace(
        of,
        title=outline.title,
        audience=request.audience or outline.audience,
        titles=titles,
        numbered=outline.numbered,
        signatures=outline.signatures,
        approved_by=outline.approved_by,
        approved_on=outline.approved_on,
    )


def _policy(request: Request, of: Publication) -> Policy:
    """What its audience may see of small numbers."""
    return Policy.of(request.profile, of.audience)


def standing(request: Request, of: Publication, asked: Collection[str]) -> Standing:
    """What the safeguards know of it besides its words; `asked` are the measures it prints."""
    return Standing(
        targets=request.profile.targets,
        flows=known().flows,
        reasons=tuple(one for one in known().reasons if of.handbook or one.reasons in asked),
        required=tuple((one.what, one.words) for one in known().required) if of.handbook else (),
        both_records=known().both_records if request.corrections and of.handbook else (),
        overlapping=frozenset(name for names in known().overlapping for name in names),
        small_number_threshold=max(_policy(request, of).small_up_to, 1),
        rounds=_policy(request, of).rounds,
        names=names_of_values(request.profile),
        other_days=frozenset(Times(request.period).other_days),
    )


def printed(document: Document) -> tuple[Figure, ...]:
    """Every figure that a number of the document is bound to, each once, by measure, period and group."""
    bound = (one for number in document.numbers() for one in (number.figure, number.against))
    found = {_order(one): one for one in bound if one is not None}
    return tuple(found[key] for key in sorted(found))


def as_json(figures: Sequence[Figure]) -> bytes:
    """The exact figures, for those who work with them."""
    return (json.dumps([one.as_row() for one in figures], ensure_ascii=False, indent=1) + "\n").encode()


def _scene(request: Request, of: Publication, shown: Shown) -> Scene:
    return Scene(
        shown=shown,
        profile=request.profile,
        exhibits=Exhibits({"tables": request.profile.tables, "charts": request.profile.charts}),
        beside=Beside(request.profile, request.comparators),
        problems=request.problems,
        not_run=request.not_run,
        corrections=request.corrections,
        chapters=tuple(of.chapters),
        appendices=of.appendices,
    )


def _document(of: Publication, scene: Scene) -> Document:
    own = scene.shown.facts.times.own
    return Document(
        title=scene.words.fill(of.title),
        subtitle=f"{long_date(own.first)} to {long_date(own.last)}",
        authority=scene.profile.authority,
        period_from=own.first,
        period_to=own.last,
        accent=scene.profile.accent,
        sections=finished(
            of, [_section(of, name, source, scene) for name, source in of.chapters.items()], scene.profile
        ),
        short=of.short,
        large=of.large,
        most_pages=of.most_pages,
    )


def _section(of: Publication, name: str, source: str, scene: Scene) -> Section:
    made = chapter(name, source, scene)
    return replace(made, title=scene.words.fill(of.titles[name])) if name in of.titles else made


def _order(figure: Figure) -> tuple[str, str, str, str, str]:
    return (
        figure.measure,
        figure.period_from.isoformat(),
        figure.period_to.isoformat(),
        json.dumps(figure.group, sort_keys=True),
        json.dumps(figure.settings, sort_keys=True),
    )
