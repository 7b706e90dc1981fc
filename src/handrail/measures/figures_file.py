"""Figures as a file of exact counts, written and read: what is read is what was written, or a ValueError says why."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from handrail.measures.figures import COUNT, SHARE, Figure

_COUNTS = ("numerator", "denominator", "not_assessable", "not_recorded")


def written(figures: Iterable[Figure]) -> bytes:
    """The figures as JSON, one a line."""
    rows = (json.dumps({**figure.as_row(), "kind": figure.kind}, ensure_ascii=False) for figure in figures)
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


def read(data: bytes) -> tuple[Figure, ...]:
    """The figures of a file. Raises ValueError where one is not as it must be."""
    try:
        rows = json.loads(data)
    except RecursionError:
        rows = None
    if not isinstance(rows, list):
        raise ValueError("it is no list of figures")
    return tuple(_figure(row, number) for number, row in enumerate(rows, 1))


def _figure(row: Any, number: int) -> Figure:
    try:
        counts = {name: _count(row[name]) for name in _COUNTS}
        return Figure(
            measure=_text(row["measure"]),
            kind=_one_of(row["kind"], (SHARE, COUNT)),
            unit=_text(row["unit"]),
            period_from=date.fromisoformat(row["period"]["from"]),
            period_to=date.fromisoformat(row["period"]["to"]),
            settings=_texts(row["settings"]),
            definition=_text(row["definition"]),
            note=None if row["note"] is None else _text(row["note"]),
            group=_texts(row["group"]),
            **counts,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"figure {number} is not as Handrail writes it") from error


def _text(value: Any) -> str:
    return _one_of(value, (value,)) if isinstance(value, str) else _one_of(value, ())


def _one_of(value: Any, known: tuple[Any, ...]) -> str:
    if value not in known:
        raise ValueError(value)
    return str(value)


def _texts(value: Any) -> dict[str, str]:
    return {_text(name): _text(each) for name, each in value.items()}


def _count(value: Any) -> int | None:
    if value is not None and (type(value) is not int or value < 0):
        raise ValueError(value)
    return value
