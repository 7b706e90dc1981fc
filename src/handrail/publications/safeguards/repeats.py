"""Slips a table shows on its face: a row or column that repeats another, and one cell with other decimals (G22)."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from handrail.publications.document import Inline, Number, Table
from handrail.publications.numbers import scale
from handrail.publications.safeguards.findings import Finding, Spot
from handrail.publications.safeguards.passages import is_shown
from handrail.publications.safeguards.values import value_of

_FEWEST = 3  # equal cells; fewer are often equal by chance
_SMALL = 10
_DECIMALS = re.compile(r"^[+−-]?\d[\d,]*(?:\.(?P<decimals>\d+))?(?P<percent>%?)(?: percentage points)?$")


def repeats(table: Table) -> Iterator[Finding]:
    """Questions about cells that may have been copied or typed."""
    spot = Spot(f"Table '{table.caption}'")
    rows = [(row.heading, row.cells) for row in table.rows if not row.total]  # a total repeats its only row
    columns = [(one.heading, _column(table, place)) for place, one in enumerate(table.columns[1:])]
    for kind, lines in (("rows", rows), ("columns", columns)):
        for (first, cells), (second, others) in itertools.combinations(lines, 2):
            if _is_repeated(cells, others):
                wrong = f"The {kind} '{first}' and '{second}' hold the same numbers."
                yield spot.ask("G22", wrong, "Was one copied from the other? Look both up in their own records.")
    for heading, cells in columns:
        yield from _precision(
            spot, heading, [(row.heading, cell) for row, cell in zip(table.rows, cells, strict=False)]
        )


def _column(table: Table, place: int) -> tuple[Inline, ...]:
    return tuple(row.cells[place] for row in table.rows if place < len(row.cells))


def _is_repeated(cells: tuple[Inline, ...], others: tuple[Inline, ...]) -> bool:
    """Whether two lines of different figures hold the same counts, and more of them than chance would bring."""
    pairs = list(zip(cells, others, strict=False))
    if any(one.text != other.text for one, other in pairs):
        return False
    counts = [(one, other) for one, other in pairs if _is_count(one) and _is_count(other)]
    same = any(one.figure == other.figure for one, other in counts)  # type: ignore[union-attr]
    return len(counts) >= _FEWEST and not same and len({one.text for one, _ in counts}) > 1


def _is_count(cell: Inline) -> bool:
    """Whether a count stands there, large enough to be told from others; where all work full time, posts are people."""
    value = value_of(cell) if isinstance(cell, Number) and cell.shows not in ("share", "mean") else None
    return (
        value is not None and value >= _SMALL and isinstance(cell, Number) and is_shown(cell) and not _is_in_hours(cell)
    )


def _precision(spot: Spot, heading: str, cells: list[tuple[str, Inline]]) -> Iterator[Finding]:
    """One cell of a column with more or fewer decimals than all the others of its kind."""
    kinds: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for name, cell in cells:
        if not _is_in_hours(cell) and (shape := _DECIMALS.match(cell.text.partition(" (")[0])):
            kinds.setdefault(_kind(cell, shape["percent"]), []).append((name, cell.text, len(shape["decimals"] or "")))
    for found in kinds.values():
        times = Counter(shape for _, _, shape in found)
        if len(times) != 2 or min(times.values()) > 1 or len(found) < _FEWEST + 1:
            continue
        odd = min(times, key=times.__getitem__)
        name, text, _ = next(one for one in found if one[2] == odd)
        wrong = f"'{text}' in the row '{name}' of '{heading}' has other decimals than the rest of its column."
        yield spot.ask(
            "G22", wrong, "Was it typed or taken from another source? Look it up, and round it as the others are."
        )


def _kind(cell: Inline, percent: str) -> tuple[str, str]:
    """Percentages, or what a count is of: posts have decimals and people have none."""
    return percent, cell.figure.unit if isinstance(cell, Number) and cell.figure and not percent else ""


def _is_in_hours(cell: Inline) -> bool:
    """Whether it is printed in full-time posts, with as many decimals as the hours come to."""
    return isinstance(cell, Number) and cell.figure is not None and scale(cell.figure.unit) > 1
