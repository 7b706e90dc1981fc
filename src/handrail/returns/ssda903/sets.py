"""Putting files together into sets: one set is what one authority handed in for one year."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from operator import itemgetter

from handrail.returns.ssda903.rows import ReturnFile, ReturnSet
from handrail.returns.values import LAST_CREDIBLE, statistical_year, year_end, year_start

_KIND_WORDS = re.compile(r"episodes?|header|reviews?")


def group(files: Iterable[ReturnFile]) -> list[ReturnSet]:
    """The sets these files make, in order of year.

    Files of one folder belong together; where a folder holds several years, files whose names differ only in the word
    for their kind do. A file that neither rule places joins the set it completes and whose children and dates it fits
    best; where there is none, it is of a year whose episodes are not there, and makes a set of its own.
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
            alone.append((key, file))
    for found in sets.values():
        found.year = _year(found)
    without_episodes = _place(alone, list(sets.values()))
    return sorted([*sets.values(), *without_episodes], key=lambda found: (found.year or 0, found.name))


def usual_year(found: ReturnSet) -> int | None:
    """The year in which nearly all closed episodes of the set ended, four of five at least; None where there is none."""
    days = Counter(row.ended_on for file in found.files for row in file.episodes)
    years = Counter[int]()
    for day, number in days.items():
        if day is not None:
            years[statistical_year(day)] += number
    year, often = max(years.items(), key=itemgetter(1), default=(None, 0))
    return year if often * 5 >= years.total() * 4 else None


def _stem_key(file: ReturnFile, files: list[ReturnFile]) -> str:
    beside = [other for other in files if other.folder == file.folder]
    one_of_each = all(sum(kind in other.holds for other in beside) <= 1 for kind in ("header", "episodes", "reviews"))
    if one_of_each:
        return ""
    return _KIND_WORDS.sub("", file.stem) if len(file.holds) == 1 else file.stem


def _place(files: list[tuple[tuple[str, str], ReturnFile]], sets: list[ReturnSet]) -> list[ReturnSet]:
    """Put each file into the set it fits; the sets without episodes that the others make."""
    more: dict[tuple[str, str], ReturnSet] = {}
    for key, file in files:
        of_year = [found for found in sets if _may_be_of_one_year(file, found)]
        without = [found for found in of_year if not any(found.holding(kind) for kind in file.holds)]
        fitting = without or [found for found in of_year if _goes_on(file, found)]
        if fitting:
            max(fitting, key=lambda found: _fit(file, found)).files.append(file)
        else:
            more.setdefault(key, ReturnSet(file.name, [])).files.append(file)
    for found in more.values():
        days = [row.held_on for file in found.files for row in file.reviews if row.held_on]
        found.year = _latest_year(days)
    return list(more.values())


def _goes_on(file: ReturnFile, found: ReturnSet) -> bool:
    """Whether a file lies beside those of a set and tells of other children than they: one kind split over files."""
    known = {row.child for other in found.files for row in other.header}
    beside = any(other.folder == file.folder for other in found.files)
    return beside and known.isdisjoint(row.child for row in file.header)


def _may_be_of_one_year(file: ReturnFile, found: ReturnSet) -> bool:
    """Whether most reviews of a file, or the latest of them, are of the year of a set; true where nothing tells."""
    years = [statistical_year(row.held_on) for row in file.reviews if row.held_on and row.held_on <= LAST_CREDIBLE]
    if not years or found.year is None:
        return True
    of_set = {found.year, usual_year(found)}
    return max(years) in of_set or 2 * sum(year in of_set for year in years) >= len(years)


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
        if day is not None
    ]
    return _latest_year(days)


def _latest_year(days: list[date]) -> int | None:
    latest = max((day for day in days if day <= LAST_CREDIBLE), default=None)
    return statistical_year(latest) if latest else None
