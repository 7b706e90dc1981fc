"""The report as one web page that needs nothing else: no request, no script, its font and charts inside."""

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from handrail.publications.charts import svg
from handrail.publications.document import Block, Chart, Document, Inline, Number, Subheading, Table
from handrail.publications.numbers import ABSENT
from handrail.publications.writers import fonts

_FOLDER = Path(__file__).parent


def render(document: Document) -> str:
    """The whole page."""
    return _template().render(
        document=document,
        css=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),
        font=Markup(fonts.css()),
        kind_of=_kind,
        is_number=_is_number,
        is_absent=_is_absent,
        label_of=partial(_label, document),
        table_of=partial(_table_of, document),
        definition_of=partial(_definition, _definitions(document)),
        svg=partial(_svg, document.accent),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _kind(block: Block) -> str:
    return type(block).__name__


def _is_number(part: Inline) -> bool:
    return isinstance(part, Number)


def _is_absent(cell: Inline) -> bool:
    return cell.text in ABSENT


def _label(document: Document, block: Table | Chart) -> str:
    return document.label_of(block.id)


def _table_of(document: Document, chart: Chart) -> str:
    return document.label_of(chart.table)


def _svg(accent: str, chart: Chart) -> Markup:
    return Markup(svg(chart, accent))


def _definitions(document: Document) -> dict[str, Subheading]:
    """The place of each definition, by its id."""
    return {block.id: block for block in document.blocks() if isinstance(block, Subheading)}


def _definition(places: dict[str, Subheading], number: Number) -> Subheading | None:
    return places.get(f"def-{number.figure.measure}") if number.figure else None
