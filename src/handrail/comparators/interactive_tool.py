"""Reads the Local Authority Interactive Tool: one row an area and measure, with a column a year (wide) or a row a year (long).

Its dictionary, read from a file of its own, says in the tool's words what each measure is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handrail.comparators import areas, cells
from handrail.comparators.areas import Directory
from handrail.comparators.cells import Reading
from handrail.comparators.fits import Fits
from handrail.comparators.indicators import known
from handrail.comparators.layouts import interactive_tool, plain
from handrail.comparators.rows import AUTHORITY, GIVEN, Area, Comparator, Indicator
from handrail.comparators.sheets import Row, Sheet

MEASURE = ("measure_short", "measure short")
NUMBER = ("la_number", "la number", "la_num", "la num", "old_la_code")
NAME = ("area", "la and regions", "la_name", "la name")
YEAR = ("years_num", "years", "year", "time_period")
VALUE = ("values", "value", "values_num")
DESCRIPTION, METHODOLOGY = ("description",), ("methodology",)
_OWN = "LAIT: "


def is_wide(columns: list[str]) -> bool:
    """Whether there is a column of measures, one of areas, and one for each of several years."""
    return _has(columns, MEASURE, NUMBER) and any(cells.year(column) for column in columns) and not _has(columns, VALUE)


def is_long(columns: list[str]) -> bool:
    """Whether there is a column each of measures, areas, years and values."""
    return _has(columns, MEASURE, NUMBER, YEAR, VALUE)


def is_dictionary(columns: list[str]) -> bool:
    """Whether this says what the measures are."""
    return _has(columns, MEASURE, DESCRIPTION)


def read_dictionary(sheet: Sheet) -> dict[str, Indicator]:
    """The tool's own definition of each measure, by its short name in plain form."""
    found = {}
    measure, title = sheet.at(*MEASURE) or 0, sheet.at("measure")
    for _, row in sheet.rows():
        short = row[measure].strip()
        texts = [row[at].strip() for names in (DESCRIPTION, METHODOLOGY) if (at := sheet.at(*names)) is not None]
        words = " ".join(" ".join(text.split()) for text in texts if text not in ("", "-"))
        name = row[title].strip() if title is not None else short
        found[plain(short)] = Indicator(_OWN + short, name, "", "", "", f"In the words of the source: {words}")
    return found


@dataclass(frozen=True)
class _Cell:
    """One cell with what it is of: its row, measure, area, year and text."""

    row: int
    short: str
    area: Area
    year: int
    text: str


def read(sheet: Sheet, directory: Directory, edition: str) -> tuple[list[Comparator], list[Indicator]]:
    """The figures of the tool, and the indicators only it knows. `edition` is blank where nobody said."""
    each = list(_long(sheet, directory) if is_long(sheet.columns) else _wide(sheet, directory))
    source, names = interactive_tool()
    fits, taken, own = Fits(sheet.found), [], {}
    latest = max((cell.year for cell in each if _read(cell.text).number is not None), default=0)
    for cell in each:
        indicator = names.get(plain(cell.short))
        read = fits.reading(cell.text, str(cell.year), cell.row, known()[indicator] if indicator else None)
        if read is None:
            continue
        if indicator is None:
            indicator = _OWN + cell.short
            said = f"As {source} has it, under this name. Its dictionary was not loaded."
            own[indicator] = Indicator(indicator, cell.short, "", "", "", said)
        taken.append(
            Comparator(
                indicator,
                cell.short,
                cell.area.code,
                cell.area.number,
                cell.area.name,
                cell.area.kind,
                "",
                "",
                cell.year,
                None,
                None,
                read.number,
                read.status,
                read.symbol,
                "",
                source,
                edition or f"data to {latest}",
                sheet.read_from(cell.row),
            )
        )
    told = {each.indicator for each in taken if each.status == GIVEN}
    return [each for each in taken if each.indicator in told], [own[name] for name in own if name in told]


def _wide(sheet: Sheet, directory: Directory) -> Iterator[_Cell]:
    years = [(at, year) for at, column in enumerate(sheet.columns) if (year := cells.year(column))]
    measure = sheet.at(*MEASURE) or 0
    for number, row in sheet.rows():
        area = _area(sheet, (number, row), directory)
        if area is None or not row[measure].strip():
            continue
        for at, year in years:
            yield _Cell(number, row[measure].strip(), _in_year(area, year, directory), year, row[at])


def _long(sheet: Sheet, directory: Directory) -> Iterator[_Cell]:
    measure, value = sheet.at(*MEASURE) or 0, sheet.at(*VALUE) or 0
    columns = [at for name in YEAR if (at := sheet.at(name)) is not None]
    for number, row in sheet.rows():
        area = _area(sheet, (number, row), directory)
        year = next((year for at in columns if (year := cells.year(row[at]))), None)
        if year is None:
            what = f"Row {number}: {row[columns[0]][:40]!r} is no year Handrail can place; the row was left out."
            sheet.found.add("HR-CMP-YEAR", number, sheet.headings[columns[0]], row[columns[0]], what)
        elif area and row[measure].strip():
            yield _Cell(number, row[measure].strip(), _in_year(area, year, directory), year, row[value])


def _area(sheet: Sheet, row: Row, directory: Directory) -> Area | None:
    number, cells_of = row
    said = cells_of[sheet.at(*NUMBER) or 0].strip()
    at = sheet.at(*NAME)
    name = cells_of[at].strip() if at is not None else ""
    found = areas.region(said) or (areas.region(name) if not said else None)
    if found:
        return found
    its_number = areas.number(said)
    if its_number is None or not name:
        what = f"Row {number} is of no area of England that Handrail can place ({said[:20]}, {name[:40]}); it was left out."
        todo = "Nothing, if the figure is not wanted: authorities, regions and England are read."
        sheet.found.add("HR-CMP-AREA", number, sheet.headings[sheet.at(*NUMBER) or 0], said, what, todo)
        return None
    area = Area(its_number, "", name, AUTHORITY, "", "", 0, 0, sheet.read_from(number))
    directory.add(area)
    return area


def _in_year(area: Area, year: int, directory: Directory) -> Area:
    return area if area.code else area._replace(code=directory.code_of(area.number, year))


def _read(text: str) -> Reading:
    return cells.read(text) or cells.NOTHING


def _has(columns: list[str], *each: tuple[str, ...]) -> bool:
    return all(not set(names).isdisjoint(columns) for names in each)
