"""What is known of measures together (`standing.toml`): flows that reconcile, parts of a whole, reasons, overlaps."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handrail.publications.safeguards.findings import Flow, Reasons


@dataclass(frozen=True)
class Part:
    """One part of a figure of a measure: of all of it, or of one group."""

    measure: str
    part: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Whole:
    """A count of a measure that other counts make by definition."""

    of: Part
    parts: tuple[Part, ...]

    @property
    def measures(self) -> frozenset[str]:
        """All that stand in it."""
        return frozenset(one.measure for one in (self.of, *self.parts))


@dataclass(frozen=True)
class Required:
    """What the handbook requires: words that show it is there, and the measures (by a group) or the chapter that give it."""

    what: str
    words: tuple[str, ...]
    by: tuple[tuple[str, str], ...]
    chapter: str


@dataclass(frozen=True)
class Known:
    """Everything in `standing.toml`."""

    flows: tuple[Flow, ...]
    wholes: tuple[Whole, ...]
    nested: tuple[tuple[str, str], ...]
    reasons: tuple[Reasons, ...]
    required: tuple[Required, ...]
    overlapping: tuple[tuple[str, ...], ...]
    both_records: tuple[str, ...]
    open_units: frozenset[str]
    personal: frozenset[str]


@cache
def known() -> Known:
    """What is known of measures together."""
    data = tomllib.loads(Path(__file__).with_name("standing.toml").read_text(encoding="utf-8"))
    return Known(
        flows=tuple(
            Flow(
                one["code"],
                one["opening"],
                tuple(one["into"]),
                tuple(one["out_of"]),
                one["closing"],
                tuple(one.get("by", ())),
            )
            for one in data["flow"]
        ),
        wholes=tuple(_whole(one) for one in data["whole"]),
        nested=tuple((more, fewer) for more, fewer in data["nested"]),
        reasons=tuple(
            Reasons(
                one["reasons"], one["of"], one.get("one_each", False), tuple(one.get("by", ())), one.get("must", True)
            )
            for one in data["reasons"]
        ),
        required=tuple(
            Required(
                one["what"],
                tuple(one["words"]),
                tuple(map(_measure_and_group, one.get("by", ()))),
                one.get("chapter", ""),
            )
            for one in data["required"]
        ),
        overlapping=tuple(tuple(one) for one in data["overlapping"]),
        both_records=tuple(data["both_records"]),
        open_units=frozenset(data["open_units"]),
        personal=frozenset(data["personal"]),
    )


def _measure_and_group(written: str) -> tuple[str, str]:
    name, _, group = written.partition(" by ")
    return name, group


def _whole(data: Mapping[str, Any]) -> Whole:
    return Whole(Part(data["of"], data.get("of_part", "numerator")), tuple(_part(one) for one in data["parts"]))


def _part(written: Sequence[Any]) -> Part:
    measure, part, *where = written
    return Part(measure, part, tuple(where[0].items()) if where else ())
