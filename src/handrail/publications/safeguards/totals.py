"""Totals: rows add to them, shares of all are pooled, and rounded shares add to 100% or say why not (G03, G04, G07, G08, G14)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from handrail.measures.figures import Figure
from handrail.publications.document import Number, Row, Table, plain
from handrail.publications.numbers import percentage, whole
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.values import CHANGES

_PEOPLE = ("child", "person")
_LEFT_OUT = ("not_recorded", "not_assessable")


def totals_hold(spot: Spot, table: Table, standing: Standing) -> Iterator[Finding]:
    """The rows add to the total, or what is missing has a row (G03, G04); a share of all is pooled (G07)."""
    totals = [row for row in table.rows if row.total]
    rows = [row for row in table.rows if not row.total]
    for place in range(len(table.columns) - 1) if len(totals) == 1 else ():
        if place < len(totals[0].cells) and all(place < len(row.cells) for row in rows):
            yield from _total(spot, totals[0], [(row, row.cells[place]) for row in rows], place, table, standing)
    yield from _hundred(spot, table)


def _total(
    spot: Spot, total: Row, cells: list[tuple[Row, object]], place: int, table: Table, standing: Standing
) -> Iterator[Finding]:
    last = total.cells[place]
    cells = [(row, cell) for row, cell in cells if not _is_left_out_of(cell, last)]
    numbers = [cell for _, cell in cells if isinstance(cell, Number) and cell.figure is not None]
    if not isinstance(last, Number) or last.figure is None or len(numbers) < 2 or len(numbers) < len(cells):
        return
    figures = [cell.figure for cell in numbers if cell.figure is not None]
    names = {figure.measure for figure in figures}
    if any(last.figure.measure == flow.closing and names & {*flow.into, *flow.out_of} for flow in standing.flows):
        return
    if len(names & standing.overlapping) > 1:
        wrong = f"The total {last.head} adds {' and '.join(sorted(names))}, and one person may be in both."
        yield spot.refuse("G14", wrong, "Print the number of distinct people, or call the total allocations.")
    if last.figure.unit in _PEOPLE and len({figure.period_to for figure in figures}) > 1:
        return
    for part in ("numerator", "denominator") if last.shows in ("share", *CHANGES) else (last.shows,):
        yield from _adds_up(spot, last, last.figure, figures, part, table.columns[place + 1].heading)


def _is_left_out_of(cell: object, total: object) -> bool:
    """Whether a row says what is in no other row nor in the total: how many gave no reason."""
    shows = [one.shows for one in (cell, total) if isinstance(one, Number)]
    return len(shows) > 1 and shows[0] in _LEFT_OUT and shows[1] not in _LEFT_OUT


def _adds_up(
    spot: Spot, last: Number, total: Figure, figures: list[Figure], part: str, heading: str
) -> Iterator[Finding]:
    counts = [getattr(figure, part, None) for figure in figures]
    right = getattr(total, part, None)
    whole_base = last.shows == "share" and part == "denominator" and len(set(counts)) == 1
    known = [one for one in counts if one is not None]
    if right is None or len(known) < len(counts) or whole_base or sum(known) == right:
        return
    missing = right - sum(known)
    if last.shows == "share":
        wrong = f"The rows of '{heading}' have {whole(sum(known))} as {part}, the total {whole(right)}."
        yield spot.refuse("G07", wrong, f"The share of all is that of the pooled counts: {_pooled(figures)}.")
    elif missing > 0:
        wrong = f"The rows of '{heading}' add to {whole(sum(known))}, the total says {whole(right)}."
        yield spot.refuse("G03", wrong, f"Add a row 'not recorded' with {whole(missing)}, or correct the total.")
    else:
        wrong = f"The rows of '{heading}' add to {whole(sum(known))}, the total says {whole(right)}."
        yield spot.refuse("G03", wrong, f"Write {whole(sum(known))}, or declare that one may count in several rows.")


def _pooled(figures: list[Figure]) -> str:
    top, base = sum(one.numerator or 0 for one in figures), sum(one.denominator or 0 for one in figures)
    return f"{percentage(top, base)} ({whole(top)} of {whole(base)})" if base else "none to count"


def _hundred(spot: Spot, table: Table) -> Iterator[Finding]:
    """Rounded shares under 100% add to it, or the note says so (G08)."""
    totals = [row for row in table.rows if row.total]
    for place in range(len(table.columns) - 1) if totals else ():
        if place >= len(totals[0].cells) or not re.fullmatch(r"100(\.0)?%(?: \(.*)?", totals[0].cells[place].text):
            continue
        cells = [row.cells[place] for row in table.rows if not row.total and place < len(row.cells)]
        bases = {cell.figure.denominator for cell in cells if isinstance(cell, Number) and cell.figure}
        last = totals[0].cells[place]
        if not isinstance(last, Number) or last.figure is None or bases != {last.figure.denominator}:
            continue
        printed = [cell.text for cell in cells]
        heads = [re.match(r"(\d+(?:\.\d+)?)%", text) for text in printed]
        if None in heads or not heads:
            continue
        added = sum((Decimal(head[1]) for head in heads if head), Decimal(0))
        if added != 100 and "round" not in plain(table.note).lower():
            wrong = f"The printed shares add to {added}% under a total of 100%."
            yield spot.refuse("G08", wrong, f"Say in the note: the shares are rounded and add to {added}%.")
