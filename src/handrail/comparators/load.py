"""Loading published files: paths in; figures, areas, neighbours, indicators and problems out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from handrail.comparators import interactive_tool, layouts, lookups, neighbours, published
from handrail.comparators.areas import Directory
from handrail.comparators.rows import Comparator, Indicator, Neighbour
from handrail.comparators.sheets import Found, Sheet, sheets
from handrail.record.problems import Problem
from handrail.returns.sources import Source, file_problem, find

Key = tuple[str, str, str, str, int, str, str]


@dataclass
class Loaded:
    """What was read of published files. `indicators` lists those whose definition only their source knows."""

    comparators: list[Comparator] = field(default_factory=list)
    areas: Directory = field(default_factory=Directory)
    neighbours: list[Neighbour] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: Counter[str] = field(default_factory=Counter)


def load(paths: Iterable[Path], edition: str = "", known_areas: Directory | None = None) -> Loaded:
    """Everything these files publish. `edition` names it; else figures are named by their last year."""
    loaded = Loaded(areas=known_areas or Directory())
    sources, loaded.problems = find(paths)
    later: list[tuple[Source, Found]] = []
    for source in sources:
        found = Found(source.name)
        kinds = _read(source, found, loaded, edition, tool=False)
        if kinds["tool"]:
            later.append((source, found))  # codes of areas that other files bring are known by then
            continue
        loaded.problems.extend(found.problems())
        if not kinds and not any(problem.file == source.name for problem in loaded.problems):
            loaded.problems.append(_unknown(source))
    for source, found in later:
        _read(source, found, loaded, edition, tool=True)
        loaded.problems.extend(found.problems())
    loaded.problems = list(dict.fromkeys(loaded.problems))  # a workbook is opened twice
    loaded.comparators = _each_once(loaded.comparators, loaded.problems)
    return loaded


def key(row: Comparator) -> Key:
    """What one published figure is known by."""
    place = row.area_number or row.area_code
    return row.indicator, place, row.area_kind, row.average, row.year, row.source, row.edition


def _recognises(columns: list[str]) -> bool:
    return bool(_kind(columns))


def _kind(columns: list[str]) -> str:
    kinds = (
        ("dictionary", interactive_tool.is_dictionary),
        ("neighbours", neighbours.is_neighbours),
        ("published", published.is_published),
        ("tool", interactive_tool.is_long),
        ("tool", interactive_tool.is_wide),
        ("districts", lookups.is_districts),
        ("list", lookups.is_list),
    )
    return next((kind for kind, recognises in kinds if recognises(columns)), "")


def _read(source: Source, found: Found, loaded: Loaded, edition: str, *, tool: bool) -> Counter[str]:
    """Read the sheets of a file: those of the interactive tool, or all others; how many there are of each kind."""
    kinds: Counter[str] = Counter()
    for sheet in sheets(source, _recognises, found, loaded.problems):
        kind = _kind(sheet.columns)
        kinds[kind] += 1
        if (kind == "tool") == tool and not _has_column_twice(sheet, kind):
            _take(sheet, kind, loaded, edition)
    return kinds


def _take(sheet: Sheet, kind: str, loaded: Loaded, edition: str) -> None:
    if kind == "dictionary":
        taken = _define(interactive_tool.read_dictionary(sheet), loaded)
    elif kind == "neighbours":
        found = neighbours.read(sheet, edition)
        loaded.neighbours.extend(found)
        taken = len(found)
    elif kind in ("districts", "list"):
        taken = (lookups.read_districts if kind == "districts" else lookups.read_list)(sheet, loaded.areas)
    else:
        taken = _take_figures(sheet, kind, loaded, edition)
    loaded.files[sheet.name] += taken


def _take_figures(sheet: Sheet, kind: str, loaded: Loaded, edition: str) -> int:
    read = interactive_tool.read if kind == "tool" else published.read
    rows, own = read(sheet, loaded.areas, edition)
    loaded.comparators.extend(rows)
    for indicator in own:
        loaded.indicators.setdefault(indicator.name, indicator)
    if not rows:
        what = f"{sheet.name} holds no figure of England, its regions or authorities that could be read."
        sheet.found.add(
            "HR-CMP-FILE", None, "", "", what, "Check that the right file was chosen, and that it is whole."
        )
    return len(rows)


def _define(told: dict[str, Indicator], loaded: Loaded) -> int:
    """Keep the tool's own definitions of what Handrail has none of; they take the place of the remark that there was none."""
    _, names = layouts.interactive_tool()
    loaded.indicators.update({each.name: each for short, each in told.items() if short not in names})
    return len(told)


def _has_column_twice(sheet: Sheet, kind: str) -> bool:
    """Whether a column stands twice, so that it is not known which holds. Lists of neighbours repeat their closeness."""
    counted = Counter(column for column in sheet.columns if column)
    twice = next((column for column, times in counted.items() if times > 1), None)
    if twice is None or (kind == "neighbours" and twice == "snp"):
        return False
    what = f"{sheet.name} has the column {twice[:60]} more than once, so it is not known which one holds. Nothing in it was read."
    sheet.found.add(
        "FILE-COLUMN-TWICE", None, twice, "", what, "Take out or rename the one that does not belong there."
    )
    return True


def _each_once(rows: list[Comparator], problems: list[Problem]) -> list[Comparator]:
    """Each figure once; of one that is told in two ways neither is kept."""
    kept: dict[Key, Comparator] = {}
    refused: dict[Key, Comparator] = {}
    for row in rows:
        other = kept.setdefault(key(row), row)
        if (other.value, other.status) != (row.value, row.status):
            refused.setdefault(key(row), row)
        elif (other.numerator, other.denominator) == (None, None):
            kept[key(row)] = row
    if refused:
        problems.extend(_told_twice(kept[each], row, len(refused)) for each, row in list(refused.items())[:1])
    return [row for each, row in kept.items() if each not in refused]


def _told_twice(one: Comparator, other: Comparator, count: int) -> Problem:
    more = f" {count - 1:,} more figures are told in two ways too." if count > 1 else ""
    what = (
        f"{one.source_indicator} of {one.area_name} in {one.year} is {one.value or one.status} at {one.read_from} and "
        f"{other.value or other.status} at {other.read_from}; neither was kept.{more}"
    )
    todo = "Load only the file that holds, or name the editions with --edition and load them one after the other."
    return file_problem("HR-CMP-TWICE", one.read_from.partition(" row ")[0], what, todo)


def _unknown(source: Source) -> Problem:
    what = f"{source.name} is no published table whose columns Handrail knows. Nothing in it was read."
    todo = (
        "Load tables of Explore Education Statistics, the Local Authority Interactive Tool, lists of statistical "
        "neighbours or of area codes, as they were published."
    )
    return file_problem("HR-CMP-FILE", source.name, what, todo)
