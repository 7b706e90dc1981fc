"""What concerns the whole document: one value a figure, what is promised, required and linked (G09 to G11, G17, G19)."""

import re
from collections.abc import Iterator

from handrail.measures.figures import Figure
from handrail.publications.document import Chart, Document, Number, Subheading, Table, Text
from handrail.publications.numbers import long_date
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.flows import reasons_fit, reconciles
from handrail.publications.safeguards.months import times_hold
from handrail.publications.safeguards.passages import Passage, Reading
from handrail.publications.safeguards.periods import dates, wrong_years
from handrail.publications.safeguards.series import superlatives_hold
from handrail.publications.safeguards.targets import targets_do_not_overlap, targets_hold

_PROMISE = re.compile(
    r"\b(?:as can be seen|as (?:shown|seen) (?:above|below)|outlined in the (?:main )?(?:body|report)|in the main body"
    r"|see (?:table|chart|appendix|section|above|below)|appendix|attached|embedded)\b",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"\bappendix (?:[A-Z]|\d+)\b", re.IGNORECASE)


def facts_hold(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Everything that concerns more than one sentence or table."""
    yield from _one_value(reading)
    yield from _title_is_of_the_period(reading.document)
    yield from targets_do_not_overlap(standing)
    for passage in reading.passages:
        yield from targets_hold(passage, standing)
        yield from _promises(passage, reading.document)
        yield from superlatives_hold(passage, reading)
        yield from times_hold(passage, reading, standing)
    for flow in standing.flows:
        yield from reconciles(reading, flow)
    for one in standing.reasons:
        yield from reasons_fit(reading, one)
    yield from _charts_have_tables(reading.document)
    yield from _required(reading, standing)
    yield from _both_records(reading, standing)
    yield from _links_lead_where_they_say(reading)


def _one_value(reading: Reading) -> Iterator[Finding]:
    """A measure has one value for a period, wherever it stands (G11)."""
    first: dict[object, tuple[Figure, Spot, Number]] = {}
    for spot, number in reading.numbers:
        one = number.figure
        if one is None or number.shows == "target":
            continue
        key = (one.measure, one.period_from, one.period_to, str(one.settings), str(one.group))
        before = first.setdefault(key, (one, spot, number))
        if (before[0].numerator, before[0].denominator) != (one.numerator, one.denominator):
            wrong = f"'{one.measure}' is {before[2].head} in {before[1].where} and {number.head} here."
            yield spot.refuse("G11", wrong, f"Bind both to one figure: {before[2].head} or {number.head}.")


def _title_is_of_the_period(document: Document) -> Iterator[Finding]:
    """The title's year and the subtitle's dates are the period's (G09)."""
    spot = Spot("The title")
    for label, right in wrong_years(document.title, document.period_to):
        yield spot.refuse("G09", f"It says {label}.", f"Write {right}.", (label, right))
    for day in dates(document.subtitle):
        if day not in (document.period_from, document.period_to):
            right = f"{long_date(document.period_from)} to {long_date(document.period_to)}"
            wrong = f"{long_date(day)} is not of the period."
            yield spot.refuse("G09", wrong, f"Write {right}.", (document.subtitle, right))


def _promises(passage: Passage, document: Document) -> Iterator[Finding]:
    """What is promised elsewhere carries a link (G19)."""
    links = [part.text for part in passage.parts if isinstance(part, Text) and part.link]
    for sentence in re.split(r"(?<=[.!?])\s+", passage.words):
        promise = _PROMISE.search(sentence)
        if promise and not any(link in sentence for link in links):
            wrong = f"'{promise[0]}' promises something and leads nowhere."
            remedy = f"Link to it: {_place_of(promise[0], sentence, document)}, or leave the promise out."
            yield passage.spot.refuse("G19", wrong, remedy)


def _place_of(promise: str, sentence: str, document: Document) -> str:
    """The link to what is named by its number, where there is such a table or chart."""
    named = re.search(r"\b(table|chart) (\d+)", sentence, re.IGNORECASE)
    kind = named[1].capitalize() if named else ""
    blocks = [one.id for one in document.blocks() if isinstance(one, Table | Chart) and type(one).__name__ == kind]
    at = int(named[2]) - 1 if named else 0
    return f"[{named[0]}](#{blocks[at]})" if named and 0 <= at < len(blocks) else f"[{promise}](#place)"


def _charts_have_tables(document: Document) -> Iterator[Finding]:
    """The numbers of every chart stand in a table after it, in the same section (G19)."""
    for section in document.sections:
        for place, block in enumerate(section.blocks):
            after = {one.id for one in section.blocks[place:] if isinstance(one, Table)}
            if isinstance(block, Chart) and block.table not in after:
                wrong = f"It has no table '{block.table}' after it."
                yield Spot(f"Chart '{block.id}'").refuse("G19", wrong, "Put its table after it, in the same section.")


def _required(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """What the handbook requires is there, or is named as missing (G17)."""
    titles = " ".join(one.text for one in reading.document.blocks() if isinstance(one, Subheading))
    said = " ".join(
        [titles, *(one.title for one in reading.document.sections), *(one.words for one in reading.passages)]
    )
    for name, words in standing.required:
        if not any(word.lower() in said.lower() for word in words):
            wrong = f"The report says nothing of what the handbook requires: {name}."
            yield Spot("The report").refuse(
                "G17", wrong, f'Give it, or name it as missing: {{{{ missing "{name}" because "..." }}}}.'
            )


def _both_records(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Where corrections stand beside the record, both figures are printed (G10)."""
    for name in standing.both_records:
        there = [number.figure for _, number in reading.numbers if number.figure and number.figure.measure == name]
        views = {one.settings.get("basis_of_record", "recorded") for one in there}
        if views and len(views) < 2:
            lacking = "verified" if "recorded" in views else "recorded"
            wrong = f"'{name}' is printed only as {', '.join(views)}, and corrections stand beside the record."
            yield Spot("The report").refuse("G10", wrong, f"Print it as {lacking} too, with the number of corrections.")


def _links_lead_where_they_say(reading: Reading) -> Iterator[Finding]:
    """The words of a link are those of the place it leads to (G19)."""
    document = reading.document
    places = {one.id: one.title for one in document.sections}
    for block in document.blocks():
        if isinstance(block, Table | Chart | Subheading):
            places[block.id] = block.caption if isinstance(block, Table) else getattr(block, "text", block.id)
    for passage in reading.passages:
        for part in passage.parts:
            if isinstance(part, Text) and part.link and part.link in places:
                target = _words(places[part.link]) | _words(part.link.replace("-", " "))
                if not _words(part.text) & target or _another_appendix(part.text, places[part.link]):
                    wrong = f"The link '{part.text}' leads to '{places[part.link]}'."
                    remedy = f"Name the place as it is headed: '{places[part.link]}'."
                    yield passage.spot.refuse("G19", wrong, remedy, (part.text, places[part.link]))


def _another_appendix(said: str, title: str) -> bool:
    """Whether an appendix is named, and the place is another or none."""
    named = _APPENDIX.search(said)
    return bool(named) and named[0].lower() not in title.lower()  # type: ignore[index]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3}
