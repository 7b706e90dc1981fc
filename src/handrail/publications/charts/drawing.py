"""What every chart is made of: one element with its title and description, the colours, and words."""

from collections.abc import Iterable
from html import escape

from handrail.publications.document import Chart, plain

INK, GREY, RULE = "#1a1a1a", "#595959", "#d0d4d4"
_FONT = "Atkinson Hyperlegible, Arial, sans-serif"


def element(chart: Chart, width: int, height: int, body: Iterable[str], font_size: int = 14) -> str:
    """The whole drawing, in units of its own: a screen reader is given its title and its description."""
    title, desc = escape(plain(chart.title)), escape(chart.alt)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{chart.id}-title {chart.id}-desc" font-family="{_FONT}" font-size="{font_size}">'
        f'<title id="{chart.id}-title">{title}</title><desc id="{chart.id}-desc">{desc}</desc>{"".join(body)}</svg>'
    )


def text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, size: int | None = None) -> str:
    """Words at a place."""
    smaller = f' font-size="{size}"' if size else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{smaller}>{escape(words)}</text>'
