"""Reads the tables of Explore Education Statistics: one row an area, year and set of texts, one column a figure.

A table is known by its columns in any order. Columns nothing here knows are kept as the source's own indicators, because
new editions bring new ones; those have no unit of ours and are never set beside our figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from handrail.comparators import areas, cells
from handrail.comparators.areas import Directory
from handrail.comparators.cells import NOTHING, Reading
from handrail.comparators.fits import Fits
from handrail.comparators.indicators import NUMBER, PER_CENT, known
from handrail.comparators.layouts import Figure, Texts, plain, recognise
from handrail.comparators.rows import (
    AUTHORITY,
    GIVEN,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    REGION,
    SUPPRESSED,
    WORKED_OUT,
    Area,
    Comparator,
    Indicator,
)
from handrail.comparators.sheets import Row, Sheet

_PLACE = ("geographic_level", "country_code", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
_PLACE_AND_TIME = frozenset({*_PLACE, "country_name", "time_period", "time_identifier"})
_YEARLY = frozenset({"", "reporting year", "financial year", "calendar year", "mid-year"})
_UNKNOWN = "DfE, Explore Education Statistics, a table Handrail does not know"


def is_published(columns: list[str]) -> bool:
    """Whether these are the columns of a published table."""
    return {"time_period", "geographic_level"} <= set(columns)


def read(sheet: Sheet, directory: Directory, edition: str) -> tuple[list[Comparator], list[Indicator]]:
    """The figures of the table, and the indicators only it knows. `edition` is blank where nobody said."""
    return _Table(sheet, directory, edition).read()


@dataclass
class _Placed:
    """A row with its year and area."""

    number: int
    cells: list[str]
    year: int
    area: Area


class _Table:
    def __init__(self, sheet: Sheet, directory: Directory, edition: str) -> None:
        self.sheet, self.directory, self.found = sheet, directory, sheet.found
        self.layout = recognise(sheet.columns)
        self.source = self.layout.source if self.layout else _UNKNOWN
        self.rows = list(self._placed())
        self.edition = edition or f"data to {max((row.year for row in self.rows), default=0)}"
        self.values = self._value_columns()
        self.texts = [
            at
            for at, name in enumerate(sheet.columns)
            if name and name not in _PLACE_AND_TIME and at not in self.values
        ]
        self.varied = [at for at in self.texts if len({row.cells[at] for row in self.rows}) > 1]
        self.by_texts = {self._key(row, {}): row for row in self.rows}
        self.fits = Fits(sheet.found)

    def read(self) -> tuple[list[Comparator], list[Indicator]]:
        """Every figure of every row; a column of the source's own that never holds a number is nothing."""
        figures = self._known_figures()
        taken: list[Comparator] = []
        own: dict[str, tuple[Indicator, list[Comparator]]] = {}
        for row in self.rows:
            of_row = [(figure, at) for figure, at in figures if self._has(row, figure.where)]
            made = (self._comparator(row, figure) for figure, _ in of_row)
            taken.extend(each for each in made if each)
            for column in self.values.difference(*(at for _, at in of_row)):
                self._own(row, column, own)
        told = [(indicator, rows) for indicator, rows in own.values() if any(each.status == GIVEN for each in rows)]
        return [*taken, *(each for _, rows in told for each in rows)], [indicator for indicator, _ in told]

    # --- rows: year and area

    def _placed(self) -> Iterator[_Placed]:
        period, kind = self.sheet.at("time_period"), self.sheet.at("time_identifier")
        seen: dict[tuple[str, ...], Area | None] = {}
        for number, row in self.sheet.rows():
            year = cells.year(row[period or 0])
            if year is None or (kind is not None and plain(row[kind]) not in _YEARLY):
                said = row[period or 0] if year is None else row[kind or 0]
                what = f"Row {number}: {said[:40]!r} is no year Handrail can place; the row was left out."
                self.found.add("HR-CMP-YEAR", number, "time_period", said, what)
                continue
            area = self._area((number, row), year, seen)
            if area:
                yield _Placed(number, row, year, area)

    def _area(self, row: Row, year: int, seen: dict[tuple[str, ...], Area | None]) -> Area | None:
        said = tuple(self._cell(row[1], name) for name in _PLACE)
        if said not in seen:
            seen[said] = self._area_of(said, year, row[0])
            if seen[said] is None:
                what = (
                    f"Row {row[0]} is of no area of England that Handrail can place ({_short(said)}); it was left out."
                )
                todo = "Nothing, if the figure is not wanted: authorities, regions and England are read."
                self.found.add("HR-CMP-AREA", row[0], "geographic_level", said[0], what, todo)
        elif seen[said] is None:
            self.found.add("HR-CMP-AREA", row[0], "geographic_level", said[0], "")
        found = seen[said]
        if found and found.kind == AUTHORITY:
            self.directory.add(found._replace(first_year=year, last_year=year))
        return found

    def _area_of(self, said: tuple[str, ...], year: int, number: int) -> Area | None:
        level, country, region_code, region_name, la_number, la_code, la_name = said
        if country and country != "E92000001":
            return None
        if plain(level) in ("national", "country"):
            return areas.region("England")
        if plain(level) in ("regional", "region"):
            code = areas.code(region_code)
            shipped = areas.region(region_code) or areas.region(region_name)
            if shipped or not code or not region_name:
                return shipped
            return Area("", code, region_name, REGION, "", "", 0, 0, self.sheet.read_from(number))
        its_number, its_code = areas.number(la_number), areas.code(la_code)
        if plain(level) not in ("local authority", "la") or not la_name or not (its_number or its_code):
            return None
        region = (areas.code(region_code) or "", region_name)
        return areas.seen(its_number or "", its_code or "", la_name, region, year, self.sheet.read_from(number))

    def _cell(self, row: list[str], name: str) -> str:
        at = self.sheet.at(name)
        return "" if at is None else row[at].strip()

    # --- columns

    def _value_columns(self) -> set[int]:
        """The columns that hold figures: those the layout names, and those most of whose cells are numbers or signs."""
        named: set[str] = set()
        for figure in self.layout.figures if self.layout else ():
            named.update(figure.value, *figure.sum, figure.numerator, figure.denominator)
        passed_over = self.layout.passed_over if self.layout else frozenset()
        found = set()
        for at, name in enumerate(self.sheet.columns):
            if not name or name in _PLACE_AND_TIME or name in passed_over:
                continue
            if name in named or self._holds_figures(at):
                found.add(at)
        return found

    def _holds_figures(self, at: int) -> bool:
        read = [cells.read(row.cells[at]) for row in self.rows]
        numbers = sum(reading is not None and reading.number is not None for reading in read)
        return numbers > 0 and 2 * sum(reading is not None for reading in read) > len(read)

    def _known_figures(self) -> list[tuple[Figure, set[int]]]:
        """The figures of the layout whose columns are there, with the columns their values stand in.

        A share that an edition leaves out is worked out from its counts.
        """
        found = []
        for figure in self.layout.figures if self.layout else ():
            value = self.sheet.at(*figure.value)
            if value is not None:
                found.append((figure, {value}))
                continue
            parts = figure.sum or ((figure.numerator,) if figure.denominator and _is_share(figure) else ())
            if parts and all(self.sheet.at(*names) is not None for names in (*parts, figure.denominator)):
                found.append((replace(figure, sum=parts), set()))
        return found

    # --- figures

    def _has(self, row: _Placed, where: Texts) -> bool:
        return all(plain(self._cell(row.cells, column)) in texts for column, texts in where.items())

    def _key(self, row: _Placed, changed: dict[str, str]) -> tuple[object, ...]:
        texts = (changed.get(self.sheet.columns[at], plain(row.cells[at])) for at in self.texts)
        return row.year, row.area.number, row.area.code, *texts

    def _reading(self, row: _Placed, names: tuple[str, ...]) -> Reading:
        """A count in one of these columns; what can be none is nothing here and is told of where it is a figure itself."""
        at = self.sheet.at(*names)
        read = cells.read(row.cells[at]) if at is not None else None
        return NOTHING if read is None or (read.number is not None and read.number % 1) else read

    def _base(self, row: _Placed, base: Texts) -> _Placed | None:
        if not base:
            return row
        return self.by_texts.get(self._key(row, {column: texts[0] for column, texts in base.items()}))

    def _comparator(self, row: _Placed, figure: Figure) -> Comparator | None:
        base = self._base(row, figure.base)
        denominator = self._reading(base, figure.denominator) if base and figure.denominator else NOTHING
        if figure.sum:
            parts = [self._reading(row, names) for names in figure.sum]
            value, numerator = _share_of(parts, denominator, figure.indicator), _total(parts)
            column = " + ".join(self._heading(names) for names in figure.sum)
        else:
            column = self._heading(figure.value)
            at = self.sheet.at(*figure.value) or 0
            read = self.fits.reading(row.cells[at], column, row.number, known()[figure.indicator])
            if read is None:
                return None
            value, numerator = read, self._reading(row, figure.numerator).number
        texts = "; ".join(row.cells[at].strip() for at in self.varied)
        made = Comparator(
            figure.indicator, f"{column} [{texts}]" if texts else column, row.area.code, row.area.number, row.area.name,
            row.area.kind, "", "", row.year, numerator, denominator.number, value.number, value.status, value.symbol,
            _rounding(row.area, figure.indicator, value.status), self.source, self.edition, self.sheet.read_from(row.number),
        )  # fmt: skip
        self.fits.counts(made, row.number)
        return made

    def _heading(self, names: tuple[str, ...]) -> str:
        return self.sheet.headings[self.sheet.at(*names) or 0].strip()

    def _own(self, row: _Placed, at: int, own: dict[str, tuple[Indicator, list[Comparator]]]) -> None:
        """A figure only the source knows, under the source's name for it."""
        if self.layout and self.layout.passed_over_where and self._has(row, self.layout.passed_over_where):
            return
        column, texts = self.sheet.headings[at].strip(), [row.cells[at].strip() for at in self.varied]
        name = f"{self.layout.id if self.layout else 'own'}: {'; '.join([column, *texts])}"
        read = self.fits.reading(row.cells[at], column, row.number, None)
        if read is None:
            return
        said = f"As {self.source} has it: column {column}" + (f", of {'; '.join(texts)}" if texts else "")
        title = column.replace("_", " ")
        indicator = Indicator(name, title, "", "", "", f"{said}. Handrail has no definition of it.")
        made = Comparator(
            name, column, row.area.code, row.area.number, row.area.name, row.area.kind, "", "", row.year, None, None,
            read.number, read.status, read.symbol, "", self.source, self.edition, self.sheet.read_from(row.number),
        )  # fmt: skip
        own.setdefault(name, (indicator, []))[1].append(made)


