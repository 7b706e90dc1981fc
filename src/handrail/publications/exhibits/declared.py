"""How a table or a chart is declared: typed settings, read from TOML, every unknown key refused.

The library's own stand in the files beside this one; an authority adds or replaces some under [tables.NAME] and
[charts.NAME] in its profile. docs/reference/exhibits.md is made from the words below.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

SHOWS = {
    "numerator": "the count, or of a share what is in it",
    "denominator": "what a share is out of",
    "share": "the share, with both counts beside it in the same row",
    "not_assessable": "what could not be judged",
    "not_recorded": "what is not recorded",
    "of_all": "what share a group is of the whole, or of those named in `out_of`, the whole being in the table",
    "mean": "the measure divided by the one named in `per`",
    "difference": "the change from `before`: of counts their difference, of shares percentage points",
    "relative": "the change from `before` as a share of what it was",
    "target": "the target in force on the last day",
    "comparator": "the figure another area published, named in `area`",
    "unit": "what is counted, in words",
}
"""What a cell may show."""

KEYS = {
    "heading": "what the row or column is headed; {Reviews}, {last_day} and the like are filled in",
    "measure": "the measure counted",
    "where": 'the part of it, by group: { stream = "care" }',
    "period": "the period, where it is not the publication's own: last_year, opening, june, quarter_1",
    "part": "what the cell shows: see below",
    "with": 'settings of the measure: { transfers_in = "without" }',
    "per": "what a mean is divided by: a measure",
    "out_of": "the groups a share `of_all` stays within: question, or stream form",
    "before": "the period a change is taken from; last_year where it is left out",
    "area": "whose figure a comparator is: England, a region, an authority, neighbours (mean), neighbours (median)",
    "each": "one row or column for each month, month_to_date, last_year_month, quarter or year",
    "of": "how many years, this one the last",
    "by": "one row or column for each value of a group",
    "instead": 'what a group is called by the measure of this entry: { sex = "staff_sex" }',
    "labels": "the code list of the profile that words and orders those values; its noughts are shown",
    "order": "list, or size: the largest first",
    "parts": "the same again for each of several parts, each with a heading of its own",
    "total": "true where the row is the total of those before it",
}
"""What an entry of an axis may say. A cell is what its row and its column say together."""

SHAPES = {
    "months_of_a_share": "a share in single months with its usual variation, the target as steps, last year's in grey",
    "months_of_counts": "one or two counts in single months, each with its usual variation",
    "bars": "one bar for each row of its table, from nought; where the table has two years, last year's in grey",
    "tenths": "ten figures for each row of its table, as many filled as its share is tenths, in plain words",
    "steps": "a share or count over years, point by point",
}
"""The shapes a chart may have; each is drawn in `exhibits/charts.py`."""


class ExhibitError(ValueError):
    """A table or chart that is not declared rightly, with the remedy."""


@dataclass(frozen=True)
class Item:
    """One entry of an axis, or several: what it gives to the cells of its row or column.

    `each` makes one of every month, month to date, quarter or of the last `of` years; `by` one of every value of a
    group, with the words of the profile's code list `labels`; `parts` makes each of these again for several parts.
    """

    heading: str = ""
    measure: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    part: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    per: str = ""
    out_of: str = ""
    before: str = ""
    area: str = ""
    each: str = ""
    of: int = 1
    by: str = ""
    labels: str = ""
    instead: Mapping[str, str] = field(default_factory=dict)
    order: str = "list"
    parts: tuple["Item", ...] = ()
    total: bool = False


@dataclass(frozen=True)
class TableSpec:
    """A table: its cells are what its row and its column say together. Where `audience` is named, nobody else sees it."""

    name: str
    caption: str
    rows: tuple[Item, ...]
    columns: tuple[Item, ...]
    base: Item
    first: str
    total: str
    note: str
    audience: str
    also_units: tuple[str, ...]
    decimals: int


@dataclass(frozen=True)
class ChartSpec:
    """A chart of one table: its shape, what its title speaks of, and whether it is drawn low, as on a scorecard."""

    name: str
    shape: str
    table: str
    of: str
    measures: tuple[Item, ...]
    small: bool = False


class Exhibits:
    """All tables and charts of a publication: the library's, and those of the profile in front of them."""

    def __init__(self, more: Mapping[str, Any] | None = None) -> None:
        more = more or {}
        library = _library()
        tables = {**library["tables"], **_section(more, "tables")}
        charts = {**library["charts"], **_section(more, "charts")}
        self.tables = {name: _table(name, entry) for name, entry in tables.items()}
        self.charts = {name: _chart(name, entry, self.tables) for name, entry in charts.items()}

    def table(self, name: str) -> TableSpec:
        """The table of this name. Raises ExhibitError naming those there are."""
        if name not in self.tables:
            raise ExhibitError(f"There is no table '{name}'. There are: {', '.join(sorted(self.tables))}.")
        return self.tables[name]

    def chart(self, name: str) -> ChartSpec:
        """The chart of this name. Raises ExhibitError naming those there are."""
        if name not in self.charts:
            raise ExhibitError(f"There is no chart '{name}'. There are: {', '.join(sorted(self.charts))}.")
        return self.charts[name]


