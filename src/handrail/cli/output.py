"""Printing answers: text for people, CSV for spreadsheets, JSON for programs; everything else to standard error."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from handrail.measures.figures import Figure
from handrail.record.problems import Problem
from handrail.timescales.deadlines import Deadline

# A cell that a spreadsheet would run as a formula is written with an apostrophe in front.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def tell(line: str) -> None:
    """Say something to the person at the keyboard, on standard error."""
    print(line, file=sys.stderr)


def deadline(found: Deadline, format: str) -> None:
    """Print a deadline with its reason."""
    if format == "json":
        _json(
            {
                "clock": found.clock.id,
                "from": found.from_on.isoformat(),
                "basis": found.basis,
                "due": _iso(found.due_on),
                "latest_practical": _iso(found.latest_practical_on),
                "stopped_on": _iso(found.stopped_on),
                "because": found.because(),
            }
        )
        return
    if found.due_on is None:
        print(f"Nothing is due: the clock stopped on {_long(found.stopped_on)}.")
    else:
        print(f"Due {_long(found.due_on)}: {found.figure.limit} after {found.clock.trigger} ({_long(found.from_on)}).")
        if found.latest_practical_on != found.due_on:
            print(f"That day is not a working day: the last practical day is {_long(found.latest_practical_on)}.")
    because = found.because()
    print(f"Law: {because['law']}. The figure holds from {because['version']}.")
    print(f"Counting: {because['counting']}.")
    for day, name in found.skipped:
        print(f"Not counted: {_long(day)}, {name}.")


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
    tell(f"{counts['error']:,} errors, {counts['query']:,} queries, {counts['note']:,} notes.")


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
            print(f"{figure.measure:40} {figure.period_from} to {figure.period_to}  {_in_words(figure)}")


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
