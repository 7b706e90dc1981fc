"""The annual report of the made-up council, with targets and a chapter that compares the year with the one before."""

from dataclasses import replace
from datetime import date

from tests.unit.publications.made_up import composed, figure, inputs, profile

from handrail.measures.figures import Figure
from handrail.profiles import Target
from handrail.publications.document import Document, Number, Paragraph, Section, Text
from handrail.publications.numbers import percentage, whole
from handrail.publications.safeguards import Standing

BEFORE = {"period_from": date(2024, 4, 1), "period_to": date(2025, 3, 31)}
ON_TIME = "reviews_held_on_time"
TARGETS = (
    Target(ON_TIME, 0.95, date(2024, 4, 1), date(2025, 9, 30), "the Board"),
    Target(ON_TIME, 0.96, date(2025, 10, 1), None, "the Board"),
    Target("rcpc_held_on_time", 0.97, date(2024, 4, 1), None, "the Board"),
)


def finished() -> tuple[Document, Standing]:
    """The annual report with its targets, and a chapter that compares the year with the one before."""
    made = inputs(profile=profile(targets=TARGETS))
    document, standing = composed(made)
    return replace(document, sections=(*document.sections, compared())), standing


def compared() -> Section:
    """True words of change over bound numbers."""
    held, held_before = figure("reviews_held", 2340), figure("reviews_held", 2186, **BEFORE)
    plans, plans_before = figure("cp_plans_open", 318), figure("cp_plans_open", 351, **BEFORE)
    now = figure(ON_TIME, 2085, 2244, not_assessable=96)
    before = figure(ON_TIME, 1980, 2090, not_assessable=96, **BEFORE)
    overdue, overdue_before = figure("reviews_overdue", 23), figure("reviews_overdue", 46, **BEFORE)
    attended = figure("child_attendance", 1103, 1890, not_recorded=57)

    def count(one: Figure) -> Number:
        return Number(whole(one.numerator or 0), one, "numerator")

    def share(one: Figure) -> Number:
        top, base = one.numerator or 0, one.denominator or 1
        return Number(f"{percentage(top, base)} ({whole(top)} of {whole(base)})", one, "share")

    says: list[list[Number | str]] = [
        ["The number of reviews held rose from ", count(held_before), " to ", count(held), "."],
        ["That is an increase of ", Number("7.0%", held, "relative", against=held_before), " in the reviews held."],
        ["Plans fell by ", Number("33", plans, "difference", against=plans_before), " to ", count(plans), "."],
        ["Reviews on time worsened from ", share(before), " to ", share(now), "."],
        ["The share on time fell by ", Number("1.8 percentage points", now, "points", against=before), "."],
        ["Overdue reviews halved, from ", count(overdue_before), " to ", count(overdue), "."],
        ["The majority of children came: ", share(attended), " were there in person."],
        ["More reviews were held (", count(held), ") than last year (", count(held_before), ")."],
        ["The share on time was similar: ", share(before), " last year and ", share(now), " this."],
    ]
    blocks = [Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in line)) for line in says]
    return Section("compared", "Compared with the year before", tuple(blocks))
