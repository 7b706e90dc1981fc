"""One finished report of the made-up council, and what a hurried hand might do to it: one change at a time."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from tests.unit.publications.made_up import FIRST, LAST, composed, figure, inputs, profile, small_council

from handrail.measures.figures import Figure
from handrail.profiles import Target
from handrail.publications.document import Document, Number, Paragraph, Row, Section, Subheading, Table, Text
from handrail.publications.numbers import percentage, whole
from handrail.publications.safeguards import Standing

BEFORE = {"period_from": date(2024, 4, 1), "period_to": date(2025, 3, 31)}
ON_TIME = "reviews_held_on_time"
TARGETS = (
    Target(ON_TIME, 0.95, date(2024, 4, 1), date(2025, 9, 30), "the Board"),
    Target(ON_TIME, 0.96, date(2025, 10, 1), None, "the Board"),
    Target("rcpc_held_on_time", 0.97, date(2024, 4, 1), None, "the Board"),
)


def finished() -> tuple[Document, Standing]:
    """The annual report with its targets, and a chapter that compares the year with the one before."""
    made = inputs(profile=profile(targets=TARGETS))
    document, standing = composed(made)
    return replace(document, sections=(*document.sections, compared())), standing


def compared() -> Section:
    """True words of change over bound numbers."""
    held, held_before = figure("reviews_held", 2340), figure("reviews_held", 2186, **BEFORE)
    plans, plans_before = figure("cp_plans_open", 318), figure("cp_plans_open", 351, **BEFORE)
    now = figure(ON_TIME, 2085, 2244, not_assessable=96)
    before = figure(ON_TIME, 1980, 2090, not_assessable=96, **BEFORE)
    overdue, overdue_before = figure("reviews_overdue", 23), figure("reviews_overdue", 46, **BEFORE)
    attended = figure("child_attendance", 1103, 1890, not_recorded=57)

    def count(one: Figure) -> Number:
        return Number(whole(one.numerator or 0), one, "numerator")

    def share(one: Figure) -> Number:
        top, base = one.numerator or 0, one.denominator or 1
        return Number(f"{percentage(top, base)} ({whole(top)} of {whole(base)})", one, "share")

    says: list[list[Number | str]] = [
        ["The number of reviews held rose from ", count(held_before), " to ", count(held), "."],
        ["That is an increase of ", Number("7.0%", held, "relative", against=held_before), " in the reviews held."],
        ["Plans fell by ", Number("33", plans, "difference", against=plans_before), " to ", count(plans), "."],
        ["Reviews on time worsened from ", share(before), " to ", share(now), "."],
        ["The share on time fell by ", Number("1.8 percentage points", now, "points", against=before), "."],
        ["Overdue reviews halved, from ", count(overdue_before), " to ", count(overdue), "."],
        ["The majority of children came: ", share(attended), " were there in person."],
        ["More reviews were held (", count(held), ") than last year (", count(held_before), ")."],
        ["The share on time was similar: ", share(before), " last year and ", share(now), " this."],
    ]
    blocks = [Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in line)) for line in says]
    return Section("compared", "Compared with the year before", tuple(blocks))


Path = tuple[tuple[str, int | None], ...]


def found(node: Any, kind: type, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of this kind in the tree, with the way to it."""
    if isinstance(node, kind):
        yield path, node
    if is_dataclass(node) and not isinstance(node, Figure):
        for one in fields(node):
            value = getattr(node, one.name)
            if isinstance(value, tuple):
                for place, child in enumerate(value):
                    yield from found(child, kind, (*path, (one.name, place)))


def put(node: Any, path: Path, new: Any) -> Any:
    """The tree with this in that place."""
    if not path:
        return new
    (name, place), *rest = path
    value = getattr(node, name)
    child = put(value[place], tuple(rest), new)
    return replace(node, **{name: (*value[:place], child, *value[place + 1 :])})


Mutant = tuple[Document, Standing, str]
Operator = Callable[[Document, Standing, random.Random], Mutant | None]


