"""A binding: which figure a number in a text, a table or a chart stands for.

Written in a text as `MEASURE [where group=value ...] [in PERIOD] [with setting=value ...]`; in a table as keys that the
row and the column give between them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handrail.measures.definitions import Measure, measure, settings
from handrail.measures.periods import Period
from handrail.publications.times import OWN, Times

CLAUSES = frozenset({"where", "in", "with"})


class BindingError(ValueError):
    """A binding that names nothing, with what there is."""


@dataclass(frozen=True)
class Binding:
    """A measure, the part of it (`where` by group), the period, and the settings that differ from the publication's."""

    measure: Measure
    period: Period
    where: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups the measure is split by."""
        return tuple(name for name, _ in self.where)

    def whole(self, within: Sequence[str] = ()) -> "Binding":
        """Everything the measure counts; of these groups, only what is of the same as this."""
        return replace(self, where=tuple(pair for pair in self.where if pair[0] in within))


def from_words(words: Sequence[str], times: Times) -> Binding:
    """The binding of a reference in a text. Raises BindingError, UnknownMeasure, UnknownGroup or UnknownPeriod."""
    if not words:
        raise BindingError("A measure must be named.")
    parts: dict[str, list[str]] = {"measure": [words[0]]}
    clause = ""
    for word in words[1:]:
        if word in CLAUSES:
            clause = word
            parts[clause] = []
        elif not clause:
            raise BindingError(f"'{word}' is not understood after '{words[0]}'; where, in or with may follow it.")
        else:
            parts[clause].append(word)
    period = " ".join(parts.get("in", [OWN]))
    return made(words[0], times, _pairs(parts.get("where", [])), period, _pairs(parts.get("with", [])))


def made(
    name: str,
    times: Times,
    where: Mapping[str, str] | None = None,
    period: str | Period = OWN,
    chosen: Mapping[str, str] | None = None,
) -> Binding:
    """A binding that is known to name something."""
    found = measure(name)
    where, chosen = dict(where or {}), dict(chosen or {})
    found.refuse_unless_grouped_by(where)
    for setting, value in chosen.items():
        if setting not in found.settings:
            raise BindingError(f"{name} has no setting '{setting}'. It has: {', '.join(found.settings)}.")
        if value not in settings()[setting].choices:
            raise BindingError(f"{setting} is {' or '.join(settings()[setting].choices)}, and not '{value}'.")
    days = period if isinstance(period, Period) else times.named(period)
    return Binding(found, days, tuple(sorted(where.items())), tuple(sorted(chosen.items())))


def _pairs(words: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, Any] = {}
    for word in words:
        name, is_there, value = word.partition("=")
        if not is_there or not name or not value:
            raise BindingError(f"'{word}' must be written name=value.")
        pairs[name] = value
    return pairs
