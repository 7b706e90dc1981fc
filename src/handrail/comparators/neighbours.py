"""Statistical neighbours: reading who they are, and the mean or median of what is published of them."""

import re
from calendar import month_name
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import PurePath
from statistics import median

from handrail.comparators import areas
from handrail.comparators.areas import Directory
from handrail.comparators.rows import GIVEN, NEIGHBOURS, NOT_AVAILABLE, WORKED_OUT, Comparator, Neighbour
from handrail.comparators.sheets import Sheet
from handrail.record.problems import QUERY

MEAN, MEDIAN = "mean", "median"
AVERAGES = (MEAN, MEDIAN)
_USUAL = 10
_NUMBER = ("old_la_code", "la num", "la number", "la_number")
_RANKED = re.compile(r"sn[ _]?([0-9]{1,2})")
_MONTHS = [name.casefold() for name in month_name[1:]]
_MONTH_YEAR = re.compile(rf"({'|'.join(_MONTHS)})?[ _-]?(20[0-9]{{2}})", re.IGNORECASE)


def is_neighbours(columns: list[str]) -> bool:
    """Whether there is a column of authorities and one for each of several neighbours."""
    return not set(_NUMBER).isdisjoint(columns) and sum(bool(_RANKED.fullmatch(name)) for name in columns) > 1


def read(sheet: Sheet, model: str) -> list[Neighbour]:
    """The neighbours of each authority; a model without a name is called after the year in the name of its file."""
    model = model or _model_of(sheet.file)
    ranks = [(at, int(ranked[1])) for at, name in enumerate(sheet.columns) if (ranked := _RANKED.fullmatch(name))]
    its_own = sheet.at(*_NUMBER) or 0
    found: list[Neighbour] = []
    for number, row in sheet.rows():
        its_number = areas.number(row[its_own])
        if its_number is None:
            continue  # a heading between groups of authorities
        of_row: list[Neighbour] = []
        for at, rank in ranks:
            closeness = " ".join(row[at + 1].split()).capitalize() if at + 1 < len(row) else ""
            neighbour = areas.number(row[at])
            if neighbour and neighbour != its_number and neighbour not in {each.neighbour for each in of_row}:
                of_row.append(Neighbour(model, its_number, rank, neighbour, closeness, sheet.read_from(number)))
            elif row[at].strip() not in ("", "-"):
                what = f"Row {number}: {row[at].strip()[:40]!r} is no neighbour of {its_number}; it was left out."
                sheet.found.add("HR-CMP-NEIGHBOUR", number, sheet.headings[at], row[at], what)
        if of_row and len(of_row) < _USUAL:
            what = f"Row {number}: {its_number} has {len(of_row)} neighbours; {_USUAL} are usual. They were read."
            todo = "Check that the file is whole."
            sheet.found.add("HR-CMP-NEIGHBOUR", number, "", its_number, what, todo, QUERY)
        found.extend(of_row)
    return found


def models(neighbours: Iterable[Neighbour]) -> list[str]:
    """The models there are, the newest last."""
    return sorted({each.model for each in neighbours}, key=when)


def of(number: str, neighbours: Iterable[Neighbour], model: str | None = None) -> list[Neighbour]:
    """The neighbours of an authority in one model: the newest that has any, unless another is asked for."""
    its_own = [each for each in neighbours if each.number == number]
    wanted = model or next(iter(reversed(models(its_own))), "")
    return sorted((each for each in its_own if each.model == wanted), key=lambda each: each.rank)


def average(
    number: str, rows: Iterable[Comparator], neighbours: Iterable[Neighbour], directory: Directory, how: str,
    model: str | None = None,
) -> list[Comparator]:  # fmt: skip
    """The mean or median of an authority's neighbours, for each indicator, source, edition and year.

    It is of the authorities' values and not pooled. Neighbours whose value is withheld are left out, and the name says
    of how many of them it is.
    """
    theirs = of(number, neighbours, model)
    wanted = {each.neighbour for each in theirs}
    groups: dict[tuple[str, str, str, int], list[Comparator]] = {}
    for row in rows:
        if row.area_number in wanted:
            groups.setdefault((row.indicator, row.source, row.edition, row.year), []).append(row)
    its_name = next((area.name for area in reversed(directory.find(number))), number)
    return [_average(group, theirs, its_name, how) for group in groups.values()]


def _average(group: list[Comparator], theirs: list[Neighbour], name: str, how: str) -> Comparator:
    given = {row.area_number: row.value for row in group if row.status in (GIVEN, WORKED_OUT) and row.value is not None}
    used = [each.neighbour for each in theirs if each.neighbour in given]
    values = [given[number] for number in used]
    called = f"statistical neighbours of {name} ({how} of {len(used)} of {len(theirs)}, model {theirs[0].model})"
    return group[0]._replace(
        area_code="", area_number=theirs[0].number, area_name=called, area_kind=NEIGHBOURS, neighbours=" ".join(used),
        average=how, numerator=None, denominator=None, value=_of(values, how), symbol="",
        status=WORKED_OUT if values else NOT_AVAILABLE, rounding="",
        read_from="; ".join(row.read_from for row in group if row.area_number in used),
    )  # fmt: skip


def _of(values: list[Decimal], how: str) -> Decimal | None:
    if not values:
        return None
    found = median(values) if how == MEDIAN else sum(values, Decimal(0)) / len(values)
    return found.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _model_of(file: str) -> str:
    found = _MONTH_YEAR.search(PurePath(file).stem)
    return " ".join(part.capitalize() for part in found.groups() if part) if found else PurePath(file).name


def when(model: str) -> tuple[int, int, str]:
    """When a model or edition named so is of, for putting them in order."""
    found = _MONTH_YEAR.search(model)
    if found is None:
        return 0, 0, model
    return int(found[2]), _MONTHS.index(found[1].casefold()) + 1 if found[1] else 0, model
