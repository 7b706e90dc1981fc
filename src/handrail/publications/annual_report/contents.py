"""What the annual report says: its chapters in order, filled in, checked, and made into one document."""

from functools import cache
from pathlib import Path

from handrail.publications.annual_report.bindings import Bindings
from handrail.publications.annual_report.checks import refuse_what_contradicts
from handrail.publications.document import Document, Section
from handrail.publications.inputs import VERIFIED, ReportInputs
from handrail.publications.numbers import long_date
from handrail.publications.prose import Marks, fill_in, section
from handrail.publications.protect import Published
from handrail.publications.safeguards import QUESTION, Finding, Flow, Standing, examine

_CHAPTERS = Path(__file__).with_name("chapters")

_IN_BOTH_RECORDS = ("reviews_held_on_time", "rcpc_held_on_time", "icpc_within_15_working_days")
_STOCK = "looked_after_children"
_PERIODS_OF_CARE = Flow("G15", _STOCK, ("periods_of_care_started",), ("periods_of_care_ceased",), _STOCK)
_REQUIRED = (
    ("the number of reviews on time and late", ("on time",)),
    ("the reasons for late reviews", ("was late",)),
    ("participation of children", ("took part",)),
    ("participation of parents", ("parents",)),
    ("disputes and their outcomes", ("disputes",)),
    ("caseload and make-up of the team", ("make-up of the team",)),
    ("outcomes of audits", ("audits",)),
    ("resource issues that put the service at risk", ("at risk",)),
)
"""The handbook's contents (section 7.11), each with words that show it is there or named as missing (G17)."""


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
    refuse_what_contradicts(document, standing(inputs))
    return document


def standing(inputs: ReportInputs) -> Standing:
    """What the safeguards know of an annual report besides its words."""
    both = {name.partition(":")[0] for name in inputs.year if name.endswith(VERIFIED)}
    return Standing(
        targets=inputs.profile.targets,
        flows=(_PERIODS_OF_CARE,),
        required=_REQUIRED,
        both_records=tuple(sorted(both & set(_IN_BOTH_RECORDS))) if inputs.corrections else (),
        small_number_threshold=inputs.profile.audiences.public.threshold,
    )


def questions(document: Document, inputs: ReportInputs) -> list[Finding]:
    """What a person must answer before the report is released (G22)."""
    return [one for one in examine(document, standing(inputs)) if one.kind == QUESTION]


def chapter(name: str, source: str, shown: Published) -> Section:
    """One chapter, filled in with what may be published."""
    marks = Marks()
    return section(name, fill_in(name, source, Bindings(shown, marks).names()), marks)


@cache
def _chapters() -> dict[str, str]:
    """The source of each chapter by name, in order."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(_CHAPTERS.glob("*.md"))}
