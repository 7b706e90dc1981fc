"""The charts as PNG pictures for Word, which does not show SVG everywhere; drawn by typst with our font."""

import json
from typing import Any

import typst

from handrail.publications.charts import WIDTH, svg
from handrail.publications.document import Chart, Document
from handrail.publications.writers import fonts

_PIXELS_PER_INCH = 180.0

_PAGES = f"""
#let charts = json(bytes(sys.inputs.charts))
#set page(width: {WIDTH * 0.75}pt, height: auto, margin: 0pt)
#charts.map(one => image(bytes(one), format: "svg", width: 100%)).join(pagebreak())
"""


def pictures(document: Document) -> dict[str, bytes]:
    """Each chart of the document as a picture, by the chart's id."""
    charts = [block for block in document.blocks() if isinstance(block, Chart)]
    if not charts:
        return {}
    made: Any = typst.compile(  # a list of pages, which its types do not say; one page comes by itself
        _PAGES.encode(),
        font_paths=fonts.for_typst(),
        format="png",
        ppi=_PIXELS_PER_INCH,
        sys_inputs={"charts": json.dumps([svg(chart, document.accent) for chart in charts])},
    )
    pages = made if isinstance(made, list) else [made]
    return {chart.id: page for chart, page in zip(charts, pages, strict=True)}
