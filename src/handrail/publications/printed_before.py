"""What a publication has printed, kept so that a later one does not give a small number away by difference.

It holds the exact counts beside what was told of them: it belongs with an edition, not with what is published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from handrail.measures.definitions import Measure
from handrail.measures.periods import Period
from handrail.publications.bindings import Binding
from handrail.publications.disclosure import Edition, Key
from handrail.publications.disclosure import Shown as Told
from handrail.publications.shown import DENOMINATOR, NUMERATOR, OF_ALL, REST, SHARED, Shown, key_of


@dataclass(frozen=True)
class PrintedNumber:
    """A count or a share that was printed: what it is of, what was told of it, and the count itself."""

    measure: str
    period: Period
    where: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    part: str
    told: Told
    count: int | None

    def binding(self, measures: Mapping[str, Measure]) -> Binding:
        """Its binding, with the measure as it is defined now. Raises KeyError where there is none any more."""
        return Binding(measures[self.measure], self.period, self.where, self.settings)


@dataclass(frozen=True)
class Printed:
    """Everything a publication printed, and for whom."""

    audience: str
    numbers: tuple[PrintedNumber, ...] = ()

    def only(self, measures: Mapping[str, Measure]) -> "Printed":
        """What it printed of these measures."""
        return replace(self, numbers=tuple(one for one in self.numbers if one.measure in measures))

    def edition(self, measures: Mapping[str, Measure]) -> Edition:
        """The same as `disclosure` reckons with it."""
        bindings = {one: one.binding(measures) for one in self.numbers}
        keys = {one: key_of(binding, one.part) for one, binding in bindings.items()}
        return Edition(
            self.audience,
            shown={keys[one]: one.told for one in self.numbers},
            values=with_rest({keys[one]: one.count for one in self.numbers if one.count is not None}),
            shares={
                keys[one]: pair_of(bindings[one], one.part)
                for one in self.numbers
                if one.part == SHARED or one.part.startswith(OF_ALL)
            },
        )


def pair_of(binding: Binding, part: str) -> tuple[Key, Key]:
    """The numerator and the denominator of a share: of a figure, or of a group in a whole of its measure."""
    if not part.startswith(OF_ALL):
        return key_of(binding, NUMERATOR), key_of(binding, DENOMINATOR)
    whole = binding.whole(part.removeprefix(OF_ALL).split())
    return key_of(binding, NUMERATOR), key_of(whole, NUMERATOR)


def with_rest(values: Mapping[Key, int]) -> dict[Key, int]:
    """The counts with what is not in the numerator of each share."""
    found = dict(values)
    for (name, period, part), count in values.items():
        if part == DENOMINATOR and (name, period, NUMERATOR) in values:
            found[name, period, REST] = count - values[name, period, NUMERATOR]
    return found


def printed_by(shown: Shown) -> Printed:
    """What a publication prints, once it is known what is hidden."""
    of = {key[:2]: binding for key, binding in shown.asked.items()}
    return Printed(
        shown.policy.audience, tuple(_number(of[key[:2]], key[2], told, shown) for key, told in _told(shown))
    )


def _told(shown: Shown) -> Iterator[tuple[Key, Told]]:
    there = {key[:2] for key in shown.asked}
    return ((key, told) for key, told in sorted(shown.told.items()) if key[:2] in there)


def _number(binding: Binding, part: str, told: Told, shown: Shown) -> PrintedNumber:
    figure = shown.facts.figure(binding)
    rest = (figure.denominator or 0) - (figure.numerator or 0)
    count = rest if part == REST else getattr(figure, part, None)
    return PrintedNumber(binding.measure.name, binding.period, binding.where, binding.settings, part, told, count)