def _is_share(figure: Figure) -> bool:
    return known()[figure.indicator].indicator.measured_in == PER_CENT


def _total(parts: list[Reading]) -> Decimal | None:
    numbers = [part.number for part in parts if part.number is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(parts) else None


def _share_of(parts: list[Reading], whole: Reading, indicator: str) -> Reading:
    """The share worked out from published counts; where one is withheld, the sign of the first that is."""
    withheld = next((each for each in (*parts, whole) if each.number is None), None)
    if withheld:
        hidden = next((each for each in (*parts, whole) if each.status == SUPPRESSED), withheld)
        return Reading(None, hidden.status, hidden.symbol)
    total = _total(parts)
    if total is None or not whole.number or total > whole.number:
        return Reading(None, NOT_APPLICABLE if total == 0 else NOT_AVAILABLE, "")
    places = Decimal(1).scaleb(-(known()[indicator].decimals or 0))
    return Reading((100 * total / whole.number).quantize(places, ROUND_HALF_UP), WORKED_OUT, "")


def _rounding(area: Area, indicator: str, status: str) -> str:
    """The Department rounds the counts of England and regions to ten, and not those of authorities."""
    if status == WORKED_OUT and areas.is_wider(area):
        return "from counts to the nearest 10"
    if known()[indicator].indicator.measured_in != NUMBER or indicator == "population_0_17":
        return ""
    return "to the nearest 10" if areas.is_wider(area) else "not rounded"


def _short(said: tuple[str, ...]) -> str:
    return ", ".join(text[:30] for text in said if text) or "no area is named"
