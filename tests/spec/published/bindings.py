"""Bindings: what each cell of a published table stands for, read from `bindings/*.toml`.

A table is rows by columns, each a list of items; a cell is what its row and its column say together, in front of what
the table says of all. Items use the words in which the library's own tables are declared (heading, measure, where,
period, part, with, per, before, each, by, labels), and some for how a published cell was printed (see `Item`).
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent / "bindings"


class WronglyBound(ValueError):
    """A binding that is not written rightly."""


@dataclass(frozen=True)
class Item:
    """What a table, a row or a column says of its cells.

    `out_of` names the groups a count's share is of; `also` adds another measure; `per_where` bounds the measure it is
    divided by. How it is printed: `decimals`, `form` (its text, {} the number), `zero`, `sign`, `fall` (a fall is
    printed without its sign), `word`, `tenths` (printed without its decimal point). Where a cell is not as published:
    `finding` and what is `ours`; where it is no figure: `why`; `beyond` says why a row is ours alone.
    """

    heading: str = ""
    measure: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    period: str = ""
    part: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    per: str = ""
    per_where: Mapping[str, Any] = field(default_factory=dict)
    before: str = ""
    out_of: Mapping[str, Any] = field(default_factory=dict)
    also: Mapping[str, Any] = field(default_factory=dict)
    each: str = ""
    by: str = ""
    labels: str = ""
    decimals: int | None = None
    form: str = ""
    zero: str = ""
    sign: bool = False
    fall: bool = False
    word: bool = False
    tenths: bool = False
    finding: str = ""
    ours: str = ""
    why: str = ""
    beyond: str = ""


_FINDINGS = "findings"
_KEYS = {each.name for each in fields(Item)}


@dataclass(frozen=True)
class Table:
    """One published table, series, chart or set of figures: its items, and cells that are told apart."""

    id: str
    base: Item
    rows: tuple[Item, ...]
    columns: tuple[Item, ...]
    cells: Mapping[tuple[str, str], Item]


def tables(name: str) -> dict[str, Table]:
    """The bindings of one report's tables, by id."""
    return {id: _table(id, entry) for id, entry in _read(name).items() if id != _FINDINGS}


def findings(name: str) -> dict[str, str]:
    """Why a correct program prints another number, by finding, in a few words."""
    return dict(_read(name)[_FINDINGS])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _table(id: str, data: Mapping[str, Any]) -> Table:
    base = {key: value for key, value in data.items() if key not in ("rows", "columns", "cells")}
    cells = {(each["row"], each["column"]): _cell(id, each) for each in data.get("cells", [])}
    columns = data.get("columns", [{"heading": "printed"}])
    return Table(id, _item(id, base), _items(id, data.get("rows", [])), _items(id, columns), cells)


def _cell(id: str, data: Mapping[str, Any]) -> Item:
    return _item(id, {key: value for key, value in data.items() if key not in ("row", "column")})


def _items(id: str, data: list[Mapping[str, Any]]) -> tuple[Item, ...]:
    return tuple(_item(id, each) for each in data)


def _item(id: str, data: Mapping[str, Any]) -> Item:
    given = {("chosen" if key == "with" else key): value for key, value in data.items()}
    if unknown := set(given) - _KEYS:
        raise WronglyBound(f"{id}: {', '.join(sorted(unknown))}")
    return Item(**given)


def measures_of(found: Iterable[Table]) -> list[str]:
    """Every measure these tables are bound to."""
    items = (item for table in found for item in (table.base, *table.rows, *table.columns, *table.cells.values()))
    named = (name for item in items for name in (item.measure, item.per, item.also.get("measure", "")))
    return sorted({name for name in named if name and name != PER_MONTH})


def together(*items: Item) -> Item:
    """What items say together, the later in front; groups and settings are joined."""
    found = items[0]
    for item in items[1:]:
        said = {
            name: value for name, value in vars(item).items() if value or (name == "decimals" and value is not None)
        }
        for name in ("where", "chosen"):
            said[name] = {**getattr(found, name), **getattr(item, name)}
        found = replace(found, **said)
    return found


MONTHS = (
    *("april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "january", "february", "march"),
)
TO_DATE = "to_"
PER_MONTH = "month"


def spelled_out(items: tuple[Item, ...], codes: Mapping[str, Mapping[str, str]]) -> Iterator[Item]:
    """The items, those that stand for several made into them: one a month, or one a code of the profile's list."""
    for item in items:
        if item.each in ("month", "month_to_date"):
            for month in MONTHS:
                period = month if item.each == "month" else f"{TO_DATE}{month}"
                yield replace(item, each="", heading=month[:3].capitalize(), period=period)
        elif item.by:
            for code, label in codes[item.labels].items():
                yield replace(item, by="", labels="", heading=label, where={**item.where, item.by: code})
        else:
            yield item
