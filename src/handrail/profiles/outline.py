"""What the authority publishes: titles, audiences, chapters in order, who signs and who approves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from handrail.profiles.audiences import NAMES
from handrail.profiles.errors import ProfileError, shown, there_are
from handrail.profiles.settings import (
    DAY,
    FLAG,
    LINES,
    SHORT_WORD,
    TEXT,
    Kind,
    each,
    join,
    many,
    named,
    one_of,
    part,
    setting,
)

PUBLICATIONS = {
    "annual_report": "The annual report of the service",
    "cover_report": "The report that puts it before scrutiny",
    "board_summary": "Two pages for members of the board",
    "child_edition": "The edition for children and young people",
    "dispute_report": "The quarterly report of disputes",
    "scorecard": "The monthly scorecard",
    "rating_report": "The monthly report of red, amber and green forms",
    "look_ahead": "The weekly look ahead for managers",
    "priority_plan": "The plan of priorities with its progress",
}
"""Every publication there is."""

CHAPTERS = {
    "summary": "What matters most, in short",
    "service": "What the service is and whom it answers to",
    "staffing": "Posts, hours and vacancies",
    "make-up": "Who works in the service, beside who the children are",
    "caseload": "Children and conferences for each officer",
    "population": "The children: how many, and who they are",
    "children-in-care-flows": "Coming into care, leaving it, and how settled placements are",
    "reviews": "Reviews held, and on time",
    "late-reviews": "Why reviews were late",
    "participation": "How children and parents took part",
    "before-the-review": "What the officer does with the child before the review",
    "midway": "Looks at the plan between meetings",
    "conferences": "Conferences held, and on time",
    "late-conferences": "Why conferences were late",
    "conference-outcomes": "What conferences decided",
    "plans": "Child protection plans: categories, length, return",
    "disputes": "Challenges raised, and how they closed",
    "dispute-themes": "What challenges were about",
    "ratings": "Red, amber and green forms",
    "praise": "Good practice told to teams",
    "feedback": "Compliments and comments on the service",
    "survey-children": "What children answered",
    "survey-parents": "What parents answered",
    "survey-carers": "What carers answered",
    "survey-professionals": "What professionals answered",
    "advocacy": "Advocates",
    "visitors": "Independent visitors",
    "audits": "Audits and observation",
    "documents": "Plans and papers that are up to date",
    "minutes-and-reports": "Minutes, and reports to meetings, on time",
    "carer-reviews": "Reviews of foster carers",
    "secure": "Secure accommodation",
    "allegations": "Allegations against people who work with children",
    "good-practice": "Examples of good practice",
    "training": "Training and development",
    "management": "Supervision and oversight of the service",
    "resources": "Resources, and what puts the service at risk",
    "progress": "Progress on last year's priorities",
    "priorities": "Priorities of the coming year",
    "data-quality": "What was wrong in the data",
    "definitions": "How each figure is counted",
}
"""The chapters of the library. One of the authority's own begins with own-."""

TITLE_FIELDS = ("service", "authority", "year", "period")


def _read_title(value: object, at: str) -> str:
    title: str = TEXT.read(value, at)
    allowed = ", ".join(f"{{{name}}}" for name in sorted(TITLE_FIELDS))
    try:
        used = {name for _, name, _, _ in Formatter().parse(title) if name is not None}
    except ValueError:
        raise ProfileError(at, f"is {shown(title)}, with a brace that is not closed", f"It may use {allowed}") from None
    if not used <= set(TITLE_FIELDS):
        raise ProfileError(at, f"is {shown(title)}", f"It may only use {allowed}")
    try:
        title.format_map(dict.fromkeys(TITLE_FIELDS, "x"))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise ProfileError(
            at, f"is {shown(title)}, which cannot be filled in", f"It may use {allowed}, as they stand"
        ) from None
    return title


TITLE = Kind("a text; it may use {service}, {authority}, {year} and {period}", _read_title)


def _read_chapter(value: object, at: str) -> str:
    name: str = TEXT.read(value, at)
    if name not in CHAPTERS and not name.startswith("own-"):
        raise ProfileError(at, f"is {shown(name)}, which is no chapter", there_are([*CHAPTERS, "own-..."], name))
    return name


@dataclass(frozen=True)
class Chapter:
    """A chapter of the outline."""

    name: str = setting(Kind("the name of a chapter", _read_chapter), "Which chapter of the library, or own-...")
    title: str | None = setting(TEXT, "What it is called here; left out, as the library has it", default=None)
    text: str | None = setting(
        LINES,
        "Its words, for a chapter of the authority's own: Markdown with references; left out, as the library or the "
        "folder of texts has it",
        default=None,
    )


@dataclass(frozen=True)
class Outline:
    """The outline of one publication."""

    title: str = setting(TITLE, "Its title, which may use {service}, {authority}, {year} and {period}")
    called: str = setting(TEXT, "What it is called in a sentence")
    audience: str = setting(one_of(*NAMES), "Which audience's small numbers it keeps")
    numbered: bool = setting(FLAG, "Whether its paragraphs are numbered", default=False)
    chapters: tuple[Chapter, ...] = setting(
        each(Chapter), "Its chapters in order; none leaves the publication's own", default=()
    )
    signatures: tuple[str, ...] = setting(many(SHORT_WORD), "Who signs it, by role", default=())
    approved_by: tuple[str, ...] = setting(many(TEXT), "The bodies that approve it, in order", default=())
    approved_on: date | None = setting(DAY, "The day the last of them did", default=None)

    def refuse(self, at: str) -> None:
        """Raises ProfileError for a chapter that stands twice, or a day on which nobody approved."""
        names = [chapter.name for chapter in self.chapters]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ProfileError(join(at, "chapters"), f"has '{twice}' twice", "Write each chapter once")
        if self.approved_on and not self.approved_by:
            raise ProfileError(join(at, "approved_by"), "is missing", "Write who approved it, or leave approved_on out")

    def heading(self, filled: Mapping[str, str]) -> str:
        """The title with its fields filled in."""
        return self.title.format_map(filled)


def _refuse_unknown(name: str, at: str) -> None:
    if name not in PUBLICATIONS and not name.startswith("own_"):
        raise ProfileError("", f"there is no setting '{join(at, name)}'", there_are([*PUBLICATIONS, "own_..."], name))


OUTLINES = named(part(Outline), _refuse_unknown)
"""Outlines by publication."""
