"""Made-up figures for the tests of publications: a council of middling size, and ways to change it."""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.profiles import Profile, default
from handrail.publications.bindings import Binding
from handrail.publications.checks import refuse_what_contradicts
from handrail.publications.disclosure import Policy
from handrail.publications.document import Document
from handrail.publications.exhibits.beside import Beside
from handrail.publications.exhibits.declared import Exhibits
from handrail.publications.facts import Facts
from handrail.publications.inputs import ProblemCount, RuleText
from handrail.publications.making import Request, compose
from handrail.publications.safeguards import QUESTION, Finding, Standing, examine
from handrail.publications.scene import Scene
from handrail.publications.shown import Shown
from handrail.publications.times import Times
from handrail.record.record import Record

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
MONTHS = [(2025 + (month > 12), (month - 1) % 12 + 1) for month in range(4, 16)]

CIN_MISSING = "No CIN census was loaded."
SSDA903_MISSING = "No SSDA903 set was loaded."

UNITS = {
    "reviews_held": "review",
    "reviews_held_on_time": "review",
    "reviews_due_held_on_time": "review",
    "reviews_overdue": "review",
    "children_all_reviews_on_time": "child",
    "child_participation": "review",
    "child_attendance": "review",
    "looked_after_children": "child",
    "periods_of_care_started": "period of care",
    "periods_of_care_ceased": "period of care",
    "children_who_became_looked_after": "child",
    "children_who_ceased_to_be_looked_after": "child",
    "icpc_held": "child in a conference",
    "icpc_within_15_working_days": "child in a conference",
    "rcpc_held": "child in a conference",
    "rcpc_held_on_time": "child in a conference",
    "cp_plans_open": "plan",
    "cp_plans_reviewed_on_time": "plan",
}
CIN = tuple(name for name in UNITS if name.startswith(("icpc", "rcpc", "cp_")))

ON_TIME_BY_MONTH = [(171, 186), (180, 189), (165, 180), (177, 187), (118, 137), (190, 203)]
ON_TIME_BY_MONTH += [(201, 214), (188, 199), (142, 158), (186, 200), (170, 181), (197, 210)]
STARTED = [14, 11, 17, 12, 9, 21, 18, 13, 8, 16, 12, 15]
CEASED = [12, 13, 10, 15, 16, 12, 14, 11, 9, 13, 17, 12]
ICPC = [31, 26, 34, 40, 18, 29, 37, 33, 22, 30, 28, 35]
RCPC = [52, 47, 58, 61, 33, 49, 55, 60, 41, 50, 46, 57]


def figure(name: str, numerator: int | None, denominator: int | None = None, **more: Any) -> Figure:
    """A figure of the whole year; `denominator` makes it a share."""
    measure = name.split(":", maxsplit=1)[0]
    values: dict[str, Any] = {
        "kind": "count" if denominator is None else "share",
        "period_from": FIRST,
        "period_to": LAST,
        "not_assessable": None if denominator is None else 0,
        "not_recorded": None,
        "settings": {"basis": "statutory"} if "on_time" in measure else {},
        "definition": "3f6a0c1d",
        "note": None,
    }
    values.update(more)
    return Figure(measure=measure, unit=UNITS[measure], numerator=numerator, denominator=denominator, **values)


def monthly(name: str, numbers: list[Any], left_out: list[int] | None = None) -> list[Figure]:
    """One figure a month; a number is a count, a pair a share."""
    figures = []
    for place, ((year, month), number) in enumerate(zip(MONTHS, numbers, strict=True)):
        counts = number if isinstance(number, tuple) else (number,)
        more: dict[str, Any] = {"not_assessable": left_out[place]} if left_out else {}
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        figures.append(figure(name, *counts, period_from=first, period_to=last, **more))
    return figures


def missing(name: str, note: str) -> Figure:
    """A figure whose source was not loaded."""
    share = "on_time" in name or "within" in name or name.startswith(("child_", "children_all"))
    kind = "share" if share else "count"
    return figure(name, None, kind=kind, not_assessable=None, note=note)


