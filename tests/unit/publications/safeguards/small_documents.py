"""Small documents of ours for the safeguards: a sentence or a table, each number bound to a figure."""

from calendar import monthrange
from datetime import date
from typing import Any

from handrail.measures.figures import Figure
from handrail.publications.document import (
    Block,
    Column,
    Document,
    Inline,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from handrail.publications.numbers import percentage, whole

MONTHS = (
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "January", "February",
    "March",
)  # fmt: skip
THIS, LAST = (date(2019, 4, 1), date(2020, 3, 31)), (date(2018, 4, 1), date(2019, 3, 31))


def month(number: int) -> tuple[date, date]:
    """The month of the year from April 2019: 4 is April 2019, 13 is January 2020."""
    year, place = 2019 + (number > 12), (number - 1) % 12 + 1
    return date(year, place, 1), date(year, place, monthrange(year, place)[1])


def to_date(number: int) -> tuple[date, date]:
    return THIS[0], month(number)[1]


def fig(measure: str, top: int | None, base: int | None = None, when: Any = THIS, **more: Any) -> Figure:
    values: dict[str, Any] = {"unit": "child", "settings": {}, "definition": "3f6a0c1d", "group": {}}
    values |= {"kind": "count" if base is None else "share"} | more
    return Figure(
        measure, numerator=top, denominator=base, period_from=when[0], period_to=when[1],
        not_assessable=None, not_recorded=None, note=None, **values,
    )  # fmt: skip


def num(
    measure: str, top: int | None, when: Any = THIS, text: str | None = None, shows: str = "numerator", **more: Any
) -> Number:
    return Number(whole(top or 0) if text is None else text, fig(measure, top, when=when, **more), shows)


def share(
    measure: str, top: int | None, base: int | None, when: Any = THIS, text: str | None = None, **more: Any
) -> Number:
    right = f"{percentage(top, base)} ({whole(top)} of {whole(base)})" if top is not None and base else ""
    return Number(right if text is None else text, fig(measure, top, base, when, **{"kind": "share", **more}), "share")


def change(text: str, shows: str, new: Figure, old: Figure) -> Number:
    return Number(text, new, shows, against=old)


def target(measure: str, text: str, top: int | None, base: int | None, when: Any = THIS) -> Number:
    return Number(text, fig(measure, top, base, when, kind="share"), "target")


def paragraph(*parts: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def made_of(*blocks: Block, title: str = "Report 2019-20") -> Document:
    section = Section("only", "What we found", blocks)
    return Document(title, "1 April 2019 to 31 March 2020", "Fairlea", *THIS, "#0b5457", (section,))


def said(*parts: Inline | str) -> Document:
    return made_of(paragraph(*parts))


def row(heading: str, *cells: Inline | str, total: bool = False) -> Row:
    return Row(heading, tuple(Text(cell) if isinstance(cell, str) else cell for cell in cells), total)


def table(
    caption: str, columns: list[str], *rows: Row, unit: str = "child", note: str = "", also: tuple[str, ...] = ()
) -> Table:
    heads = (Column(columns[0], numeric=False), *(Column(one) for one in columns[1:]))
    return Table("table-x", caption, heads, rows, unit, (Text(note),) if note else (), also)


def tabled(caption: str, columns: list[str], *rows: Row, **more: Any) -> Document:
    return made_of(table(caption, columns, *rows, **more))
