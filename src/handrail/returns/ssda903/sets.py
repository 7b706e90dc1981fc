"""Putting files together into sets: one set is what one authority handed in for one year."""

import re
from collections.abc import Iterable
from datetime import date

from handrail.returns.ssda903.rows import ReturnFile, ReturnSet
from handrail.returns.values import statistical_year, year_end, year_start

_LAST_CREDIBLE = date(2035, 12, 31)  # a later date is a slip of the pen and says nothing about the year
_KIND_WORDS = re.compile(r"episodes?|header|reviews?")


def group(files: Iterable[ReturnFile]) -> list[ReturnSet]:
    """The sets these files make, in order of year.

    Files of one folder belong together; where a folder holds several years, files whose names differ only in the word
    for their kind do. A file that neither rule places joins the set whose children and dates it fits best.
    """
    files = list(files)
    sets: dict[tuple[str, str], ReturnSet] = {}
    unplaced = []
    for file in files:
        key = (file.folder, _stem_key(file, files))
        if "episodes" in file.holds:
            found = sets.setdefault(key, ReturnSet(file.name, []))
            found.files.append(file)
        else:
            unplaced.append((key, file))
    alone = []
    for key, file in unplaced:
        if key in sets:
            sets[key].files.append(file)
        else:
            alone.append(file)
    for found in sets.values():
        found.year = _year(found)
    _place(alone, list(sets.values()), sets)
    return sorted(sets.values(), key=lambda found: (found.year or 0, found.name))


def _stem_key(file: ReturnFile, files: list[ReturnFile]) -> str:
    beside = [other for other in files if other.folder == file.folder]
    one_of_each = all(sum(kind in other.holds for other in beside) <= 1 for kind in ("header", "episodes", "reviews"))
    if one_of_each:
        return ""
    return _KIND_WORDS.sub("", file.stem) if len(file.holds) == 1 else file.stem


def _place(files: list[ReturnFile], sets: list[ReturnSet], by_key: dict[tuple[str, str], ReturnSet]) -> None:
    for file in files:
        (kind,) = file.holds or {""}
        without = [found for found in sets if not found.holding(kind)] or sets
        if without:
            max(without, key=lambda found: _fit(file, found)).files.append(file)
        elif kind:
            by_key.setdefault((file.folder, "without episodes"), ReturnSet(file.name, [])).files.append(file)


def _fit(file: ReturnFile, found: ReturnSet) -> float:
    """How well a file's children (0 to 1) and review dates (0 to 1) fit a set."""
    children = {row.child for row in file.header} | {row.child for row in file.reviews}
    known = {row.child for other in found.holding("episodes") for row in other.episodes}
    shared = len(children & known) / max(1, len(children | known))
    dates = [row.held_on for row in file.reviews if row.held_on]
    if not dates or found.year is None:
        return shared
    first, last = year_start(found.year), year_end(found.year)
    return shared + sum(first <= day <= last for day in dates) / len(dates)


def _year(found: ReturnSet) -> int | None:
    days = [
        day
        for file in found.holding("episodes")
        for row in file.episodes
        for day in (row.started_on, row.ended_on)
        if day is not None and day <= _LAST_CREDIBLE
    ]
    return statistical_year(max(days)) if days else None
