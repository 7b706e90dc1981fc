"""The charts of the annual report: one message each, said in the title, with the same protected numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from handrail.publications.document import Chart, Inline, Number, Series, Text, plain
from handrail.publications.numbers import NOT_SHOWN, capital, month_name, percentage
from handrail.publications.process_limits import (
    LEAST_POINTS,
    Limits,
    limits_of_counts,
    limits_of_shares,
    outside,
    runs,
    shares,
)
from handrail.publications.protect import DENOMINATOR, NOT_ASSESSABLE, NUMERATOR, Published

_ON_TIME = "reviews_held_on_time"


def reviews_on_time_by_month(shown: Published) -> Chart:
    """The share of reviews on time each month, the share that could be judged, and the target."""
    months = shown.months(_ON_TIME)
    reviews = shown.inputs.profile.words.reviews
    targets = _targets(shown, months)
    least = tuple(_least(shown, month) for month in months)
    usual = _Usual.of_shares(shown, months)
    note = _note({"": usual})
    series = [
        Series("Held on time", "line", tuple(_share(shown, month) for month in months)),
        *usual.series("Mean (pooled)"),
        *([Series("At least", "least", least)] if any(value is not None for value in least) else []),
        Series("Could be judged", "faint", tuple(_judged(shown, month) for month in months)),
        *([Series("Target", "target", targets)] if any(value is not None for value in targets) else []),
    ]
    title = (*_span(shown, reviews, months), *usual.said(shown))
    return Chart(
        id="chart-reviews-on-time-by-month",
        title=title,
        alt=_alt(
            "Line chart", f"the share of {reviews} held on time in each month", series, title, usual.in_words(), note
        ),
        unit="share",
        axis=f"Share of {reviews}",
        labels=_labels(shown, [_ON_TIME], months),
        series=tuple(series),
        table="table-reviews-by-month",
        note=note,
    )


def periods_by_month(shown: Published) -> Chart:
    """Periods of care started and ceased each month."""
    return _bars(
        shown,
        "periods-by-month",
        "periods of care",
        {"periods_of_care_started": "Started", "periods_of_care_ceased": "Ceased"},
        ("of periods of care started", "ceased"),
    )


def conferences_by_month(shown: Published) -> Chart:
    """Children considered at conferences each month."""
    return _bars(
        shown,
        "conferences-by-month",
        "children considered",
        {"icpc_held": "Initial conferences", "rcpc_held": "Review conferences"},
        ("of children considered at initial conferences", "considered at review conferences"),
    )


def _share(shown: Published, month: str) -> float | None:
    top, base = shown.exact(_ON_TIME, month), shown.exact(_ON_TIME, month, DENOMINATOR)
    return None if top is None or not base else top / base


def _least(shown: Published, month: str) -> float | None:
    """What the share is at least, where all but a small number were on time."""
    bound, base = shown.bound(_ON_TIME, month), shown.exact(_ON_TIME, month, DENOMINATOR)
    return None if bound is None or not base else bound / base


def _judged(shown: Published, month: str) -> float | None:
    """The share of what was held that could be judged, where neither count is hidden."""
    judged, left = shown.exact(_ON_TIME, month, DENOMINATOR), shown.exact(_ON_TIME, month, NOT_ASSESSABLE)
    return None if judged is None or left is None or not judged + left else judged / (judged + left)


def _targets(shown: Published, months: list[str]) -> tuple[float | None, ...]:
    """The target in force on the last day of each month (G13)."""
    targets = shown.inputs.profile.targets_of(_ON_TIME)
    values: list[float | None] = []
    for month in months:
        figure = shown.figure(_ON_TIME, month)
        holding = [target.value for target in targets if figure and target.holds_on(figure.period_to)]
        values.append(holding[-1] if holding else None)
    return tuple(values)


def _span(shown: Published, reviews: str, months: list[str]) -> tuple[Inline, ...]:
    """The lowest and the highest month, as a sentence."""
    there = [(value, month) for month in months if (value := _share(shown, month)) is not None]
    what = f"share of {reviews} on time"
    least = [(value, month) for month in months if (value := _least(shown, month)) is not None]
    if least:
        return _no_lower(shown, what, there, least, len(months))
    if not there:
        return (Text(f"The {what} is {NOT_SHOWN} by month: the numbers are small."),)
    (lowest, low), (highest, high) = min(there, key=_first), max(there, key=_first)
    start = f"The {what}" if len(there) == len(months) else f"Of the months shown, the {what}"
    if lowest == highest:
        each = "" if len(there) == 1 else "the same in each month: for instance "
        return (
            Text(f"{start} was {each}"),
            _share_number(shown, low),
            Text(f" in {_month(shown, low)}"),
        )
    return (
        Text(f"{start} was lowest in {_month(shown, low)}, at "),
        _share_number(shown, low),
        Text(f", and highest in {_month(shown, high)}, at "),
        _share_number(shown, high),
    )


def _no_lower(
    shown: Published, what: str, there: list[tuple[float, str]], least: list[tuple[float, str]], months: int
) -> tuple[Inline, ...]:
    """Where some months are known by a lower bound only: the least the share was in any month, and no highest."""
    all_known = len(there) + len(least) == months
    bound, month = min(least, key=_first)
    if there and min(there)[0] <= bound:
        low = min(there, key=_first)[1]
        start = f"The {what}" if all_known else f"Of the months shown, the {what}"
        return Text(f"{start} was lowest in {_month(shown, low)}, at "), _share_number(shown, low)
    each = "every month" if all_known else "every month shown"
    return (
        Text(f"The {what} was "),
        _share_number(shown, month),
        Text(f" in {_month(shown, month)}, and no lower in {each}"),
    )


def _first(pair: tuple[float, str]) -> float:
    return pair[0]


def _share_number(shown: Published, month: str) -> Number:
    share = f"{shown.percent(_ON_TIME, month)} ({shown.counts(_ON_TIME, month)})"
    return Number(share, shown.figure(_ON_TIME, month), "share")


def _count_number(shown: Published, name: str, month: str) -> Number:
    return Number(shown.count(name, month), shown.figure(name, month), NUMERATOR)


def _bars(shown: Published, stem: str, what: str, names: dict[str, str], said: tuple[str, ...]) -> Chart:
    months = max((shown.months(name) for name in names), key=len)
    usual = {name: _Usual.of_counts(shown, name, months) for name in names}
    series = [
        one
        for name, heading in names.items()
        for one in (
            Series(heading, "bar", tuple(shown.exact(name, month) for month in months)),
            *usual[name].series("Mean"),
        )
    ]
    note = _note({heading: usual[name] for name, heading in names.items()})
    title = tuple(
        part
        for name, words in zip(names, said, strict=True)
        for part in _peak(shown, name, words, months, usual[name].said(shown))
    )
    lines = "".join(usual[name].in_words(f"{heading}: ") for name, heading in names.items())
    return Chart(
        id=f"chart-{stem}",
        title=title,
        alt=_alt("Bar chart", f"{what} in each month", series, title, lines, note),
        unit="count",
        axis=what.capitalize(),
        labels=_labels(shown, list(names), months),
        series=tuple(series),
        table=f"table-{stem}",
        note=note,
    )


def _peak(shown: Published, name: str, said: str, months: list[str], usual: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The month with the highest count, as a sentence that ends with what the months tell."""
    counts = {month: count for month in months if (count := shown.exact(name, month)) is not None}
    start = f"The number {said}"
    if not any(counts.values()):
        end = "is nought in every month that can be shown" if counts else f"is {NOT_SHOWN} by month"
        return (Text(f"{start} {end}. "),)
    high = max(counts, key=lambda month: counts[month])
    tied = " and in another month" if list(counts.values()).count(counts[high]) > 1 else ""
    among = "" if len(counts) == len(months) else ", of the months shown,"
    number = _count_number(shown, name, high)
    return (Text(f"{start} was highest{among} in {_month(shown, high)}{tied} ("), number, Text(")"), *usual, Text(". "))


