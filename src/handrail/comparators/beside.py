"""Whether a published figure may stand beside ours: only of the same unit, kind and definition, and of a whole year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from handrail.comparators.indicators import AT_31_MARCH, NUMBER, PER_CENT, YEAR_TO_31_MARCH, Known, known
from handrail.comparators.rows import GIVEN, NEIGHBOURS, WORKED_OUT, Comparator

_KINDS = {"share": PER_CENT, "count": NUMBER}


class NotComparable(ValueError):
    """A published figure is of another unit, kind, definition or period than ours; the message says which."""


@dataclass(frozen=True)
class Ours:
    """A figure of ours: its measure, unit and kind (share or count), the settings it was made with, and its period."""

    measure: str
    unit: str
    kind: str
    settings: Mapping[str, str] = field(default_factory=dict)
    period: tuple[date, date] | None = None


class Beside(NamedTuple):
    """A published figure that may stand beside ours: the heading that says whose it is and of when, and a caution."""

    comparator: Comparator
    heading: str
    caution: str


def beside(ours: Ours, theirs: Comparator) -> Beside:
    """Set a published figure beside ours. Raises NotComparable with the reason."""
    refuse_unless_comparable(ours, theirs.indicator)
    its_own = known()[theirs.indicator]
    return Beside(theirs, _heading(theirs, its_own), its_own.caution)


def refuse_unless_comparable(ours: Ours, indicator: str) -> None:
    """Raise NotComparable, with the reason, unless the indicator means what our measure does."""
    theirs = known().get(indicator)
    if theirs is None:
        raise NotComparable(
            f"{indicator} is known to its source only: Handrail has no unit or definition of it to hold ours against."
        )
    reason = _other_unit_or_kind(ours, theirs) or _other_definition(ours, theirs) or _other_period(ours, theirs)
    if reason:
        raise NotComparable(f"{ours.measure} cannot stand beside {indicator}: {reason}")


def _other_unit_or_kind(ours: Ours, theirs: Known) -> str:
    its = theirs.indicator
    apart = theirs.apart.get(ours.measure, "")
    if ours.unit != its.unit:
        return f"ours counts each {ours.unit}, theirs each {its.unit}. {_sentence(apart)}".rstrip()
    if apart:
        return apart
    if _KINDS.get(ours.kind) != its.measured_in:
        return f"ours is a {ours.kind}, theirs is measured in: {its.measured_in}."
    return ""


def _other_definition(ours: Ours, theirs: Known) -> str:
    if ours.measure not in theirs.beside:
        others = f" Beside it may stand: {', '.join(theirs.beside)}." if theirs.beside else ""
        return f"nobody has established that they mean the same. Theirs: {theirs.indicator.definition}{others}"
    for name, value in theirs.settings.items():
        if ours.settings.get(name) != value:
            return f"theirs needs the setting {name}={value}; ours has {ours.settings.get(name, 'not said which')}."
    return ""


def _other_period(ours: Ours, theirs: Known) -> str:
    if ours.period is None:
        return ""
    first, last = ours.period
    if (last.month, last.day) != (3, 31):
        return f"theirs is of the {_of_when(theirs)}, ours ends on {last.isoformat()}."
    if theirs.indicator.timing == YEAR_TO_31_MARCH and first != date(last.year - 1, 4, 1):
        return f"theirs is of a whole year to 31 March, ours begins on {first.isoformat()}."
    return ""


def _of_when(theirs: Known) -> str:
    return "31 March" if theirs.indicator.timing == AT_31_MARCH else theirs.indicator.timing


def _heading(theirs: Comparator, known: Known) -> str:
    of = f"{theirs.area_name}, {known.indicator.timing} {theirs.year}"
    if theirs.status == WORKED_OUT and theirs.area_kind != NEIGHBOURS:
        of += ", worked out from the published counts"
    elif theirs.status not in (GIVEN, WORKED_OUT):
        of += f", {theirs.status}"
    return f"{of} ({theirs.source}, {theirs.edition})"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
