"""Figures in words: plain values for the templates of the scorecard."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handrail.measures import figures as measured
from handrail.measures.definitions import Measure
from handrail.measures.figures import SHARE
from handrail.profiles import Profile, Target
from handrail.publications.numbers import capital, month_name, percentage, target_in_words, whole
from handrail.service.scorecard.models import OFFICER, TEAM, Figure
from handrail.service.scorecard.queries import Whose

MET, MISSED = "met", "not met"
OUTCOMES = {
    "met": "Counts as met",
    "not_met": "Counts as not met",
    "counted": "Counted",
    "not_assessable": "Cannot be judged",
    "not_recorded": "Not recorded",
}
"""How a record behind a figure was counted, in words."""
_NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Cell:
    """One figure as it stands on a page: its head, both counts, what is not in them, why it is not there, and a link."""

    head: str
    of: str = ""
    not_judged: int = 0
    note: str = ""
    href: str = ""
    verdict: str = ""


def cell(measure: Measure, figure: Figure | None, href: str = "", target: Target | None = None) -> Cell:
    """A figure with its numerator and denominator; where there is none, the words for that."""
    if figure is None or figure.numerator is None:
        return Cell("Not counted", note=figure.note if figure else "")
    left_out = (figure.not_assessable or 0) + (figure.not_recorded or 0)
    verdict = _verdict(measure, figure, target)
    if measure.kind != SHARE:
        return Cell(whole(figure.numerator), "", left_out, figure.note, href, verdict)
    of = f"{whole(figure.numerator)} of {whole(figure.denominator)}" if figure.denominator else ""
    head = percentage(figure.numerator, figure.denominator) if figure.denominator else "None to count"
    return Cell(head, of, left_out, figure.note, href if figure.denominator or left_out else "", verdict)


def value_of(measure: Measure, figure: Figure | None) -> float | None:
    """The value that is drawn: a share from 0 to 1, or a count."""
    if figure is None or figure.numerator is None:
        return None
    if measure.kind != SHARE:
        return figure.numerator
    return figure.numerator / figure.denominator if figure.denominator else None


def as_measured(measure: Measure, figure: Figure, settings: dict[str, str]) -> measured.Figure:
    """The figure as the floors below know it."""
    used = {name: settings[name] for name in measure.settings}
    return measured.Figure(
        measure.name, measure.kind, measure.unit, figure.from_on, figure.to_on, figure.numerator, figure.denominator,
        figure.not_assessable, figure.not_recorded, used, figure.definition, figure.note or None,
    )  # fmt: skip


def target_words(target: Target | None) -> str:
    """A target with its direction: at least 95%."""
    if target is None:
        return ""
    return f"{target.direction.replace('_', ' ')} {target_in_words(target.value, target.unit)}"


def title_of(whose: Whose, profile: Profile, names: dict[str, str]) -> str:
    """Whose figures these are, in words."""
    if whose.by == TEAM:
        return team_title(whose.of, profile)
    if whose.by == OFFICER:
        return names.get(whose.of, whose.of)
    return "The whole service"


def team_title(team: str, profile: Profile) -> str:
    """What a team is called."""
    if team == _NOT_RECORDED:
        return "No team recorded"
    return profile.codes.get("teams", {}).get(team) or capital(team.replace("_", " "))


def officer_title(worker: str, names: dict[str, str]) -> str:
    """What an officer is called."""
    return "Nobody named" if worker == _NOT_RECORDED else names.get(worker, worker)


def month_words(month: Any) -> str:
    """A month in words: March 2026."""
    return month_name(month.first)


def notes(cells: list[Cell]) -> Iterator[str]:
    """What must be said of these figures, each thing once."""
    yield from dict.fromkeys(one.note for one in cells if one.note)


def _verdict(measure: Measure, figure: Figure, target: Target | None) -> str:
    value = value_of(measure, figure)
    if target is None or value is None:
        return ""
    met = value >= target.value if target.direction == "at_least" else value <= target.value
    return MET if met else MISSED