def number(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """One digit of a printed number is changed."""
    path, one = pick.choice([each for each in found(document, Number) if re.search(r"\d", each[1].text)])
    at = pick.choice([each.start() for each in re.finditer(r"\d", one.text)])
    digit = pick.choice([each for each in "123456789" if each != one.text[at]])
    text = one.text[:at] + digit + one.text[at + 1 :]
    return put(document, path, replace(one, text=text)), known, f"{one.text} -> {text}"


def label(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """Two rows of a table change their labels, or two of its columns."""
    path, table = pick.choice([each for each in found(document, Table) if len(each[1].rows) > 1])
    if pick.random() < 0.5 and len(table.columns) > 2:
        one, other = pick.sample(range(1, len(table.columns)), 2)
        columns = list(table.columns)
        columns[one], columns[other] = columns[other], columns[one]
        said = f"{table.id}: columns '{columns[one].heading}' and '{columns[other].heading}' swapped"
        return put(document, path, replace(table, columns=tuple(columns))), known, said
    one, other = pick.sample(range(len(table.rows)), 2)
    rows = list(table.rows)
    first, second = rows[one].heading, rows[other].heading
    rows[one], rows[other] = replace(rows[one], heading=second), replace(rows[other], heading=first)
    said = f"{table.id}: rows '{first}' and '{second}' swapped"
    return put(document, path, replace(table, rows=tuple(rows))), known, said


def period(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """A number of another month or year, or a date of another year, stands where this year's did."""
    if pick.random() < 0.5:
        texts = [each for each in found(document, Text) if re.search(r"\d March 20\d\d|\d April 20\d\d", each[1].text)]
        path, text = pick.choice([each for each in texts if "target" not in each[1].text])
        changed = re.sub(r"(?<=(?:March|April) )(\d{4})", lambda year: str(int(year[1]) - 2), text.text, count=1)
        return put(document, path, replace(text, text=changed)), known, f"'{text.text[:60]}' -> '{changed[:60]}'"
    numbers = list(found(document, Number))
    path, one = pick.choice(numbers)
    if one.figure is None:
        return None
    others = [n for _, n in numbers if n.figure and n.figure.measure == one.figure.measure and n.shows == one.shows]
    others = [n for n in others if n.figure.period_from != one.figure.period_from and n.text != one.text]
    if not others:
        return None
    other = pick.choice(others)
    said = f"{one.figure.measure}: {one.text} -> {other.text} of {other.figure.period_from}"
    return put(document, path, other), known, said


def unit(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """A table is said to count something else, a cell does, or the noun after a number is another."""
    kind = pick.randrange(3)
    units = ["child", "review", "conference", "plan", "period of care", "child in a conference", "family"]
    if kind == 0:
        path, table = pick.choice([each for each in found(document, Table) if any(found(each[1], Number))])
        other = pick.choice([each for each in units if each not in (table.unit, *table.also_units)])
        return put(document, path, replace(table, unit=other)), known, f"{table.id} counts {other}"
    if kind == 1:
        tables = [each for each in found(document, Table) if any(found(each[1], Number))]
        path, table = pick.choice(tables)
        inside, one = pick.choice(list(found(table, Number)))
        other = pick.choice([each for each in units if each not in (table.unit, *table.also_units)])
        changed = replace(one, figure=replace(one.figure, unit=other))
        return put(document, (*path, *inside), changed), known, f"a cell of {table.id} counts {other}"
    texts = [each for each in found(document, Text) if re.match(r" (children|reviews|plans)\b", each[1].text)]
    if not texts:
        return None
    path, text = pick.choice(texts)
    changed = re.sub(r"^ \w+", " " + pick.choice(["conferences", "families", "plans", "reviews"]), text.text)
    return (
        (put(document, path, replace(text, text=changed)), known, f"'{changed[:40]}'") if changed != text.text else None
    )


TREND = {
    "rose": ("fell", "halved", "doubled"),
    "increase": ("decrease", "fall"),
    "fell": ("rose", "increased"),
    "worsened": ("improved", "doubled"),
    "halved": ("doubled", "rose", "were stable"),
    "majority": ("minority",),
    "More": ("Fewer",),
    "similar": ("doubled", "unchanged"),
    "lowest": ("highest",),
    "highest": ("lowest",),
}


def trend_word(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """A word of change becomes another, or one is put where none was."""
    if pick.random() < 0.3:
        path, text = pick.choice(
            [each for each in found(document, Text) if " is " in each[1].text and not each[1].code]
        )
        word = pick.choice(["rose, and is", "improved, and is", "is stable, and", "doubled, and is", "fell, and is"])
        changed = text.text.replace(" is ", f" {word} ", 1)
        return put(document, path, replace(text, text=changed)), known, f"'{changed[:70]}'"
    texts = [
        (path, text, word)
        for path, text in found(document, Text)
        for word in TREND
        if re.search(rf"\b{word}\b", text.text)
    ]
    path, text, word = pick.choice([each for each in texts if "no higher" not in each[1].text])
    changed = re.sub(rf"\b{word}\b", pick.choice(TREND[word]), text.text, count=1)
    return put(document, path, replace(text, text=changed)), known, f"'{text.text[:60]}' -> '{changed[:60]}'"


def target(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """The printed target, or the day it holds from, is another."""
    path, text = pick.choice([each for each in found(document, Text) if re.search(r"target.* was \d", each[1].text)])
    if pick.random() < 0.5:
        changed = re.sub(r"\d+(?:\.\d+)?%", f"{pick.choice([90, 93, 94.3, 98, 100])}%", text.text, count=1)
    else:
        changed = re.sub(r"(?<=from \d )(\w+)", pick.choice(["May", "June", "January", "March"]), text.text, count=1)
    return (
        (put(document, path, replace(text, text=changed)), known, f"'{changed[:80]}'") if changed != text.text else None
    )


def heading(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """A heading is that of its neighbour, or of another year."""
    kind = pick.randrange(4)
    tables = list(found(document, Table))
    if kind == 0:
        changed = document.title.replace("2025-26", pick.choice(["2024-25", "2026-27"]))
        return replace(document, title=changed), known, changed
    if kind == 1:
        changed = document.subtitle.replace("2026", "2025")
        return replace(document, subtitle=changed), known, changed
    path, table = pick.choice([each for each in tables if len(each[1].columns) > 2])
    if kind == 2:
        one, other = pick.sample(range(len(table.columns)), 2)
        columns = list(table.columns)
        columns[one] = replace(columns[one], heading=columns[other].heading)
        said = f"{table.id}: two columns '{columns[other].heading}'"
        return put(document, path, replace(table, columns=tuple(columns))), known, said
    dated = [(place, row) for place, row in enumerate(table.rows) if re.search(r"20\d\d", row.heading)]
    if not dated:
        other = pick.choice([each for _, each in tables if each.id != table.id])
        return (
            put(document, path, replace(table, caption=other.caption)),
            known,
            f"{table.id} is captioned as {other.id}",
        )
    place, row = pick.choice(dated)
    changed = re.sub(r"20\d\d", lambda year: str(int(year[0]) - 1), row.heading)
    return put(document, (*path, ("rows", place)), replace(row, heading=changed)), known, f"{row.heading} -> {changed}"


def reference(document: Document, known: Standing, pick: random.Random) -> Mutant | None:
    """A link leads to another place, loses its place, or a promise has none."""
    ids = [each.id for each in document.sections] + [each.id for _, each in found(document, (Table, Subheading))]  # type: ignore[arg-type]
    kind = pick.randrange(3)
    links = [each for each in found(document, Text) if each[1].link]
    if kind == 2:
        path, text = pick.choice(
            [each for each in found(document, Text) if each[1].text.endswith(". ") or each[1].text.endswith(".")]
        )
        if text.link or text.code:
            return None
        promise = pick.choice(["See table 4.", "As can be seen above, it is so.", "The list is in appendix 2."])
        return put(document, path, replace(text, text=f"{text.text} {promise}")), known, promise
    path, text = pick.choice(links)
    link = pick.choice([each for each in ids if each != text.link]) if kind else f"{text.link}-x"
    return put(document, path, replace(text, link=link)), known, f"[{text.text}](#{link})"


OPERATORS: tuple[Operator, ...] = (number, label, period, unit, trend_word, target, heading, reference)


def mutants(how_many: int, seed: int = 20261122) -> Iterator[tuple[str, Mutant]]:
    """So many different mutants of the finished report, each operator in its turn."""
    pick = random.Random(seed)
    document, known = finished()
    made, seen = 0, set[str]()
    for turn in range(how_many * 20):
        operator = OPERATORS[turn % len(OPERATORS)]
        mutant = operator(document, known, pick)
        if mutant is None or mutant[0] == document or mutant[2] in seen:
            continue
        made += 1
        seen.add(mutant[2])
        yield operator.__name__, mutant
        if made == how_many:
            return


__all__ = ["FIRST", "LAST", "Row", "finished", "mutants", "small_council", "timedelta"]
