"""Values in order: single months, years, or points side by side; lines, bars, targets as steps, levels and bounds.

A cross on the base line stands in the place of a value that is not shown. Two series of bars stand in two panels of one
scale, one above the other, so that each has its own limits.
"""

from calendar import month_name
from collections.abc import Iterator
from math import ceil, floor

from handrail.publications.charts.drawing import GREY, INK, RULE, element, text
from handrail.publications.document import Chart, Series

WIDTH, HEIGHT, _LOW = 720, 328, 212
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 44, 68
_LINE_OF_TEXT, _BETWEEN = 20, 22
_MONTHS = tuple(month_name)[1:]


def svg(chart: Chart, accent: str) -> str:
    """The chart as one SVG element."""
    layout = _Layout(chart)
    body = [*_month_labels(chart, layout), *_legend(chart, layout, accent), *_notes(chart, layout)]
    for place, (series, scale) in enumerate(layout.panels):
        body += [*_grid(chart, scale), *_drawn(series, scale, accent, filled=place == 0), *_crosses(series, scale)]
    return element(chart, WIDTH, _height(chart), body)


def _height(chart: Chart) -> int:
    return _LOW if chart.small else HEIGHT


class _Layout:
    """The panels of a chart between its legend and its months."""

    def __init__(self, chart: Chart) -> None:
        self.keys, rows = _keys(chart)
        self.bottom = _height(chart) - _BOTTOM - (_LINE_OF_TEXT if chart.note else 0)
        top = _TOP + _LINE_OF_TEXT * (rows - 1)
        series = _by_panel(chart)
        high = (self.bottom - top - _BETWEEN * (len(series) - 1)) / len(series)
        tops = [top + place * (high + _BETWEEN) for place in range(len(series))]
        self.panels = [
            (one, _Scale(chart, y, y + high, 5 if len(series) == 1 and not chart.small else 3))
            for one, y in zip(series, tops, strict=True)
        ]
        self.scale = self.panels[-1][1]


def _by_panel(chart: Chart) -> list[list[Series]]:
    """Each series of bars begins a panel; what follows it belongs to it."""
    panels: list[list[Series]] = [[]]
    for series in chart.series:
        if series.kind == "bar" and panels[-1]:
            panels.append([])
        panels[-1].append(series)
    return panels


