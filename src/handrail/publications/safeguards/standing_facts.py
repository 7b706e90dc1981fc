"""Checks across the whole document: one value a figure, targets, stocks and flows, reasons, contents, superlatives."""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from handrail.measures.figures import Figure
from handrail.profiles import Target
from handrail.publications.document import Chart, Document, Number, Subheading, Table, Text
from handrail.publications.numbers import long_date, percentage_of, whole
from handrail.publications.safeguards.clauses import MARK, clauses
from handrail.publications.safeguards.findings import Finding, Flow, Reasons, Spot, Standing
from handrail.publications.safeguards.passages import Passage, Reading, is_shown
from handrail.publications.safeguards.periods import dates, length, name_of, wrong_years
from handrail.publications.safeguards.values import exact, tenths, value_of

_PROMISE = re.compile(
    r"\b(?:as can be seen|as (?:shown|seen) (?:above|below)|outlined in the (?:main )?(?:body|report)|in the main body"
    r"|see (?:table|chart|appendix|section|above|below)|appendix|attached|embedded)\b",
    re.IGNORECASE,
)
_HIGH = r"highest|best|largest|biggest|most common|most frequent|main|key"
_SUPERLATIVE = re.compile(
    rf"\b(?:(?P<high>{_HIGH})|(?P<low>lowest|worst|smallest|fewest))\b(?! (?:reason for|court))(?: .*?since (?P<since>\d{{4}}))?",
    re.IGNORECASE,
)
_JUDGES = re.compile(r"\b(?:key|main)\b(?! (?:reasons?|areas?|themes?|causes?|issues?)\b)", re.IGNORECASE)
_TARGET = re.compile(r"target[^.;]*? (?:was|is|of) (?P<value>\d+(?:\.\d+)?%)(?P<rest>.*)", re.IGNORECASE)


