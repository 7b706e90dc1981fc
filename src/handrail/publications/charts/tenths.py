"""Ten figures for each share, as many of them filled as it is tenths: for those who would rather see than read it.

The figure that is not whole is filled in half, so that nearly all does not look like all.
"""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from handrail.publications.charts.drawing import INK, element
from handrail.publications.document import Chart

WIDTH = 440
_FIGURES, _PITCH, _WIDE, _HIGH = 10, 43, 32, 48
_LINE, _GAP, _LETTERS = 24, 18, 46  # between lines of words, below a row, and letters in a line


def svg(chart: Chart, accent: str) -> str:
    """The chart as one SVG element. A share that cannot be said is words alone."""
    body: list[str] = []
    top = 0
    for place, (label, value) in enumerate(zip(chart.labels, chart.series[0].values, strict=True)):
        lines = wrap(label, _LETTERS)
        body += _words(lines, top)
        top += _LINE * len(lines)
        if value is not None:
            body += _figures(f"{chart.id}-{place}", value, top + 8, accent)
            top += 8 + _HIGH
        top += _GAP
    return element(chart, WIDTH, top, body, font_size=18)


def _words(lines: list[str], top: int) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield f'<text x="2" y="{top + _LINE * at + 18}" fill="{INK}">{escape(line)}</text>'


def _figures(name: str, value: float, top: int, accent: str) -> Iterator[str]:
    """Ten in outline, and over them as many filled as the value is tenths."""
    yield "".join(_figure(2 + place * _PITCH, top, "#ffffff", accent) for place in range(_FIGURES))
    whole, part = divmod(round(_FIGURES * value, 1), 1)
    if value:
        wide = 2 + whole * _PITCH + part * _WIDE
        yield f'<clipPath id="{name}"><rect x="0" y="{top - 2}" width="{wide:.1f}" height="{_HIGH + 4}"/></clipPath>'
        filled = "".join(_figure(2 + place * _PITCH, top, accent, accent) for place in range(_FIGURES))
        yield f'<g clip-path="url(#{name})">{filled}</g>'


def _figure(x: float, y: float, fill: str, stroke: str) -> str:
    """A person: a head, and shoulders below it."""
    look = f'fill="{fill}" stroke="{stroke}" stroke-width="2"'
    shoulders = f"M{x + 1:.1f} {y + _HIGH - 1:.1f}v-9a15 15 0 0 1 30 0v9z"
    return f'<circle cx="{x + _WIDE / 2:.1f}" cy="{y + 10:.1f}" r="8.5" {look}/><path d="{shoulders}" {look}/>'
