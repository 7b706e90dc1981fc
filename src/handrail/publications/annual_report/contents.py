"""What the annual report says: its chapters in order, filled in, checked, and made into one document."""

from functools import cache
from pathlib import Path

from handrail.publications.annual_report.bindings import Bindings
from handrail.publications.annual_report.checks import refuse_what_contradicts
from handrail.publications.document import Document, Section
from handrail.publications.inputs import ReportInputs
from handrail.publications.numbers import long_date
from handrail.publications.prose import Marks, fill_in, section
from handrail.publications.protect import Published

_CHAPTERS = Path(__file__).with_name("chapters")


def build(inputs: ReportInputs) -> Document:
    """The annual report of these figures. Raises ChapterError where a chapter says what it may not."""
    shown = Published(inputs)
    document = Document(
        title=inputs.profile.title(inputs.label),
        subtitle=f"{long_date(inputs.period_from)} to {long_date(inputs.period_to)}",
        authority=inputs.profile.authority,
        period_from=inputs.period_from,
        period_to=inputs.period_to,
        accent=inputs.profile.accent,
        sections=tuple(chapter(name, source, shown) for name, source in _chapters().items()),
    )
    refuse_what_contradicts(document)
    return document


def chapter(name: str, source: str, shown: Published) -> Section:
    """One chapter, filled in with what may be published."""
    marks = Marks()
    return section(name, fill_in(name, source, Bindings(shown, marks).names()), marks)


@cache
def _chapters() -> dict[str, str]:
    """The source of each chapter by name, in order."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(_CHAPTERS.glob("*.md"))}
