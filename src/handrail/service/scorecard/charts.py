"""The months of a measure drawn as in a publication, with the limits between which they usually vary."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from handrail.measures.definitions import Measure
from handrail.measures.figures import SHARE
from handrail.measures.periods import Period
from handrail.profiles import Target
from handrail.publications.charts import svg
from handrail.publications.document import Chart, Series, Text
from handrail.publications.process_limits import LEAST_POINTS, Limits, limits_of_counts, limits_of_shares, outside
from handrail.service.scorecard.models import Figure
from handrail.service.scorecard.presenters import month_words, value_of

_MEAN, _LIMITS = "Mean", "Usual variation"


def of_months(
    measure: Measure,
    months: Sequence[Period],
    found: Mapping[Period, Figure],
    targets: Sequence[Target | None],
    accent: str,
) -> Markup | None:
    """The chart as SVG; None where no month has a value."""
    values = [value_of(measure, found.get(month)) for month in months]
    if all(value is None for value in values):
        return None
    figures = [found.get(month) for month in months]
    limits = _limits(measure, figures)
    shape = "line" if measure.kind == SHARE else "bar"
    said = _said(months, _exact(measure, figures), limits)
    chart = Chart(
        id="chart-months",
        title=(Text(said),),
        alt=f"{said} The same months stand in the table below.",
        unit="share" if measure.kind == SHARE else "count",
        axis=measure.title,
        labels=tuple(map(month_words, months)),
        series=(
            Series(measure.title, shape, tuple(values)),
            *_limit_series(limits, len(months)),
            *_target_series(targets),
        ),
        table="months",
        note="" if limits else f"Limits are drawn from {LEAST_POINTS} months or more that vary.",
    )
    return Markup(svg(chart, accent))


def _limits(measure: Measure, figures: Sequence[Figure | None]) -> Limits | None:
    counted = [one for one in figures if one is not None and one.numerator is not None]
    if len(counted) < len(figures):
        return None
    if measure.kind != SHARE:
        return limits_of_counts([one.numerator or 0 for one in counted])
    return limits_of_shares([(one.numerator or 0, one.denominator or 0) for one in counted])


def _limit_series(limits: Limits | None, months: int) -> list[Series]:
    if limits is None:
        return []
    level = [(_MEAN, "mean", limits.mean), (_LIMITS, "limit", limits.lower), (_LIMITS, "limit", limits.upper)]
    return [Series(name, kind, (float(value),) * months) for name, kind, value in level]


def _target_series(targets: Sequence[Target | None]) -> list[Series]:
    values = tuple(one.value if one else None for one in targets)
    return [Series("Target", "target", values)] if any(value is not None for value in values) else []


def _said(months: Sequence[Period], exact: Sequence[Fraction | int], limits: Limits | None) -> str:
    """What the chart says in a sentence: which months lie outside the usual variation."""
    if limits is None:
        return f"{month_words(months[0])} to {month_words(months[-1])}."
    beyond = [month_words(months[place]) for place in outside(exact, limits)]
    if not beyond:
        return "Every month lies within the usual variation."
    return f"Outside the usual variation: {', '.join(beyond)}."


def _exact(measure: Measure, figures: Sequence[Figure | None]) -> list[Fraction | int]:
    counted = [one for one in figures if one is not None and one.numerator is not None]
    if measure.kind != SHARE:
        return [one.numerator or 0 for one in counted]
    return [Fraction(one.numerator or 0, one.denominator) for one in counted if one.denominator]
