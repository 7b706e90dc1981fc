"""What the safeguards know of a measure by name: which way is better, and the words a label must have."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))


def better(measure: str) -> str | None:
    """Whether "higher" or "lower" is better; None where neither is."""
    for way in ("higher", "lower"):
        if measure in _known()["better"][way]:
            return way
    return None


def called(measure: str) -> tuple[str, ...]:
    """Words of which a label or sentence about the measure has at least one; empty where any words do."""
    return tuple(_known()["called"].get(measure, ()))


@cache
def nouns() -> dict[str, tuple[str, ...]]:
    """The noun that may stand after a number, with the units it counts."""
    return {noun: tuple(units) for noun, units in _known()["nouns"].items()}


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """What a column may show, with the words that say so in its heading."""
    return {shows: tuple(words) for shows, words in _known()["headings"].items()}


def names_of(part: str) -> tuple[str, ...]:
    """What an area or another part of the whole may be called."""
    return tuple(_known()["areas"].get(part, (part,)))


def are_related(measures: set[str]) -> bool:
    """Whether these count nearly the same by definition, so that equal numbers are no surprise."""
    return any(measures <= set(one) for one in _known()["related"]["measures"])


@cache
def snapshots() -> frozenset[str]:
    """The measures of what was there at the end of the last day."""
    return frozenset(_known()["as_at"]["measures"])