@dataclass(frozen=True)
class _Usual:
    """How far the single months of a series usually vary, or why that is not said.

    Limits rest on every month: where one may not be printed, they would tell of it.
    """

    name: str
    months: tuple[str, ...]
    values: tuple[Fraction, ...] = ()
    limits: Limits | None = None
    is_share: bool = False
    why_not: str = ""

    @classmethod
    def of_counts(cls, shown: Published, name: str, months: list[str]) -> Self:
        """The usual variation of a count."""
        counts = [count for month in months if (count := shown.exact(name, month)) is not None]
        limits = limits_of_counts(counts)
        values = tuple(Fraction(count) for count in counts)
        return cls._where_it_can_be_said(shown, cls(name, tuple(months), values, limits))

    @classmethod
    def of_shares(cls, shown: Published, months: list[str]) -> Self:
        """The usual variation of the share on time."""
        pairs = [
            (top, base)
            for month in months
            if (top := shown.exact(_ON_TIME, month)) is not None and (base := shown.exact(_ON_TIME, month, DENOMINATOR))
        ]
        found = cls(_ON_TIME, tuple(months), tuple(shares(pairs)), limits_of_shares(pairs), is_share=True)
        return cls._where_it_can_be_said(shown, found)

    @classmethod
    def _where_it_can_be_said(cls, shown: Published, found: Self) -> Self:
        figures = [shown.figure(found.name, month) for month in found.months]
        if len(found.values) < len(found.months):
            return cls(found.name, found.months, why_not="a month has no value that can be shown")
        if any(figure and figure.note for figure in figures):
            return cls(found.name, found.months, why_not="a month is not whole in the data")
        if len(found.values) < LEAST_POINTS:
            return cls(found.name, found.months, why_not=f"they need {LEAST_POINTS} months")
        return found if found.limits else cls(found.name, found.months, why_not="every month is the same")

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

    def said(self, shown: Published) -> tuple[Inline, ...]:
        """What the months tell beside their usual variation, where limits can be drawn, as the end of a sentence."""
        if not self.limits:
            return ()
        news = [*self._stand_out(shown, self.limits), *self._keep_to_a_side(shown, self.limits)]
        return tuple(news) or (Text("; no month stands out from the usual variation"),)

    def _stand_out(self, shown: Published, limits: Limits) -> Iterator[Inline]:
        places = outside(self.values, limits)
        for place in places:
            yield Text("; " if place == places[0] else " and " if place == places[-1] else " ")
            yield from self._month_at(shown, place)
        if places:
            yield Text(f" {'stand' if places[1:] else 'stands'} out from the usual variation")

    def _keep_to_a_side(self, shown: Published, limits: Limits) -> Iterator[Inline]:
        for run in runs(self.values, limits):
            yield Text("; every month from ")
            yield from self._month_at(shown, run[0])
            yield Text(" to ")
            yield from self._month_at(shown, run[-1])
            yield Text(f" lies {'above' if self.values[run[0]] > limits.mean else 'below'} the mean")

    def _month_at(self, shown: Published, place: int) -> Iterator[Inline]:
        """A month with its number: no month stands in a sentence without one (G09)."""
        month = self.months[place]
        yield Text(f"{_month(shown, month)}, at ")
        yield _share_number(shown, month) if self.is_share else _count_number(shown, self.name, month)
        yield Text(",")

    def in_words(self, of: str = "") -> str:
        """The lines, for those who cannot see them."""
        if not self.limits:
            return ""
        mean, lower, upper = (
            percentage(value.numerator, value.denominator) if self.is_share else f"{float(value):,.1f}"
            for value in (self.limits.mean, self.limits.lower, self.limits.upper)
        )
        return f"{of}grey lines mark the mean, {mean}, and the limits of usual variation, {lower} and {upper}. "