def a_year() -> dict[str, Figure]:
    """The figures of the year, which agree with each other."""
    top, base = sum(one for one, _ in ON_TIME_BY_MONTH), sum(other for _, other in ON_TIME_BY_MONTH)
    day_before = date(2025, 3, 31)
    listed = [
        figure("reviews_held", base + 96),
        figure("reviews_held_on_time", top, base, not_assessable=96),
        figure("reviews_due_held_on_time", 2061, 2251, not_assessable=96),
        figure("reviews_overdue", 23),
        figure("children_all_reviews_on_time", 702, 861, not_assessable=31),
        figure("child_participation", 1764, 1890, not_recorded=57),
        figure("child_attendance", 1103, 1890, not_recorded=57),
        figure("looked_after_children", 812 + sum(STARTED) - sum(CEASED)),
        figure("periods_of_care_started", sum(STARTED)),
        figure("periods_of_care_ceased", sum(CEASED)),
        figure("children_who_became_looked_after", sum(STARTED) - 7),
        figure("children_who_ceased_to_be_looked_after", sum(CEASED) - 6),
        figure("icpc_held", sum(ICPC)),
        figure("icpc_within_15_working_days", 297, sum(ICPC)),
        figure("rcpc_held", sum(RCPC)),
        figure("rcpc_held_on_time", 541, sum(RCPC) - 28, not_assessable=28),
        figure("cp_plans_open", 318),
        figure("cp_plans_reviewed_on_time", 219, 241, not_assessable=9),
    ]
    year = {one.measure: one for one in listed}
    year["looked_after_children:opening"] = figure(
        "looked_after_children", 812, period_from=day_before, period_to=day_before
    )
    without = {"transfers_in": "without"}
    year["icpc_held:transfers_in=without"] = figure("icpc_held", sum(ICPC) - 19, settings=without)
    year["icpc_within_15_working_days:transfers_in=without"] = figure(
        "icpc_within_15_working_days", 297, sum(ICPC) - 19, settings=without
    )
    return year


def some_months() -> dict[str, list[Figure]]:
    """The single months of the year, which add up to it."""
    return {
        "reviews_held_on_time": monthly("reviews_held_on_time", ON_TIME_BY_MONTH, [8] * 12),
        "periods_of_care_started": monthly("periods_of_care_started", STARTED),
        "periods_of_care_ceased": monthly("periods_of_care_ceased", CEASED),
        "icpc_held": monthly("icpc_held", ICPC),
        "rcpc_held": monthly("rcpc_held", RCPC),
    }


PROBLEMS = (
    ProblemCount("903-399", "error", "A review has a date but no participation code.", 58),
    ProblemCount("903-441", "error", "A participation code does not fit the child's age.", 3),
    ProblemCount("HR-101", "warning", "Two reviews of a child lie within 20 working days of each other.", 12),
    ProblemCount("HR-104", "warning", "A review is dated on a day the child was not looked after.", 27),
)


class MadeUpFacts(Facts):
    """Figures that nobody counted: those of `Council`, and for every other measure none."""

    def __init__(self, year: dict[str, Figure], months: dict[str, list[Figure]], settings: dict[str, str]) -> None:
        super().__init__(Record(), Times(Period(FIRST, LAST)), settings)
        every = [*year.values(), *(one for ones in months.values() for one in ones)]
        self._known = {(one.measure, one.period_from, one.period_to): one for one in every if not _variant(one)}
        self._variants: dict[tuple[str, Period], list[tuple[dict[str, str], Figure]]] = {}
        for one in year.values():
            if _variant(one):
                key = (one.measure, Period(one.period_from, one.period_to))
                self._variants.setdefault(key, []).append((_variant(one), one))

    def figure(self, binding: Binding) -> Figure:
        """The made-up figure; nought of a group, and nothing of a measure nobody made up."""
        name, period = binding.measure.name, binding.period
        chosen = {one: self.settings[one] for one in binding.measure.settings} | dict(binding.settings)
        known = self._known.get((name, period.first, period.last))
        variants = self._variants.get((name, period), [])
        found = next((one for of, one in variants if of.items() <= chosen.items()), known)
        if found and not binding.where:
            return replace(found, settings=chosen)
        return Figure(
            name, binding.measure.kind, binding.measure.unit, period.first, period.last, None, None, None, None, chosen,
            binding.measure.definition, found.note if found else "Nobody made this up.", dict(binding.where),
        )  # fmt: skip

    def values(self, binding: Binding, by: str) -> list[str]:
        """No group has a value."""
        return []

    def siblings(self, binding: Binding) -> list[Figure]:
        """No group has any."""
        return []


def _variant(one: Figure) -> dict[str, str]:
    unusual = {"transfers_in": "without", "basis_of_record": "verified"}
    return {name: value for name, value in one.settings.items() if unusual.get(name) == value}


