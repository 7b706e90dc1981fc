"""True sentences as an author would write them, each with a false twin, over the numbers of one made-up council.

A reference in a sentence is `{name}`, `{name when}`, `{name group}` or `{name what}`: `care`, `care last`,
`ontime August`, `ontime q4`, `icpc England`, `care change`, `ontime points`, `held relative`, `ontime target`,
`icpc over England`, `part plain`, `care about`. What stands after a colon is printed in place of the true text.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.unit.publications.safeguards.small_documents import (
    LAST,
    MONTHS,
    THIS,
    fig,
    made_of,
    month,
    paragraph,
    row,
    table,
)

from handrail.measures.figures import Figure
from handrail.profiles import Target
from handrail.publications.document import Document, Inline, Number, Table
from handrail.publications.numbers import about, in_plain_words, percentage, percentage_of, whole
from handrail.publications.safeguards import Standing
from handrail.publications.safeguards.values import change_in_words, exact, tenths

FOLDER = Path(__file__).with_name("true_sentences")
YEARS = {f"{name}": (date(2019 - back, 4, 1), date(2020 - back, 3, 31)) for back, name in
         enumerate(("year", "last", "before", "earliest"))}  # fmt: skip
QUARTERS = {f"q{at + 1}": (month(4 + 3 * at)[0], month(6 + 3 * at)[1]) for at in range(4)}
PERIODS = YEARS | QUARTERS | {name: month(4 + at) for at, name in enumerate(MONTHS)}
AREAS = ("England", "statistical neighbours", "North East")


@cache
def world() -> dict[str, dict[str, Any]]:
    """The numbers by name, months spelled out."""
    read = tomllib.loads((FOLDER / "world.toml").read_text(encoding="utf-8"))
    return {name: one | dict(zip(MONTHS, one.get("months", ()), strict=False)) for name, one in read.items()}


def pairs() -> list[tuple[str, str]]:
    """Every true sentence with its false twin."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "world")
    read = [one for path in files for one in tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]]
    return [(one["true"], one["false"]) for one in read]


def standing() -> Standing:
    """The targets of the world."""
    set_on = date(2018, 4, 1)
    found = [
        Target(one["measure"], one["target"], set_on, None, "the Board") for one in world().values() if "target" in one
    ]
    return Standing(targets=tuple(found))


def written(sentence: str) -> Document:
    """The sentence with its numbers bound, over the tables that print the months and years of the world."""
    pieces = [number(piece) if at % 2 else piece for at, piece in enumerate(re.split(r"[{}]", sentence))]
    return made_of(paragraph(*pieces), *tables())


def number(reference: str) -> Inline:
    """The bound number of a reference."""
    reference, _, instead = reference.partition(":")
    name, _, what = reference.partition(" ")
    bound = _number(name, what)
    return Number(instead or bound.text, bound.figure, bound.shows, against=bound.against)


def _number(name: str, what: str) -> Number:
    if name == "started" and what == "mean":
        return _level("startedmean", "year")
    if what.endswith((" about", "about")):
        figure = _figure(name, what.removesuffix("about").strip() or "year")
        return Number(about(figure.numerator or 0), figure, "about")
    if what == "plain":
        figure = _figure(name, "year")
        return Number(in_plain_words(figure.numerator or 0, figure.denominator or 1), figure, "plain")
    if what == "target":
        return Number(percentage_of(world()[name]["target"]), _figure(name, "year"), "target")
    if what in ("change", "points", "relative"):
        return _change(name, {"change": "difference"}.get(what, what), "last")
    if what.startswith("over "):
        return _change(name, "points", what.removeprefix("over "))
    return _level(name, what or "year")


def _figure(name: str, key: str) -> Figure:
    one, value = world()[name], world()[name][key]
    top, base = value if isinstance(value, list) else (value, None)
    kind = "count" if base is None or one.get("shows") == "mean" else "share"
    group = {} if key in PERIODS else {"area" if key in AREAS else "group": key}
    return fig(one["measure"], top, base, PERIODS.get(key, THIS), unit=one["unit"], kind=kind, group=group)


def _level(name: str, key: str) -> Number:
    figure, shows = _figure(name, key), world()[name].get("shows")
    top, base = figure.numerator or 0, figure.denominator
    if shows == "mean":
        return Number(tenths(exact(figure) or 0), figure, "mean")  # type: ignore[arg-type]
    if base is None:
        return Number(whole(top), figure, "numerator")
    return Number(f"{percentage(top, base)} ({whole(top)} of {whole(base)})", figure, "share")


def _change(name: str, shows: str, beside: str) -> Number:
    new, old = _figure(name, "year"), _figure(name, beside)
    values = exact(old) or 0, exact(new) or 0
    text = change_in_words(*values, is_share=shows == "points")  # type: ignore[arg-type]
    relative = f"{tenths(100 * abs(values[1] - values[0]) / values[0])}%"  # type: ignore[arg-type, operator]
    return Number(relative if shows == "relative" else text.partition(" (")[0], new, shows, against=old)


def tables() -> Iterator[Table]:
    """The months of what has months, the years of what has four, and the groups of what has groups."""
    for name, heading in (("ontime", "On time"), ("started", "Started")):
        rows = [row(f"{each} {month(4 + at)[0].year}", _level(name, each)) for at, each in enumerate(MONTHS)]
        unit = world()[name]["unit"]
        yield table(
            f"{heading} by month", ["Month", f"{heading}, share" if name == "ontime" else heading], *rows, unit=unit
        )
    for name, heading in (("care", "Children looked after"), ("plans", "Plans open")):
        rows = [row(f"{2019 - at}/{20 - at}", _level(name, each)) for at, each in enumerate(YEARS)]
        yield table(f"{heading} by year", ["Year", heading], *rows, unit=world()[name]["unit"])
    quarters = [row(f"Quarter {at + 1}", _level("ontime", f"q{at + 1}")) for at in range(4)]
    yield table("On time by quarter", ["Quarter", "Share on time"], *quarters, unit="review")
    for caption, name, groups in (
        ("Ages of children looked after", "care", ("under one", "1 to 9", "10 to 15", "16 and over")),
        ("Late reviews by reason", "late", ("late report", "illness", "no room", "other")),
    ):
        rows = [row(each.capitalize(), _level(name, each)) for each in groups]
        yield table(caption, ["Group", "Number"], *rows, unit=world()[name]["unit"])


__all__ = ["LAST", "number", "pairs", "standing", "world", "written"]