class _Scale:
    """Where a value and a label stand on a panel of the drawing."""

    def __init__(self, chart: Chart, top: float, bottom: float, steps: int) -> None:
        self.top, self.bottom = top, bottom
        self.slots = max(len(chart.labels), 1)
        self.slot = (WIDTH - _LEFT - _RIGHT) / self.slots
        values = [value for series in chart.series for value in series.values if value is not None]
        if chart.unit == "share":
            self.low, self.high, self.step = _share_scale(values, fine=not chart.small)
        else:
            self.low, self.high, self.step = _count_scale(values, steps)

    def across(self, place: int) -> float:
        return _LEFT + self.slot * (place + 0.5)

    def up(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def ticks(self) -> Iterator[float]:
        for number in range(round((self.high - self.low) / self.step) + 1):
            yield self.low + number * self.step


def _share_scale(values: list[float], *, fine: bool) -> tuple[float, float, float]:
    """From nought to one; or, where all are high, from the ten per cent below the lowest."""
    lowest = min(values, default=0.0)
    low = floor(lowest * 10 - 0.2) / 10 if lowest >= 0.5 else 0.0
    step = 0.05 if low >= 0.7 else 0.1 if low else 0.2
    return low, 1.0, step if fine else 2 * step if low else 0.5


def _count_scale(values: list[float], steps: int) -> tuple[float, float, float]:
    highest = max(values, default=1) or 1
    step = next(size * 10**power for power in range(9) for size in (1, 2, 5) if size * 10**power * steps >= highest)
    return 0.0, float(step * ceil(highest / step)), float(step)


def _grid(chart: Chart, scale: _Scale) -> Iterator[str]:
    for tick in scale.ticks():
        y = scale.up(tick)
        words = f"{round(tick * 100)}%" if chart.unit == "share" else f"{round(tick):,}"
        colour = GREY if tick == scale.low else RULE
        yield _line(_LEFT, y, WIDTH - _RIGHT, y, colour)
        yield text(_LEFT - 8, y + 5, words, anchor="end")


def _notes(chart: Chart, layout: _Layout) -> Iterator[str]:
    scale = layout.scale
    note = f" (the scale starts at {round(scale.low * 100)}%)" if scale.low else ""
    y = _height(chart) - 8 - (_LINE_OF_TEXT if chart.note else 0)
    of = ", single months" if chart.layout == "months" else ""
    yield text(_LEFT, y, f"{chart.axis}{of}{note}", colour=GREY)
    if chart.note:
        yield text(_LEFT, _height(chart) - 8, chart.note, colour=GREY)


def _month_labels(chart: Chart, layout: _Layout) -> Iterator[str]:
    scale, bottom = layout.scale, layout.bottom
    for place, label in enumerate(chart.labels):
        month, _, year = label.partition(" ")
        if month not in _MONTHS:
            yield text(scale.across(place), bottom + 18, label, anchor="middle")
            continue
        first = place == 0 or month == "January"
        yield text(scale.across(place), bottom + 18, month[:3], anchor="middle")
        if first and year:
            yield text(scale.across(place), bottom + 33, year, anchor="middle", colour=GREY, size=12)


def _keys(chart: Chart) -> tuple[list[tuple[str, str, float, float]], int]:
    """The legend: each name once, with its kind and where it stands; and in how many lines."""
    in_order = sorted(chart.series, key=lambda series: series.kind in ("mean", "limit"))
    named = list({(series.name, series.kind): None for series in in_order})
    if any(next(_missing(series), None) for series in _by_panel(chart)):
        named.append(("No value shown", "cross"))
    keys, x, row = [], float(_LEFT), 0
    for name, kind in named:
        wide = 62 + 7.4 * len(name)
        if x > _LEFT and x + wide > WIDTH:
            x, row = float(_LEFT), row + 1
        keys.append((name, kind, x, 16.0 + row * _LINE_OF_TEXT))
        x += wide
    return keys, row + 1


def _legend(chart: Chart, layout: _Layout, accent: str) -> Iterator[str]:
    first_bar = next((series.name for series in chart.series if series.kind == "bar"), None)
    for name, kind, x, y in layout.keys:
        yield from _key(kind, x, y, accent, filled=name == first_bar)
        yield text(x + 38, y + 5, name)


def _key(kind: str, x: float, y: float, accent: str, *, filled: bool) -> Iterator[str]:
    if kind == "bar":
        yield _bar(x + 6, y - 8, 20, 16, accent, filled=filled)
    elif kind == "least":
        yield _arrow(x + 15, y + 5, accent)
    elif kind == "cross":
        yield _cross(x + 15, y)
    else:
        yield _stroke(f"M{x:.1f} {y:.1f}H{x + 30:.1f}", kind, accent)
        if kind in ("line", "faint"):
            yield _point(x + 15, y, kind, accent)


def _drawn(panel: list[Series], scale: _Scale, accent: str, *, filled: bool) -> Iterator[str]:
    """From the back to the front: the level lines lie behind the bars, which would be cut in pieces by them."""
    for kind in ("limit", "mean", "bar", "faint", "target", "least", "line"):
        for series in panel:
            if series.kind == kind == "bar":
                yield from _bars(series, scale, accent, filled=filled)
            elif series.kind == kind:
                yield from _DRAW[kind](series, scale, accent)


def _bars(series: Series, scale: _Scale, accent: str, *, filled: bool) -> Iterator[str]:
    for month, value in enumerate(series.values):
        if value:
            x, y = scale.across(month) - scale.slot * 0.26, scale.up(value)
            yield _bar(x, y, scale.slot * 0.52, scale.up(0) - y, accent, filled=filled)


def _points(series: Series, scale: _Scale, accent: str) -> Iterator[str]:
    """Points joined month to month, with a gap where a value is not shown."""
    runs: list[list[tuple[float, float]]] = [[]]
    for month, value in enumerate(series.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((scale.across(month), scale.up(value)))
    for run in runs:
        if len(run) > 1:
            yield _stroke("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run), series.kind, accent)
        for x, y in run:
            yield _point(x, y, series.kind, accent)


def _bounds(series: Series, scale: _Scale, accent: str) -> Iterator[str]:
    """An arrow up from each lower bound: the value lies somewhere above it."""
    for month, value in enumerate(series.values):
        if value is not None:
            yield _arrow(scale.across(month), scale.up(value), accent)


def _steps(series: Series, scale: _Scale, accent: str) -> Iterator[str]:
    """A line across each month, stepped where its value changes."""
    path, last = "", None
    for month, value in enumerate(series.values):
        if value is not None:
            left, right = scale.across(month) - scale.slot / 2, scale.across(month) + scale.slot / 2
            start = "M" if last is None else "L"
            path += f"{start}{left:.1f} {scale.up(value):.1f}H{right:.1f}"
        last = value
    if path:
        yield _stroke(path, series.kind, accent)


_DRAW = {"faint": _points, "line": _points, "least": _bounds, "target": _steps, "mean": _steps, "limit": _steps}


def _crosses(panel: list[Series], scale: _Scale) -> Iterator[str]:
    """A cross on the base line for every month with a value that is not shown."""
    for month, shift in _missing(panel):
        yield _cross(scale.across(month) + shift * scale.slot, scale.bottom - 7)


def _missing(panel: list[Series]) -> Iterator[tuple[int, float]]:
    """Each month with a value that is not shown, and how far from its middle, so that no two crosses meet."""
    bounded = {month for one in panel if one.kind == "least" for month in _places(one)}
    shown = [series for series in panel if series.kind in ("line", "faint", "bar")]
    for place, series in enumerate(shown):
        for month in range(len(series.values)):
            if _is_missing(series, month, bounded):
                yield month, 0.38 * (place - (len(shown) - 1) / 2)


def _places(series: Series) -> set[int]:
    return {month for month, value in enumerate(series.values) if value is not None}


def _is_missing(series: Series, month: int, bounded: set[int]) -> bool:
    """Whether a month has no value and, for the main line, no lower bound either."""
    return series.values[month] is None and not (series.kind == "line" and month in bounded)


def _stroke(path: str, kind: str, accent: str) -> str:
    colour, width, dash = {
        "line": (accent, "2.5", ""),
        "faint": (GREY, "1.5", ' stroke-dasharray="2 4"'),
        "target": (INK, "1.5", ' stroke-dasharray="9 5"'),
        "mean": (GREY, "1", ""),
        "limit": (GREY, "1", ' stroke-dasharray="4 3"'),
    }[kind]
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'


def _point(x: float, y: float, kind: str, accent: str) -> str:
    if kind == "line":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{accent}"/>'
    return (
        f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="#ffffff" '
        f'stroke="{GREY}" stroke-width="1.5"/>'
    )


def _arrow(x: float, y: float, accent: str) -> str:
    path = f"M{x - 6:.1f} {y:.1f}h12M{x:.1f} {y:.1f}v-12m-4 5l4 -5l4 5"
    return f'<path d="{path}" fill="none" stroke="{accent}" stroke-width="2"/>'


def _bar(x: float, y: float, width: float, height: float, accent: str, *, filled: bool) -> str:
    fill = accent if filled else "#ffffff"
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" '
        f'stroke="{accent}" stroke-width="1.5"/>'
    )


def _cross(x: float, y: float) -> str:
    return f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8" fill="none" stroke="{GREY}" stroke-width="1.5"/>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-width="1"/>'
