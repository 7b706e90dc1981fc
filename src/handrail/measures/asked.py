"""What the helper tables are made from, and the shape of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from handrail.measures.groups import Lists
from handrail.measures.periods import Period
from handrail.record.record import Record
from handrail.record.schema import Field


class Asked(NamedTuple):
    """What the helper tables are made from."""

    record: Record
    periods: Sequence[Period]
    settings: dict[str, str]
    lists: Lists


Rows = Iterator[tuple[Any, ...]]


class Helper(NamedTuple):
    """A helper table: its columns, and what makes its rows."""

    fields: Callable[[Asked], tuple[Field, ...]]
    rows: Callable[[Asked], Rows]


def text(*names: str) -> tuple[Field, ...]:
    """Columns of text."""
    return tuple(Field(name, "string", "", False) for name in names)


def dates(*names: str) -> tuple[Field, ...]:
    """Columns of days."""
    return tuple(Field(name, "date", "", False) for name in names)


def numbers(*names: str) -> tuple[Field, ...]:
    """Columns of whole numbers."""
    return tuple(Field(name, "integer", "", False) for name in names)


def columns(*fields: Field) -> Callable[[Asked], tuple[Field, ...]]:
    """These columns, whatever is asked."""
    return lambda asked: fields
