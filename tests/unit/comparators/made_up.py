"""Published files made by hand, in shapes and editions of our own: no figure in them is a real one."""

from pathlib import Path

from handrail.comparators.load import Loaded, load
from handrail.comparators.rows import Comparator

GEOGRAPHY = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name"
ENGLAND = "National,E92000001,England,,,,,"
WEST_MIDLANDS = "Regional,E92000001,England,E12000005,West Midlands,,,"
DUDLEY = "Local authority,E92000001,England,E12000005,West Midlands,332,E08000027,Dudley"
SANDWELL = "Local authority,E92000001,England,E12000005,West Midlands,333,E08000028,Sandwell"
WALSALL = "Local authority,E92000001,England,E12000005,West Midlands,335,E08000030,Walsall"


def published(columns: str, *rows: str) -> str:
    """A table of Explore Education Statistics: rows are 'year;area;values'."""
    lines = [f"{GEOGRAPHY},{columns}"]
    for row in rows:
        year, area, values = row.split(";")
        lines.append(f"{year},Reporting year,{area},{values}")
    return "\n".join(lines) + "\n"


def loaded(folder: Path, edition: str = "", **files: str) -> Loaded:
    """What is read of these texts as CSV files."""
    paths = []
    for name, text in files.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return load(paths, edition)


def one(found: Loaded, indicator: str, year: int, area: str) -> Comparator:
    """The only figure of this indicator, year and area."""
    wanted = [row for row in found.comparators if (row.indicator, row.year, row.area_name) == (indicator, year, area)]
    assert len(wanted) == 1, [row.indicator for row in found.comparators]
    return wanted[0]


def rules(found: Loaded) -> list[str]:
    """The rules of the problems met."""
    return [problem.rule for problem in found.problems]