@dataclass(frozen=True)
class Council:
    """A made-up council: its figures, its profile and what was found in its data."""

    profile: Profile
    year: dict[str, Figure]
    months: dict[str, list[Figure]]
    problems: tuple[ProblemCount, ...]
    not_run: tuple[RuleText, ...] = ()
    corrections: int | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def request(self) -> Request:
        """What its annual report is made from, but for the figures."""
        return Request(
            "annual_report", Period(FIRST, LAST), Record(), self.profile, self.settings, self.problems, self.not_run,
            self.corrections,
        )  # fmt: skip


def composed(council: Council) -> tuple[Document, Standing]:
    """Its annual report, before anything is held against it."""
    facts = MadeUpFacts(council.year, council.months, {**council.profile.settings, **council.settings})
    return compose(council.request, facts)


def scene(council: Council) -> Scene:
    """What one of its chapters is made from, with nothing hidden."""
    facts = MadeUpFacts(council.year, council.months, {**council.profile.settings, **council.settings})
    return Scene(
        Shown.at_first(facts, Policy("internal", 0)),
        council.profile,
        Exhibits(),
        Beside(council.profile),
        council.problems,
    )


def build(council: Council) -> Document:
    """Its annual report. Raises ChapterError where it contradicts itself."""
    document, standing = composed(council)
    refuse_what_contradicts(document, standing)
    return document


def questions(council: Council) -> list[Finding]:
    """What its author must answer."""
    return [one for one in examine(*composed(council)) if one.kind == QUESTION]


def inputs(**changes: Any) -> Council:
    """A made-up council, with these changes."""
    values: dict[str, Any] = {
        "profile": default("Fernshire County Council"),
        "year": a_year(),
        "months": some_months(),
        "problems": PROBLEMS,
    }
    values.update(changes)
    return Council(**values)


def only_903(**changes: Any) -> Council:
    """A council that loaded its SSDA903 and no census."""
    year = {
        name: one if one.measure not in CIN else missing(one.measure, CIN_MISSING) for name, one in a_year().items()
    }
    months = {name: ones for name, ones in some_months().items() if name not in CIN}
    return inputs(year=year, months=months, **changes)


def only_cin(**changes: Any) -> Council:
    """A council that loaded its census and no SSDA903."""
    year = {
        name: one if one.measure in CIN else missing(one.measure, SSDA903_MISSING) for name, one in a_year().items()
    }
    months = {name: ones for name, ones in some_months().items() if name in CIN}
    return inputs(year=year, months=months, **changes)


def small_council() -> Council:
    """A council so small that most of its numbers are: its months still add up to its year."""
    months = {name: [_shrunk(one) for one in ones] for name, ones in some_months().items()}
    year = {name: _shrunk(one) for name, one in a_year().items()}
    for name, ones in months.items():
        year[name] = replace(year[name], **{part: _sum(ones, part) for part in ("numerator", *LEFT_OUT)})
    year["reviews_held"] = replace(year["reviews_held"], numerator=_all(year["reviews_held_on_time"]))
    for base, of in (("icpc_within_15_working_days", "icpc_held"),):
        year[base] = replace(year[base], denominator=year[of].numerator)
    stock = year["looked_after_children:opening"].numerator or 0
    flow = (year["periods_of_care_started"].numerator or 0) - (year["periods_of_care_ceased"].numerator or 0)
    year["looked_after_children"] = replace(year["looked_after_children"], numerator=stock + flow)
    return inputs(year=year, months=months)


LEFT_OUT = ("denominator", "not_assessable")


def _all(one: Figure) -> int:
    return (one.denominator or 0) + (one.not_assessable or 0)


def _sum(ones: list[Figure], part: str) -> int | None:
    numbers = [getattr(one, part) for one in ones]
    return None if None in numbers else sum(numbers)


def _shrunk(one: Figure) -> Figure:
    parts = ("numerator", *LEFT_OUT, "not_recorded")
    less = {part: None if getattr(one, part) is None else round(getattr(one, part) / 12) for part in parts}
    return replace(one, **less)


def profile(*, threshold: int = 5, title: str | None = None, **changes: Any) -> Profile:
    """The default profile of the made-up council, with these changes."""
    made = default("Fernshire County Council")
    audiences = replace(made.audiences, public=replace(made.audiences.public, threshold=threshold))
    report = made.outline_of("annual_report")
    outline = {**made.outline, "annual_report": replace(report, title=title or report.title)}
    return replace(made, **{"audiences": audiences, "outline": outline, **changes})
