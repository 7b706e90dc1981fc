"""The page that lists every published cell beside ours, made from the bindings and what is measured."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.fictional_data.published.authorities import AUTHORITIES
from tests.spec.published import comparison
from tests.spec.published.bindings import findings
from tests.spec.published.comparison import Cell

NAME = "published-comparison.md"
_TITLES = {"dudley": "Dudley 2019/20", "sunderland": "Sunderland 2018/19", "shropshire": "Shropshire 2015/16"}
_STATUS = {
    "E": "exact: the counts are printed, or forced by the print",
    "R": "to rounding: the counts are not printed, a chosen set prints the same",
    "P": "partly",
    "N": "not, without repeating an error, or because the value is lost or not defined",
    "C": "a rule, target or commitment: a setting, and no figure",
}
_OPENING = """# Three published reports, reproduced

Three annual reports printed the tables and figures below. Records were made up from counts alone: children, reviews,
conferences, plans, disputes and answers with real days (`tests/fictional_data/published`). Handrail's ledger and
measures were run over them, as over any record; what each cell stands for is data (`tests/spec/published/bindings`).
Where a correct program prints another number, the number and the finding are given: the findings are those of an audit
of the reports.

How far a table can be had at all:
"""


def lines(shared: Path) -> Iterator[str]:
    """The page, line by line."""
    reports = {name: comparison.of_report(shared, name) for name in AUTHORITIES}
    yield from _OPENING.splitlines()
    yield ""
    yield from (f"- **{status}** {meaning}" for status, meaning in _STATUS.items())
    yield from (
        "",
        "| report | cells printed | the same | another number, and why | no figure |",
        "|---|---|---|---|---|",
    )
    for name, cells in reports.items():
        yield f"| [{_TITLES[name]}](#{_anchor(_TITLES[name])}) | {' | '.join(map(str, _counts(cells)))} |"
    for name, cells in reports.items():
        yield from ("", f"## {_TITLES[name]}")
        titles = {id: entry["title"] for id, entry in comparison.published(shared, name).items()}
        for id, of_table in groupby(cells, key=lambda cell: cell.table):
            yield from _table(titles[id], comparison.statuses(shared)[id], list(of_table), findings(name))


def _counts(cells: list[Cell]) -> tuple[int, int, int, int]:
    printed = [cell for cell in cells if cell.printed is not None]
    same = sum(cell.is_same for cell in printed)
    no_figure = sum(bool(cell.item.why) for cell in printed)
    return len(printed), same, len(printed) - same - no_figure, no_figure


def _table(title: str, status: str, cells: list[Cell], words: dict[str, str]) -> Iterator[str]:
    yield from ("", f"### {cells[0].table} {title}", "", f"Status {status}.", "")
    reasons = {cell.item.why for cell in cells}
    if len(reasons) == 1 and "" not in reasons:
        yield f"{len(cells)} cells. {reasons.pop()}"
        return
    yield from ("| row | column | published | ours | |", "|---|---|---|---|---|")
    for cell in cells:
        yield f"| {_safe(cell.row)} | {_safe(cell.column)} | {_safe(cell.printed)} | {_safe(cell.ours)} | {_verdict(cell, words)} |"


def _verdict(cell: Cell, words: dict[str, str]) -> str:
    if cell.is_same:
        return "same"
    if cell.item.why:
        return cell.item.why
    if cell.item.beyond:
        return f"not printed: {cell.item.beyond} ({cell.item.finding})"
    if cell.printed is None:
        return "not printed, or not to be read"
    return f"**{cell.item.finding}** {words[cell.item.finding]}"


def _safe(text: str | None) -> str:
    return "" if text is None else text.replace("|", "/")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-").replace("/", "")
