"""What a hurried hand might do to a finished document: one change at a time, by eight operators.

The operators work on any document. What each does is its docstring, which docs/reference/safeguards.md prints.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from tests.unit.publications.safeguards.small_documents import MONTHS
from tests.unit.publications.safeguards.tree import Path, Sites, found, put

from handrail.publications.document import Document, Number, Table, Text
from handrail.publications.safeguards.words.aims import aims
from handrail.publications.safeguards.words.lexicon import JUDGEMENT, MOVE, lexed

Mutant = tuple[Document, str]
Operator = Callable[[Sites, random.Random], Mutant | None]
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS = ("child", "review", "conference", "plan", "period of care", "child in a conference", "family")


def number(sites: Sites, pick: random.Random) -> Mutant | None:
    """One digit of a printed number is changed."""
    path, one = pick.choice([each for each in sites.numbers if re.search(r"\d", each[1].text)])
    at = pick.choice([each.start() for each in re.finditer(r"\d", one.text)])
    digit = pick.choice([each for each in "123456789" if each != one.text[at]])
    text = one.text[:at] + digit + one.text[at + 1 :]
    return put(sites.document, path, replace(one, text=text)), f"{one.text} -> {text}"


def label(sites: Sites, pick: random.Random) -> Mutant | None:
    """Two rows of a table change their labels, or two of its columns."""
    path, table = pick.choice([each for each in found(sites.document, Table) if len(each[1].rows) > 1])
    if pick.random() < 0.5 and len(table.columns) > 2:
        one, other = pick.sample(range(1, len(table.columns)), 2)
        columns = list(table.columns)
        columns[one], columns[other] = columns[other], columns[one]
        said = f"{table.id}: columns '{columns[one].heading}' and '{columns[other].heading}' swapped"
        return put(sites.document, path, replace(table, columns=tuple(columns))), said
    one, other = pick.sample(range(len(table.rows)), 2)
    rows = list(table.rows)
    first, second = rows[one].heading, rows[other].heading
    rows[one], rows[other] = replace(rows[one], heading=second), replace(rows[other], heading=first)
    return put(
        sites.document, path, replace(table, rows=tuple(rows))
    ), f"{table.id}: rows '{first}' and '{second}' swapped"


def period(sites: Sites, pick: random.Random) -> Mutant | None:
    """A number of another month or year stands where this one did, a date is of another year, or a month beside one is another."""
    return pick.choice((_other_number, _other_date, _other_month))(sites, pick)


def _other_number(sites: Sites, pick: random.Random) -> Mutant | None:
    path, one = pick.choice([each for each in sites.numbers if each[1].figure])
    there = [each for _, each in sites.numbers if each.figure and re.search(r"\d", each.text)]
    others = [each for each in there if one.figure and each.shows == one.shows]
    others = [each for each in others if each.figure.measure == one.figure.measure and each.text != one.text]  # type: ignore[union-attr]
    others = [each for each in others if each.figure.period_from != one.figure.period_from]  # type: ignore[union-attr]
    if not others:
        return None
    other = pick.choice(others)
    said = f"{one.figure.measure}: {one.text} -> {other.text} of {other.figure.period_from}"  # type: ignore[union-attr]
    return put(sites.document, path, other), said


def _other_date(sites: Sites, pick: random.Random) -> Mutant | None:
    dated = [each for each in sites.texts if re.search(r"\d (?:March|April) 20\d\d", each[1].text)]
    change = partial(re.sub, r"(?<=(?:March|April) )(\d{4})", lambda year: str(int(year[1]) - 2), count=1)
    return _reworded(sites, [each for each in dated if "target" not in each[1].text], change, pick)


def _other_month(sites: Sites, pick: random.Random) -> Mutant | None:
    names = "|".join(MONTHS)
    bare = re.compile(rf"\b(?:{names})\b(?! \d)")
    named = [
        (path, one)
        for path, one, near in sites.around_numbers
        if bare.search(near) and len(bare.findall(one.text)) == 1
    ]
    change = partial(
        re.sub, rf"\b(?:{names})\b(?! \d)", lambda one: pick.choice([m for m in MONTHS if m != one[0]]), count=1
    )
    return _reworded(sites, named, change, pick)


def unit(sites: Sites, pick: random.Random) -> Mutant | None:
    """A table is said to count something else, a cell does, or the noun after a number is another."""
    kind = pick.randrange(3)
    if kind == 2:
        nouns = [each for each in sites.said if re.match(r" (?:children|reviews|plans|visits)\b", each[1].text)]
        change = partial(re.sub, r"^ \w+", " " + pick.choice(["conferences", "families", "plans", "reviews"]))
        return _reworded(sites, nouns, change, pick)
    path, table = pick.choice(sites.tables)
    other = pick.choice([each for each in _UNITS if each not in (table.unit, *table.also_units)])
    if kind == 0:
        return put(sites.document, path, replace(table, unit=other)), f"{table.id} counts {other}"
    inside, one = pick.choice(list(found(table, Number)))
    if one.figure is None:
        return None
    changed = replace(one, figure=replace(one.figure, unit=other))
    return put(sites.document, (*path, *inside), changed), f"a cell of {table.id} counts {other}"


_TREND = {
    "majority": ("minority",), "minority": ("majority",), "Most": ("Fewer than half",), "similar": ("doubled", "unchanged"),
    "lowest": ("highest",), "highest": ("lowest",), "largest": ("smallest",), "best": ("worst",), "halved": ("doubled", "were stable"),
    "doubled": ("halved",), "More": ("Fewer",), "Fewer": ("More",), "more than half": ("less than half",),
}  # fmt: skip


def trend_word(sites: Sites, pick: random.Random) -> Mutant | None:
    """A word of change becomes its opposite, a word of share or rank another, or a word of change is put where none was."""
    if pick.random() < 0.3:
        word = pick.choice(["rose, and is", "improved, and is", "is stable, and", "doubled, and is", "fell, and is"])
        plain = [each for each in sites.texts if " is " in each[1].text]
        return _reworded(sites, plain, lambda text: text.replace(" is ", f" {word} ", 1), pick)
    moves = [each for each in sites.said if any(one.kind in (MOVE, JUDGEMENT) for one in lexed(each[1].text))]
    ranks = [each for each in sites.said if any(re.search(rf"\b{word}\b", each[1].text) for word in _TREND)]
    path, text = pick.choice([*moves, *ranks])
    word = next((one for one in lexed(text.text) if one.kind in (MOVE, JUDGEMENT)), None)
    if word and word.opposite:
        changed = text.text[: word.start] + word.opposite + text.text[word.end :]
    else:
        old = next((one for one in _TREND if re.search(rf"\b{one}\b", text.text)), "")
        changed = re.sub(rf"\b{old}\b", pick.choice(_TREND[old]), text.text, count=1) if old else text.text
    return _reworded(sites, [(path, text)], lambda _: changed, pick)


def target(sites: Sites, pick: random.Random) -> Mutant | None:
    """The printed target, the day it holds from, what is said to have met it, or in how many months, is another."""
    typed = [each for each in sites.texts if re.search(r"target.* was \d", each[1].text)]
    told = [each for each in sites.said if any(one.otherwise() for one in aims(each[1].text))]
    counted = [each for each in sites.said if re.search(r"target.* in \w+ of the \w+ months", each[1].text)]
    kind = pick.choice([one for one in (typed, told, counted) if one] or [None])
    if kind is None:
        return None
    if kind is told:
        return _reworded(sites, told, _other_way, pick)
    if kind is counted:
        count = rf"(?<= in ){'|'.join(_NUMBERS)}(?= of the)"
        return _reworded(
            sites, counted, lambda text: re.sub(count, lambda one: _another(one[0], pick), text, count=1), pick
        )
    if pick.random() < 0.5:
        other = f"{pick.choice([90, 93, 94.3, 98, 100])}%"
        return _reworded(sites, typed, partial(re.sub, r"\d+(?:\.\d+)?%", other, count=1), pick)
    month = pick.choice(["May", "June", "January", "March"])
    return _reworded(sites, typed, partial(re.sub, r"(?<=from \d )(\w+)", month, count=1), pick)


def _other_way(text: str) -> str:
    one = next(each for each in aims(text) if each.otherwise())
    return text[: one.start] + one.otherwise()[1] + text[one.start + len(one.said) :]  # type: ignore[index]


def _another(said: str, pick: random.Random) -> str:
    return pick.choice([each for each in _NUMBERS if each != said])


def heading(sites: Sites, pick: random.Random) -> Mutant | None:
    """A heading is that of its neighbour, or of another year."""
    kind, document = pick.randrange(4), sites.document
    if kind == 0:
        by = pick.choice((-1, 1))
        title = re.sub(r"(20\d\d)-(\d\d)", lambda one: f"{int(one[1]) + by}-{int(one[2]) + by:02}", document.title)
        return (replace(document, title=title), title) if title != document.title else None
    if kind == 1:
        subtitle = re.sub(r"(20\d\d)$", lambda one: str(int(one[1]) - 1), document.subtitle)
        return replace(document, subtitle=subtitle), subtitle
    path, table = pick.choice([each for each in found(document, Table) if len(each[1].columns) > 2])
    if kind == 2:
        one, other = pick.sample(range(len(table.columns)), 2)
        columns = list(table.columns)
        columns[one] = replace(columns[one], heading=columns[other].heading)
        said = f"{table.id}: two columns '{columns[other].heading}'"
        return put(document, path, replace(table, columns=tuple(columns))), said
    dated = [(place, row) for place, row in enumerate(table.rows) if re.search(r"20\d\d", row.heading)]
    if not dated:
        other = pick.choice([each for _, each in found(document, Table) if each.id != table.id])
        return put(document, path, replace(table, caption=other.caption)), f"{table.id} is captioned as {other.id}"
    place, row = pick.choice(dated)
    changed = re.sub(r"20\d\d", lambda year: str(int(year[0]) - 1), row.heading)
    return put(
        document, (*path, ("rows", place)), replace(row, heading=changed)
    ), f"{table.id}: {row.heading} -> {changed}"


def reference(sites: Sites, pick: random.Random) -> Mutant | None:
    """A link leads to another place, loses its place, or a promise has none."""
    kind = pick.randrange(3) if sites.links else 2
    if kind == 2:
        promise = pick.choice(["See table 4.", "As can be seen above, it is so.", "The list is in appendix 2."])
        ended = [each for each in sites.texts if each[1].text.rstrip().endswith(".") and not each[1].link]
        return _reworded(sites, ended, lambda text: f"{text.rstrip()} {promise}", pick)
    path, text = pick.choice(sites.links)
    link = pick.choice([each for each in sites.places if each != text.link]) if kind else f"{text.link}-x"
    return put(sites.document, path, replace(text, link=link)), f"[{text.text}](#{link})"


OPERATORS: tuple[Operator, ...] = (number, label, period, unit, trend_word, target, heading, reference)


def mutants(document: Document, how_many: int, seed: int = 20261122) -> Iterator[tuple[str, Document, str]]:
    """So many different mutants of a document, each operator in its turn: the operator, the mutant, what was done."""
    pick, sites, seen = random.Random(seed), Sites(document), set[str]()
    for turn in range(how_many * 40):
        operator = OPERATORS[turn % len(OPERATORS)]
        mutant = operator(sites, pick)
        if mutant is None or mutant[0] == document or mutant[1] in seen:
            continue
        seen.add(mutant[1])
        yield operator.__name__, *mutant
        if len(seen) == how_many:
            return


def _reworded(
    sites: Sites, texts: list[tuple[Path, Text]], change: Callable[[str], str], pick: random.Random
) -> Mutant | None:
    if not texts:
        return None
    path, text = pick.choice(texts)
    changed = change(text.text)
    if changed == text.text:
        return None
    return put(
        sites.document, path, replace(text, text=changed)
    ), f"'{text.text.strip()[:60]}' -> '{changed.strip()[:80]}'"
