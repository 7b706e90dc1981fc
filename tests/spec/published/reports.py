"""The annual report of each published service, made as any report is, each year resting on those before."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from tests.fictional_data.published.made import Published
from tests.spec.published.bindings import MONTHS, TO_DATE, Item

from handrail.measures.definitions import measure
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.profiles import Profile, shipped
from handrail.publications.document import Document, Number, Table
from handrail.publications.making import Request, compose, printed
from handrail.publications.safeguards import Finding, refusals
from handrail.publications.times import Times
from handrail.record.record import Record
from handrail.timescales.arithmetic import years_after

_PLACED = Path(__file__).with_name("placed")
_YEARS = {"year_before": 2, "last_year": 1, "year": 0}
_REPORT = "annual_report"


@dataclass(frozen=True)
class Placed:
    """Where the published tables of a service stand in its report; figures of its sentences stand in any table of it.

    `unplaced` are the cells that stand in none, by table and row, with why; `decimals` those that are printed with other
    decimals, by table and row or column, with why; `of_all` the column that is a share of all in the report, by table.
    """

    tables: dict[str, str]
    unplaced: dict[str, str] = field(default_factory=dict)
    of_all: dict[str, str] = field(default_factory=dict)
    decimals: dict[str, str] = field(default_factory=dict)


def services() -> list[str]:
    """The services whose tables have a place in their report."""
    return sorted(path.stem for path in _PLACED.glob("*.toml"))


def placed(name: str) -> Placed:
    """Where the tables of a service stand."""
    return Placed(**tomllib.loads((_PLACED / f"{name}.toml").read_text(encoding="utf-8")))


def with_its_tables_only(name: str) -> Profile:
    """The profile of a service that publishes the chapter of its own tables and no other."""
    profile = shipped(name)
    outline = profile.outline[_REPORT]
    chapters = tuple(one for one in outline.chapters if one.text)
    return replace(profile, outline={**profile.outline, _REPORT: replace(outline, chapters=chapters)})


def report(authority: Published, profile: Profile) -> tuple[Document, list[Finding]]:
    """The report of the year published, and what of it is refused; it rests on the reports of the years before."""
    earlier: list[Figure] = []
    for name in (one for one in _YEARS if one in authority.records and one != "year"):
        document, _ = compose(_request(authority, name, authority.records[name], profile, earlier))
        earlier += printed(document)
    document, known = compose(_request(authority, "year", authority.records["year"], profile, earlier))
    return document, refusals(document, known)


def _request(authority: Published, name: str, record: Record, profile: Profile, earlier: Iterable[Figure]) -> Request:
    first = years_after(authority.first_day, -_YEARS[name])
    period = Period(first, years_after(first, 1) - timedelta(days=1))
    return Request(_REPORT, period, record, profile, earlier=tuple(earlier), audience="internal")


def tables_of(document: Document, name: str = "") -> list[Table]:
    """The table of this name; without one, every table of the report."""
    every = [block for block in document.blocks() if isinstance(block, Table)]
    return [one for one in every if not name or one.id == f"table-{name.replace('_', '-')}"]


def part_of(item: Item) -> str:
    """Which part of its figure a bound cell shows."""
    return item.part or ("share" if measure(item.measure).kind == "share" else "numerator")


def cells_of(tables: Iterable[Table], item: Item, times: Times) -> Iterator[tuple[int, int, Number]]:
    """The cells of these tables that show what a published cell is bound to, with their row and column."""
    for table in tables:
        for row, line in enumerate(table.rows):
            for column, cell in enumerate(line.cells):
                if isinstance(cell, Number) and cell.figure and _shows(cell, cell.figure, item, times):
                    yield row, column, cell


def _shows(cell: Number, figure: Figure, item: Item, times: Times) -> bool:
    part, days = part_of(item), _days(item.period, times)
    if item.also or (figure.period_from, figure.period_to) != (days.first, days.last):
        return False
    if part == "target":
        return (cell.shows, figure.measure) == (part, item.measure)
    shown = "of_all" if figure.settings.get("out_of") == "all" else cell.shows
    measured = f"{item.measure} per {item.per}" if item.per else item.measure
    same = (figure.measure, figure.group, shown) == (measured, dict(item.where), part)
    return same and _is_counted_so(figure, item)


def _is_counted_so(figure: Figure, item: Item) -> bool:
    """Whether it is counted by the same settings, and of a share of the same whole."""
    chosen = {"basis_of_record": "recorded", **item.chosen}
    within = " ".join(sorted(item.out_of)) or figure.settings.get("out_of", "all")
    same = all(figure.settings.get(name, value) == value for name, value in chosen.items())
    return same and figure.settings.get("out_of", "all") == within and "told" not in figure.settings  # or restated


def _days(name: str, times: Times) -> Period:
    if name.removeprefix(TO_DATE) in MONTHS and name.startswith(TO_DATE):
        return times.each("month_to_date")[MONTHS.index(name.removeprefix(TO_DATE))]
    return times.named(name or "year")


def number_in(text: str) -> Decimal:
    """The number a cell prints, with its decimals: 94 of "94% (1,613 of 1,706)", -6 of "−6 percentage points"."""
    head = text.partition(" (")[0].removesuffix(" percentage points").rstrip("%")
    return Decimal(head.replace(",", "").replace("−", "-"))


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is printed with."""
    return max(0, -int(number.as_tuple().exponent))


def times_of(authority: Published) -> Times:
    """The periods of the year published."""
    first = authority.first_day
    return Times(Period(first, years_after(first, 1) - timedelta(days=1)))
