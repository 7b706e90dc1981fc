"""How far the single months of a series usually vary, in a chart and in the words of its title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from handrail.measures.figures import SHARE
from handrail.publications.bindings import Binding
from handrail.publications.document import Inline, Number, Series, Text
from handrail.publications.numbers import month_name, percentage
from handrail.publications.process_limits import (
    LEAST_POINTS,
    Limits,
    limits_of_counts,
    limits_of_shares,
    outside,
    runs,
    shares,
)
from handrail.publications.shown import DENOMINATOR, NUMERATOR, Shown


def month_of(binding: Binding) -> str:
    """March 2026."""
    return month_name(binding.period.first)


def number_of(shown: Shown, binding: Binding) -> Number:
    """The month's number in a sentence: a share with its counts, or a count."""
    if binding.measure.kind != SHARE:
        return shown.count(binding)
    return Number(f"{shown.percent(binding)} ({shown.counts(binding)})", shown.figure(binding), SHARE)


@dataclass(frozen=True)
class Usual:
    """How far the months usually vary, or why that is not said.

    Limits rest on every month: where one may not be printed, they would tell of it.
    """

    shown: Shown
    months: tuple[Binding, ...]
    values: tuple[Fraction, ...] = ()
    limits: Limits | None = None
    why_not: str = ""

    @classmethod
    def of(cls, shown: Shown, months: Sequence[Binding]) -> Self:
        """The usual variation of a count, or of a share."""
        is_share = bool(months) and months[0].measure.kind == SHARE
        values, limits = (_of_shares if is_share else _of_counts)(shown, months)
        found = cls(shown, tuple(months), tuple(values), limits)
        why_not = found._why_not()
        return cls(shown, tuple(months), why_not=why_not) if why_not else found

    def _why_not(self) -> str:
        if self.shown.policy.rounds:
            return "the counts are rounded"
        if len(self.values) < len(self.months):
            return "a month has no value that can be shown"
        if any(self.shown.figure(month).note for month in self.months):
            return "a month is not whole in the data"
        if len(self.values) < LEAST_POINTS:
            return f"they need {LEAST_POINTS} months"
        return "" if self.limits else "every month is the same"

    def series(self, mean: str) -> list[Series]:
        """The mean, and the limits on both sides of it, each a level line."""
        if not self.limits:
            return []
        return [
            Series(name, kind, (float(value),) * len(self.months))
            for name, kind, value in (
                (mean, "mean", self.limits.mean),
                ("Usual variation", "limit", self.limits.lower),
                ("Usual variation", "limit", self.limits.upper),
            )
        ]

    def said(self) -> tuple[Inline, ...]:
        """What the months tell beside their usual variation, where limits can be drawn, as the end of a sentence."""
        if not self.limits:
            return ()
        news = [*self._stand_out(self.limits), *self._keep_to_a_side(self.limits)]
        return tuple(news) or (Text("; no month stands out from the usual variation"),)

    def in_words(self, of: str = "") -> str:
        """The lines, for those who cannot see them."""
        if not self.limits:
            return ""
        mean, lower, upper = (self._in_words(one) for one in (self.limits.mean, self.limits.lower, self.limits.upper))
        return f"{of}grey lines mark the mean, {mean}, and the limits of usual variation, {lower} and {upper}. "

    def _in_words(self, value: Fraction) -> str:
        is_share = self.months[0].measure.kind == SHARE
        return percentage(value.numerator, value.denominator) if is_share else f"{float(value):,.1f}"

    def _stand_out(self, limits: Limits) -> Iterator[Inline]:
        places = outside(self.values, limits)
        for place in places:
            yield Text("; " if place == places[0] else " and " if place == places[-1] else " ")
            yield from self._month_at(place)
        if places:
            yield Text(f" {'stand' if places[1:] else 'stands'} out from the usual variation")

    def _keep_to_a_side(self, limits: Limits) -> Iterator[Inline]:
        for run in runs(self.values, limits):
            yield Text("; every month from ")
            yield from self._month_at(run[0])
            yield Text(" to ")
            yield from self._month_at(run[-1])
            yield Text(f" lies {'above' if self.values[run[0]] > limits.mean else 'below'} the mean")

    def _month_at(self, place: int) -> Iterator[Inline]:
        """A month with its number: no month stands in a sentence without one (G09)."""
        month = self.months[place]
        yield Text(f"{month_of(month)}, at ")
        yield number_of(self.shown, month)
        yield Text(",")


def why_none(usual: dict[str, Usual]) -> str:
    """Why no limits are drawn, of each series that has none."""
    without = {heading: one.why_not for heading, one in usual.items() if one.why_not}
    if len(without) == len(usual) and len(set(without.values())) == 1:
        return f"No limits of usual variation: {next(iter(without.values()))}."
    return " ".join(f"{heading}: no limits of usual variation, {why}." for heading, why in without.items())


def _of_counts(shown: Shown, months: Sequence[Binding]) -> tuple[list[Fraction], Limits | None]:
    counts = [count for month in months if (count := shown.exact(month, NUMERATOR)) is not None]
    return [Fraction(count) for count in counts], limits_of_counts(counts)


def _of_shares(shown: Shown, months: Sequence[Binding]) -> tuple[list[Fraction], Limits | None]:
    pairs = [
        (top, base)
        for month in months
        if (top := shown.exact(month, NUMERATOR)) is not None and (base := shown.exact(month, DENOMINATOR))
    ]
    return shares(pairs), limits_of_shares(pairs)