def _note(usual: dict[str, _Usual]) -> str:
    """Why no limits are drawn, of each series that has none."""
    without = {heading: one.why_not for heading, one in usual.items() if one.why_not}
    if len(without) == len(usual) and len(set(without.values())) == 1:
        return f"No limits of usual variation: {next(iter(without.values()))}."
    return " ".join(f"{heading}: no limits of usual variation, {why}." for heading, why in without.items())


def _alt(kind: str, of: str, series: list[Series], title: tuple[Inline, ...], lines: str, note: str) -> str:
    names = ", ".join(one.name.lower() for one in series if one.kind not in ("mean", "limit"))
    said = plain(title).strip().rstrip(".")
    drawn = f" {capital(lines)}{note}".rstrip()
    return f"{kind} of {of} ({names}). {said}.{drawn} The table after it holds the numbers."


def _labels(shown: Published, names: list[str], months: list[str]) -> tuple[str, ...]:
    return tuple(_month_any(shown, names, month) for month in months)


def _month(shown: Published, month: str) -> str:
    return _month_any(shown, [*shown.inputs.months], month)


def _month_any(shown: Published, names: list[str], month: str) -> str:
    figures = (shown.figure(name, month) for name in names)
    return next((month_name(figure.period_from) for figure in figures if figure), month)


CHARTS: dict[str, Callable[[Published], Chart]] = {
    make.__name__: make for make in (reviews_on_time_by_month, periods_by_month, conferences_by_month)
}
