"""Reads lists of areas: authorities with their codes over the years, the Department's list of numbers, districts and counties."""

import re

from handrail.comparators import areas, cells
from handrail.comparators.areas import Directory
from handrail.comparators.rows import AUTHORITY, Area
from handrail.comparators.sheets import Sheet

_NUMBER = ("old_la_code", "la number", "la_number", "la num")
_CODE = ("new_la_code",)
_NAME = ("la_name", "la name")
_REGION = ("region_name", "region")
_UPPER = re.compile(r"utla([0-9]{2})(cd|nm)")


def is_list(columns: list[str]) -> bool:
    """Whether this lists authorities by number and name and gives no figures."""
    named = not set(_NAME).isdisjoint(columns) and not set(_NUMBER).isdisjoint(columns)
    return named and not set(_REGION).isdisjoint(columns) and not {"time_period", "sn1", "sn_1"} & set(columns)


def is_districts(columns: list[str]) -> bool:
    """Whether this lists districts with the authority that has children's services for them."""
    return len({name for name in columns if _UPPER.fullmatch(name)}) > 1


def read_list(sheet: Sheet, directory: Directory) -> int:
    """Note the authorities of a list; how many it names."""
    count = 0
    at = {
        name: sheet.at(*names)
        for name, names in {"number": _NUMBER, "code": _CODE, "name": _NAME, "region": _REGION}.items()
    }
    first, last, region_code = sheet.at("first_year"), sheet.at("last_year"), sheet.at("region_code")

    def said(row: list[str], place: int | None) -> str:
        return row[place].strip() if place is not None else ""

    for number, row in sheet.rows():
        its_number, name = areas.number(said(row, at["number"])), said(row, at["name"])
        if areas.region(said(row, at["number"])) or said(row, at["number"]) == "1000":
            continue  # England and regions are known; 1000 is an England that is discontinued
        if its_number is None or not name:
            what = f"Row {number} names no authority with a number of three figures; it was left out."
            sheet.found.add("HR-CMP-AREA", number, sheet.headings[at["number"] or 0], said(row, at["number"]), what)
            continue
        count += 1
        directory.add(
            Area(
                its_number,
                areas.code(said(row, at["code"])) or "",
                name,
                AUTHORITY,
                areas.code(said(row, region_code)) or "",
                said(row, at["region"]),
                cells.year(said(row, first)) or 0,
                cells.year(said(row, last)) or 0,
                sheet.read_from(number),
            )
        )
    return count


def read_districts(sheet: Sheet, directory: Directory) -> int:
    """Note the authorities of a lookup from districts, those outside England passed over; how many districts it has."""
    count = 0
    code = next(at for at, name in enumerate(sheet.columns) if _UPPER.fullmatch(name) and name.endswith("cd"))
    name = next(
        (at for at, column in enumerate(sheet.columns) if _UPPER.fullmatch(column) and column.endswith("nm")), code
    )
    for number, row in sheet.rows():
        its_code = areas.code(row[code])
        if its_code and row[name].strip():
            count += 1
            where = sheet.read_from(number)
            directory.add(Area("", its_code, row[name].strip(), AUTHORITY, "", "", 0, 0, where))
    return count
