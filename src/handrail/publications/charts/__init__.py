"""Charts as SVG: drawn here, small, readable in grey and without colour, with their words inside.

Only presentation attributes are used, no style attribute and no script. What a chart draws is already protected: a
value that may not be shown is None, and the drawing says so in its place.
"""

from handrail.publications.charts import bars, months, tenths
from handrail.publications.charts.months import HEIGHT, WIDTH
from handrail.publications.document import Chart

__all__ = ["HEIGHT", "WIDTH", "svg"]

_LAYOUTS = {"bars": bars.svg, "tenths": tenths.svg}


def svg(chart: Chart, accent: str) -> str:
    """The chart as one SVG element, in its layout."""
    return _LAYOUTS.get(chart.layout, months.svg)(chart, accent)
