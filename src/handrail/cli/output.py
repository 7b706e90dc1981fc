"""Printing answers: text for people, CSV for spreadsheets, JSON for programs; everything else to standard error."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from handrail.record.problems import Problem

if TYPE_CHECKING:
    from handrail.measures.figures import Figure
    from handrail.timescales.deadlines import Deadline
    from handrail.timescales.story import ChildStory

# A cell that a spreadsheet would run as a formula is written with an apostrophe in front.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 error, 2 errors."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def tell(line: str) -> None:
    """Say something to the person at the keyboard, on standard error."""
    print(line, file=sys.stderr)


def deadlines(found: Sequence[Deadline], format: str) -> None:
    """Print a deadline with its reason; the first of several leads, the others stand with it."""
    first, *others = found
    if format == "json":
        _json(_deadline_row(first) | ({"others": [_deadline_row(other) for other in others]} if others else {}))
        return
    _tell_deadline(first)
    for other in others:
        print(f"Also: {other.clock.title}, due {_long(other.due_on)} ({other.clock.id}).")


def _deadline_row(found: Deadline) -> dict[str, Any]:
    return {
        "clock": found.clock.id,
        "from": found.from_at.isoformat(timespec="minutes") if found.from_at else found.from_on.isoformat(),
        "basis": found.basis,
        "due": found.due_at.isoformat(timespec="minutes") if found.due_at else _iso(found.due_on),
        "latest_practical": _iso(found.latest_practical_on),
        "stopped_on": _iso(found.stopped_on),
        "because": found.because(),
    }


def _tell_deadline(found: Deadline) -> None:
    if found.due_on is None:
        print(f"Nothing is due: the clock stopped on {_long(found.stopped_on)}.")
    else:
        at = f" at {found.due_at:%H:%M}" if found.due_at else ""
        where = "before" if found.clock.direction == "before" else "after"
        counted = f"{found.figure.limit} {where} {found.clock.trigger} ({_long(found.from_on)})"
        print(f"Due {_long(found.due_on)}{at}: {counted}.")
        if found.latest_practical_on and found.latest_practical_on != found.due_on:
            print(f"That day is not a working day: the last practical day is {_long(found.latest_practical_on)}.")
    because = found.because()
    print(f"Law: {because['law']}. The figure holds from {because['version']}.")
    print(f"Counting: {because['counting']}.")
    for day, name in found.skipped:
        print(f"Not counted: {_long(day)}, {name}.")
    for part in ("eased", "moved", "background"):
        if part in because:
            said = str(because[part]).rstrip(".")
            print(f"{said[:1].upper()}{said[1:]}.")
    for missing in because.get("not_given", ()):
        print(f"Not given, and might change the answer: {missing}.")


def clocks(rows: Sequence[dict[str, Any]], lines: Iterable[str], format: str) -> None:
    """Print the clocks there are."""
    if format == "json":
        _json_array(rows)
    elif format == "csv":
        names = ("id", "chapter", "kind", "title", "duty", "trigger", "limit", "law", "certainty", "evidence", "from")
        latest = (row | row["bases"][row["strongest_basis"]][-1] for row in rows)
        _csv(names, ([row[name] for name in names] for row in latest))
    else:
        for line in lines:
            print(line)


def story(found: ChildStory, format: str) -> None:
    """Print a child's story."""
    if format == "json":
        _json(
            {
                "child": found.child_id,
                "as_of": found.as_of.isoformat(),
                "next": [told.as_row() for told in found.next],
                "story": [told.as_row() for told in found.told],
                "cautions": list(found.cautions),
            }
        )
        return
    from handrail.timescales.story import lines

    for line in lines(found):
        print(line)


def problems(found: Sequence[Problem], format: str) -> None:
    """Print every problem, and how many there are of each kind."""
    if format == "json":
        _json_array(problem._asdict() for problem in found)
    elif format == "csv":
        _csv(Problem._fields, found)
    else:
        for problem in found:
            print(f"{problem.severity:5} {problem.rule:13} {problem.message} {problem.what_to_do}")
        if not found:
            print("Nothing wrong was found.")
    counts = {
        severity: sum(problem.severity == severity for problem in found) for severity in ("error", "query", "note")
    }
    tell(
        f"{counted(counts['error'], 'error')}, {counted(counts['query'], 'query', 'queries')}, {counted(counts['note'], 'note')}."
    )


def figures(found: Sequence[Figure], format: str) -> None:
    """Print figures, one a row."""
    rows = [figure.as_row() for figure in found]
    if format == "json":
        _json_array(rows)
    elif format == "csv":
        columns = ["measure", "from", "to", *(name for name in rows[0] if name not in ("measure", "period"))]
        _csv(columns, (_flat(row) for row in rows))
    else:
        for figure in found:
            print(f"{_name(figure):40} {figure.period_from} to {figure.period_to}  {_in_words(figure)}")
        for caution in dict.fromkeys(figure.note for figure in found if figure.note and figure.numerator is not None):
            tell(f"Note: {caution}")


def table(names: Sequence[str], found: Sequence[Sequence[Any]], format: str) -> None:
    """Print rows with these columns as CSV or JSON."""
    if format == "json":
        _json_array(dict(zip(names, map(_plain, row), strict=True)) for row in found)
    else:
        _csv(names, found)


def rows(found: Sequence[Any], format: str) -> None:
    """Print the records behind a figure."""
    names = ("measure", "from", "to", "child", "subject", "event_on", "due_on", "outcome", "read_from")
    if format == "json":
        _json_array(dict(zip(names, map(_plain, row), strict=True)) for row in found)
    elif format == "csv":
        _csv(names, found)
    else:
        for row in found:
            print("  ".join("-" if value is None else str(value) for value in row[3:]))
        tell(f"{len(found):,} rows.")


def _name(figure: Figure) -> str:
    """The measure, or under it the group the figure is of."""
    if not figure.group:
        return figure.measure
    return "  " + ", ".join(f"{name}: {value}" for name, value in figure.group.items())


def _in_words(figure: Figure) -> str:
    if figure.numerator is None:
        return f"not loaded: {figure.note}"
    extra = [
        f"{number:,} {what}"
        for number, what in (
            (figure.not_assessable, "cannot be judged"),
            (figure.not_recorded, "not recorded"),
        )
        if number
    ]
    if figure.denominator is None:
        return f"{figure.numerator:,}" + (f" ({'; '.join(extra)})" if extra else "")
    counts = "; ".join([f"{figure.numerator:,} of {figure.denominator:,}", *extra])
    return f"{figure.value:.1%} ({counts})" if figure.value is not None else f"no cases ({counts})"


def _flat(row: dict[str, Any]) -> list[Any]:
    rest = [
        json.dumps(value) if isinstance(value, dict) else value
        for name, value in row.items()
        if name not in ("measure", "period")
    ]
    return [row["measure"], row["period"]["from"], row["period"]["to"], *rest]


def _json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _json_array(rows: Iterable[dict[str, Any]]) -> None:
    """One array, an object a line; each is encoded by itself, which is several times faster than streaming it."""
    sys.stdout.write("[")
    sys.stdout.write(",\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    sys.stdout.write("]\n")


def _csv(columns: Sequence[str], found: Iterable[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in found)


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _long(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}" if day else "an unknown day"
