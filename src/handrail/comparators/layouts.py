"""The tables the Department publishes, as data (`layouts.toml`): how each is recognised and what its columns hold."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Texts = Mapping[str, tuple[str, ...]]
"""Columns with the texts that pick a row, in plain form."""

_FILE = Path(__file__).with_name("layouts.toml")


@dataclass(frozen=True)
class Figure:
    """Where an indicator stands: its value in one column or the sum of several, its counts, and the rows it is in.

    Each column is given by the names it has had. `base` changes texts of the row to find the one with the denominator.
    """

    indicator: str
    value: tuple[str, ...]
    sum: tuple[tuple[str, ...], ...]
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    where: Texts
    base: Texts


@dataclass(frozen=True)
class Layout:
    """A published table: the columns it is known by, its figures, and what in it is told by them already."""

    id: str
    source: str
    has: frozenset[str]
    figures: tuple[Figure, ...]
    passed_over: frozenset[str]
    passed_over_where: Texts


def plain(text: str) -> str:
    """A text without differences of case and spacing."""
    return " ".join(text.replace("\ufeff", "").casefold().split())


def recognise(columns: Collection[str]) -> Layout | None:
    """The published table with these columns: the one that is known by most of them."""
    found = [layout for layout in layouts() if layout.has <= set(columns)]
    return max(found, key=lambda layout: len(layout.has), default=None)


@cache
def layouts() -> tuple[Layout, ...]:
    """Every published table whose columns are known."""
    return tuple(
        Layout(
            entry["id"],
            entry["source"],
            frozenset(entry["has"]),
            tuple(_figure(figure) for figure in entry["figures"]),
            frozenset(entry.get("passed_over", ())),
            _texts(entry.get("passed_over_where", {})),
        )
        for entry in _data()["table"]
    )


def interactive_tool() -> tuple[str, Mapping[str, str]]:
    """The source's name and the indicator of each measure of the Local Authority Interactive Tool that is known."""
    entry = _data()["interactive_tool"]
    return entry["source"], {plain(short): name for short, name in entry["measures"].items()}


def _figure(entry: dict[str, Any]) -> Figure:
    return Figure(
        entry["indicator"],
        tuple(entry.get("value", ())),
        tuple(tuple(names) for names in entry.get("sum", ())),
        tuple(entry.get("numerator", ())),
        tuple(entry.get("denominator", ())),
        _texts(entry.get("where", {})),
        _texts(entry.get("base", {})),
    )


def _texts(entry: dict[str, list[str]]) -> Texts:
    return {column: tuple(plain(text) for text in texts) for column, texts in entry.items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