@cache
def _library() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {"tables": {}, "charts": {}}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in found:
            found[kind] |= data.get(kind, {})
    return found


def _section(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, Mapping) or not all(isinstance(one, Mapping) for one in found.values()):
        raise ExhibitError(f"{name} must be written as sections: [{name}.NAME].")
    return found


_ITEM_KEYS = {each.name: each for each in fields(Item)}
_TABLE_KEYS = {"caption", "rows", "columns", "first", "note", "also_units", "total", "decimals", "audience"}
_MOST_DECIMALS = 2
_TEXTS = frozenset(name for name in _ITEM_KEYS if name not in ("where", "chosen", "instead", "parts", "of", "total"))


def _table(name: str, data: Mapping[str, Any]) -> TableSpec:
    spot = f"tables.{name}"
    base = {key: value for key, value in data.items() if key not in _TABLE_KEYS}
    total = data.get("total", "")
    texts = {key: data.get(key, "") for key in ("caption", "first", "note", "audience")}
    for key, value in {**texts, "total": total}.items():
        _must(isinstance(value, str), f"{spot}: {key} must be a text.")
    _must(bool(texts["caption"]), f"{spot}: it needs a caption.")
    return TableSpec(
        name=name,
        rows=_items(data.get("rows"), f"{spot}: rows"),
        columns=_items(data.get("columns"), f"{spot}: columns"),
        base=_item(base, spot),
        total=total,
        also_units=_texts(data.get("also_units", []), f"{spot}: also_units"),
        decimals=_decimals(data.get("decimals", 1), f"{spot}: decimals"),
        **texts,
    )


def _chart(name: str, data: Mapping[str, Any], tables: Mapping[str, TableSpec]) -> ChartSpec:
    spot = f"charts.{name}"
    unknown = sorted(set(data) - {"shape", "table", "of", "measures", "small"})
    _must(not unknown, f"{spot}: there is no '{', '.join(unknown)}'. There are: shape, table, of, measures, small.")
    shape, table, of, small = data.get("shape"), data.get("table"), data.get("of", ""), data.get("small", False)
    _must(shape in SHAPES, f"{spot}: shape is one of {', '.join(SHAPES)}, and not {shape!r}.")
    _must(table in tables, f"{spot}: there is no table {table!r} to draw.")
    _must(isinstance(of, str) and bool(of), f"{spot}: `of` says in words what the title speaks of.")
    _must(isinstance(small, bool), f"{spot}: small is true or false.")
    return ChartSpec(name, str(shape), str(table), of, _items(data.get("measures", []), f"{spot}: measures"), small)


def _items(found: object, spot: str) -> tuple[Item, ...]:
    if not isinstance(found, list):
        raise ExhibitError(f'{spot} must be a list, such as [{{ each = "month" }}].')
    return tuple(_item(one, f"{spot}, entry {place}") for place, one in enumerate(found, 1))


def _item(data: object, spot: str) -> Item:
    if not isinstance(data, Mapping):
        raise ExhibitError(f'{spot} must be written {{ heading = "…", … }}, and is {data!r}.')
    given = {("chosen" if key == "with" else key): value for key, value in data.items()}
    unknown = sorted(set(given) - set(_ITEM_KEYS))
    known = ", ".join("with" if key == "chosen" else key for key in _ITEM_KEYS)
    _must(not unknown, f"{spot}: there is no '{', '.join(unknown)}'. There are: {known}.")
    for key, value in given.items():
        if key in _TEXTS:
            _must(isinstance(value, str), f"{spot}: {key} must be a text, and is {value!r}.")
    for key in ("where", "chosen", "instead"):
        pairs = given.get(key, {})
        right = isinstance(pairs, Mapping) and all(isinstance(one, str) for one in pairs.values())
        _must(right, f'{spot}: {"with" if key == "chosen" else key} must be written {{ name = "value" }}.')
    of = given.get("of", 1)
    _must(type(of) is int and 1 <= of <= 10, f"{spot}: of must be a whole number from 1 to 10, and is {of!r}.")
    _must(isinstance(given.get("total", False), bool), f"{spot}: total is true or false.")
    _must(given.get("part", "") in ("", *SHOWS), f"{spot}: part is one of {', '.join(SHOWS)}.")
    _must(given.get("order", "list") in ("list", "size"), f"{spot}: order is list or size.")
    if "parts" in given:
        given["parts"] = _items(given["parts"], f"{spot}: parts")
    return Item(**given)


def _decimals(found: object, spot: str) -> int:
    if type(found) is not int or not 0 <= found <= _MOST_DECIMALS:
        raise ExhibitError(f"{spot} must be a whole number from 0 to {_MOST_DECIMALS}, and is {found!r}.")
    return found


def _texts(found: object, spot: str) -> tuple[str, ...]:
    if not isinstance(found, Sequence) or isinstance(found, str) or not all(isinstance(one, str) for one in found):
        raise ExhibitError(f"{spot} must be a list of texts.")
    return tuple(found)


def _must(is_right: bool, wrong: str) -> None:
    if not is_right:
        raise ExhibitError(wrong)