def facts_hold(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """Everything that concerns more than one sentence or table."""
    yield from _one_value(reading)
    yield from _title_is_of_the_period(reading.document)
    yield from _targets_do_not_overlap(standing)
    for passage in reading.passages:
        yield from _targets(passage, standing)
        yield from _promises(passage)
        yield from _superlatives(passage, reading)
    for flow in standing.flows:
        yield from _reconciles(reading, flow)
    for one in standing.reasons:
        yield from _reasons(reading, one)
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
        yield spot.refuse("G09", f"It says {label}.", f"Write {right}.")
    for day in dates(document.subtitle):
        if day not in (document.period_from, document.period_to):
            right = f"{long_date(document.period_from)} to {long_date(document.period_to)}"
            yield spot.refuse("G09", f"{long_date(day)} is not of the period.", f"Write {right}.")


def _targets_do_not_overlap(standing: Standing) -> Iterator[Finding]:
    """One target holds on a day (G13)."""
    ordered = sorted(standing.targets, key=lambda one: (one.measure, one.holds_from))
    for one, later in itertools.pairwise(ordered):
        if one.measure == later.measure and one.holds_on(later.holds_from) and one.value != later.value:
            wrong = (
                f"'{one.measure}' has two targets on {long_date(later.holds_from)}: {_said(one)} and {_said(later)}."
            )
            remedy = f"End the first on the day before {long_date(later.holds_from)}, or leave one out."
            yield Spot("The targets").refuse("G13", wrong, remedy)


def _said(target: Target) -> str:
    return percentage_of(target.value)


def _targets(passage: Passage, standing: Standing) -> Iterator[Finding]:
    """A target is a dated fact of the indicator it is set beside (G13)."""
    results = [one for one in passage.numbers if one.shows != "target" and one.figure]
    for number in (one for one in passage.numbers if one.shows == "target" and one.figure):
        yield from _bound_target(passage, number, number.figure, results, standing)  # type: ignore[arg-type]
    for said in _TARGET.finditer(passage.words) if not any(n.shows == "target" for n in passage.numbers) else ():
        named = set(dates(said["rest"]))
        held = [one for one in standing.targets if _said(one) == said["value"] and named <= _days(one)]
        if not held:
            known = "; ".join(f"{_said(one)} from {long_date(one.holds_from)}" for one in standing.targets) or "none"
            yield passage.spot.refuse(
                "G13", f"No target of {said['value']} was set for these days.", f"The targets: {known}."
            )


def _days(target: Target) -> set[date]:
    return {day for day in (target.holds_from, target.holds_until) if day} | set(dates(target.set_by))


def _bound_target(
    passage: Passage, number: Number, figure: Figure, results: list[Number], standing: Standing
) -> Iterator[Finding]:
    others = {one.figure.measure for one in results if one.figure} - {figure.measure}
    if others:
        wrong = f"The target {number.head} is of '{figure.measure}'; the result beside it is of '{', '.join(sorted(others))}'."
        yield passage.spot.refuse("G13", wrong, f"Report '{figure.measure}' against it, or say it was not measured.")
    if exact(figure) is None and "not measured" not in passage.words:
        wrong = f"A target of {number.head} stands for '{figure.measure}', which was not measured."
        yield passage.spot.refuse("G13", wrong, "Write 'not measured' beside the target.")
    held = [one for one in standing.targets if one.measure == figure.measure and _overlaps(one, figure)]
    if number.head not in {_said(one) for one in held}:
        right = "; ".join(f"{_said(one)} from {long_date(one.holds_from)}" for one in held) or "none was set"
        wrong = f"{number.head} is no target of '{figure.measure}' in the period."
        yield passage.spot.refuse("G13", wrong, f"The target: {right}.")


def _overlaps(target: Target, figure: Figure) -> bool:
    return target.holds_from <= figure.period_to and (
        target.holds_until is None or target.holds_until >= figure.period_from
    )


def _promises(passage: Passage) -> Iterator[Finding]:
    """What is promised elsewhere carries a link (G19)."""
    links = [part.text for part in passage.parts if isinstance(part, Text) and part.link]
    for sentence in re.split(r"(?<=[.!?])\s+", passage.words):
        promise = _PROMISE.search(sentence)
        if promise and not any(link in sentence for link in links):
            wrong = f"'{promise[0]}' promises something and leads nowhere."
            yield passage.spot.refuse("G19", wrong, "Link to it: [words](#place), or leave the promise out.")


def _superlatives(passage: Passage, reading: Reading) -> Iterator[Finding]:
    """The highest is the highest of what is printed, back to the year it names (G05)."""
    for clause in clauses(passage.parts):
        for word in _SUPERLATIVE.finditer(clause.words):
            if word["high"] and _JUDGES.match(word[0]) and _JUDGES.search(clause.words[word.start() :]):
                continue
            following = clause.words[: word.end()].count(MARK)
            numbers = (*clause.numbers[following:], *reversed(clause.numbers[:following]))
            shown = [one for one in numbers if one.figure and value_of(one) is not None]
            if shown and shown[0].figure:
                yield from _superlative(passage.spot, word, shown[0], shown[0].figure, reading)
            elif not clause.numbers and word[0].lower() in ("key", "main", "most common", "most frequent"):
                wrong = f"'{word[0]}' in '{clause.readable()}' rests on no number."
                yield passage.spot.refuse("G18", wrong, "Bind the number it has, as the table prints it.")


def _superlative(
    spot: Spot, word: re.Match[str], number: Number, figure: Figure, reading: Reading
) -> Iterator[Finding]:
    series = [one for one in reading.values if _same_series(one, figure)]
    own = exact(figure) or Decimal(0)
    if word["since"] and min((one.period_to.year for one in series), default=9999) > int(word["since"]) + 1:
        wrong = f"'{word[0]}' reaches back further than the numbers printed."
        yield spot.refuse("G05", wrong, f"Print every year since {word['since']}, or name the first year there is.")
    if word["since"]:
        series = [one for one in series if one.period_to.year >= int(word["since"])]
    if len(series) < 2:
        yield spot.refuse(
            "G05", f"'{word[0]}' of {number.head} rests on no series.", "Print the series it is taken from."
        )
        return
    pick = max if word["high"] else min
    extreme = pick(series, key=lambda one: exact(one) or Decimal(0))
    if exact(extreme) != own:
        shows = number.shows if number.shows in ("share", "mean") else "numerator"
        is_share = shows == "share"
        said = f"{tenths(100 * (exact(extreme) or Decimal(0)))}%" if is_share else whole(int(exact(extreme) or 0))
        right = f"{said} in {name_of(extreme)}" + "".join(f", {one}" for one in extreme.group.values())
        yield spot.refuse("G05", f"'{word[0]}' is not true of {number.head}.", f"It is {right}.")


def _same_series(one: Figure, other: Figure) -> bool:
    same = (one.measure, one.settings, set(one.group)) == (other.measure, other.settings, set(other.group))
    return same and abs(length(one) - length(other)) <= 4


def _counted(reading: Reading, measure: str) -> list[Figure]:
    found = {id(one): one for one in reading.figures if one.measure == measure and one.numerator is not None}
    return sorted(found.values(), key=lambda one: (one.period_to, length(one)))


def _reconciles(reading: Reading, flow: Flow) -> Iterator[Finding]:
    """Opening + into - out of = closing (G15); raised + brought forward = closed + open (G16)."""
    end = reading.document.period_to
    values: dict[str, int] = {}
    closing = [one for one in _counted(reading, flow.closing) if one.period_to == end]
    opening = [one for one in _counted(reading, flow.opening) if flow.opening != flow.closing or one.period_to < end]
    if closing:
        values["closing"] = closing[-1].numerator or 0
    if opening:
        values["opening"] = opening[-1].numerator or 0
    for name in (*flow.into, *flow.out_of):
        of_year = [one for one in _counted(reading, name) if one.period_to == end]
        if of_year:
            values[name] = of_year[-1].numerator or 0
    wanted = ["opening", *flow.into, *flow.out_of, "closing"]
    lacking = [name for name in wanted if name not in values]
    loaded = "closing" in values and len(values) > 1
    if not loaded or len(lacking) > 1 or any("does not add up" in one.words for one in reading.passages):
        return
    into = values.get("opening", 0) + sum(values.get(name, 0) for name in flow.into)
    out = sum(values.get(name, 0) for name in flow.out_of)
    over = values["closing"] - (into - out)
    if lacking:
        if lacking[0] not in _names_said_absent(reading):
            right = over if lacking[0] in ("opening", *flow.into) else -over
            wrong = f"The stock and its flows are printed without '{lacking[0]}'."
            yield Spot("The report").refuse(flow.code, wrong, f"Print it; {whole(right)} would balance.")
    elif over:
        wrong = f"{whole(into)} (opening and into) less {whole(out)} (out of) is {whole(into - out)}, not {whole(values['closing'])}."
        yield Spot("The report").refuse(
            flow.code, wrong, f"Find the difference of {whole(abs(over))} before publishing."
        )


def _charts_have_tables(document: Document) -> Iterator[Finding]:
    """The numbers of every chart stand in a table after it, in the same section (G19)."""
    for section in document.sections:
        for place, block in enumerate(section.blocks):
            after = {one.id for one in section.blocks[place:] if isinstance(one, Table)}
            if isinstance(block, Chart) and block.table not in after:
                wrong = f"It has no table '{block.table}' after it."
                yield Spot(f"Chart '{block.id}'").refuse("G19", wrong, "Put its table after it, in the same section.")


def _names_said_absent(reading: Reading) -> set[str]:
    """The measures that stand as not loaded or not shown; "opening" where anything does."""
    absent = [number.figure for _, number in reading.numbers if not is_shown(number)]
    return {one.measure for one in absent if one} | {"opening" if absent else ""}


def _reasons(reading: Reading, of: Reasons) -> Iterator[Finding]:
    """A reason belongs to one form: each form has at least one, and no reason has more than there are forms (G18)."""
    forms = _counted(reading, of.forms)
    if not forms:
        return
    scope, spot = forms[-1].numerator or 0, Spot(f"The reasons of '{of.forms}'")
    reasons = [one for one in _counted(reading, of.reasons) if one.group]
    added = sum(one.numerator or 0 for one in reasons)
    if added < scope:
        wrong = f"{whole(scope)} of '{of.forms}' have {whole(added)} reasons between them."
        yield spot.refuse("G18", wrong, f"Add 'no reason recorded' with {whole(scope - added)}.")
    if of.one_each and added > scope:
        yield spot.refuse("G18", f"{whole(added)} reasons for {whole(scope)}.", "Declare that several may be given.")
    for one in reasons:
        if (one.numerator or 0) > scope:
            wrong = f"'{' '.join(one.group.values())}' has {whole(one.numerator or 0)}, more than the {whole(scope)} in scope."
            yield spot.refuse("G18", wrong, f"Count the reasons of '{of.forms}' only; {whole(scope)} is the most.")


def _required(reading: Reading, standing: Standing) -> Iterator[Finding]:
    """What the handbook requires is there, or is named as missing (G17)."""
    titles = " ".join(one.text for one in reading.document.blocks() if isinstance(one, Subheading))
    said = " ".join(
        [titles, *(one.title for one in reading.document.sections), *(one.words for one in reading.passages)]
    )
    for name, words in standing.required:
        if not any(word.lower() in said.lower() for word in words):
            wrong = f"The report says nothing of what the handbook requires: {name}."
            yield Spot("The report").refuse("G17", wrong, "Give it, or name it as missing.")


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
                if not _words(part.text) & target:
                    wrong = f"The link '{part.text}' leads to '{places[part.link]}'."
                    yield passage.spot.refuse("G19", wrong, "Name the place as it is headed.")


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3}
