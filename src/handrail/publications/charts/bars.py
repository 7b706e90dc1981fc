"""Bars one under the other, each with its own name: for what has names and no order in time.

They begin at nought, so that the length is the number. The year before stands under each in outline.
"""

from collections.abc import Iterator
from math import ceil
from textwrap import wrap

from handrail.publications.charts.drawing import GREY, element, text
from handrail.publications.document import Chart, Series
from handrail.publications.numbers import whole

WIDTH = 720
_NAMES, _NUMBERS, _RIGHT = 250, 64, 14
_TOP, _BOTTOM, _THICK, _GAP, _LINE = 34, 30, 18, 12, 17
_LONGEST = 34  # letters of a name in one line


def svg(chart: Chart, accent: str) -> str:
    """The chart as one SVG element."""
    rows = [_lines(label) for label in chart.labels]
    highest = max((value for one in chart.series for value in one.values if value is not None), default=1.0) or 1.0
    body = list(_legend(chart.series, accent)) if len(chart.series) > 1 else []
    y = float(_TOP if len(chart.series) > 1 else 10)
    for place, lines in enumerate(rows):
        body += _row(chart, place, lines, y, highest, accent)
        y += _high(chart, lines) + _GAP
    body.append(text(_NAMES, y + 14, f"{chart.axis}{'' if chart.unit == 'count' else ', share'}", colour=GREY))
    return element(chart, WIDTH, ceil(y + _BOTTOM), body)


def _row(chart: Chart, place: int, lines: list[str], y: float, highest: float, accent: str) -> Iterator[str]:
    middle = y + _high(chart, lines) / 2 - _LINE * len(lines) / 2
    for at, line in enumerate(lines):
        yield text(_NAMES - 10, middle + _LINE * at + 13, line, anchor="end")
    for at, series in enumerate(chart.series):
        value, top = series.values[place], y + at * (_THICK + 2)
        if value is None:
            yield text(_NAMES, top + 14, "not shown", colour=GREY)
            continue
        long = (WIDTH - _NAMES - _NUMBERS - _RIGHT) * value / highest
        fill, stroke = (accent, accent) if series.kind == "bar" else ("#ffffff", GREY)
        yield (
            f'<rect x="{_NAMES:.1f}" y="{top:.1f}" width="{max(long, 1):.1f}" height="{_THICK}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="1.2"/>'
        )
        yield text(_NAMES + long + 8, top + 14, _said(value, chart.unit))


def _said(value: float, unit: str) -> str:
    return (
        f"{100 * value:.1f}%" if unit == "share" else whole(round(value)) if value == round(value) else f"{value:,.1f}"
    )


def _high(chart: Chart, lines: list[str]) -> float:
    return max((_THICK + 2) * len(chart.series) - 2, _LINE * len(lines))


def _legend(series: tuple[Series, ...], accent: str) -> Iterator[str]:
    x = float(_NAMES)
    for one in series:
        fill, stroke = (accent, accent) if one.kind == "bar" else ("#ffffff", GREY)
        yield f'<rect x="{x:.1f}" y="6" width="22" height="14" fill="{fill}" stroke="{stroke}" stroke-width="1.2"/>'
        yield text(x + 30, 18, one.name)
        x += 60 + 7.4 * len(one.name)


def _lines(label: str) -> list[str]:
    """The name in as many lines as it needs, broken between words."""
    return wrap(label, _LONGEST, break_long_words=False, break_on_hyphens=False) or [""]
