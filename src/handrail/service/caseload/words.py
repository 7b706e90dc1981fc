"""Allocation in words: what ties somebody to a child, since when, and what the authority calls a conflict."""

from datetime import date

from handrail.caseload.independence import Standing
from handrail.caseload.suggesting import APART
from handrail.caseload.ties import BARRING, Tie
from handrail.profiles import Profile
from handrail.publications.numbers import capital
from handrail.service.design.dates import short_date

_APART = "Is the officer of this child's looked-after parent, or of their looked-after child"


def why_barred(standing: Standing) -> list[str]:
    """Each thing regulation 46 minds, with its evidence and days; a sentence each."""
    return [f"{capital(one.evidence)}{_days(one)}." for one in standing.bars]


def conflicts(standing: Standing, profile: Profile) -> list[str]:
    """Each conflict the authority minds, in its words."""
    return list(dict.fromkeys(_conflict(one, profile) for one in standing.conflicts))


def conflict_kinds(profile: Profile) -> dict[str, str]:
    """The conflicts that may be put down, with the authority's words for them."""
    return dict(profile.codes["allocation_conflicts"])


def _conflict(tie: Tie, profile: Profile) -> str:
    if tie.kind == APART:
        return _APART
    return conflict_kinds(profile).get(tie.kind, capital(tie.kind.replace("_", " ")))


def _days(tie: Tie) -> str:
    """From when to when: one day, a stretch, or what is known of it."""
    first, last = tie.first_on, tie.last_on
    if first and first == last:
        return f" on {short_date(first)}"
    return f"{_said(' from', first)}{_said(' to', last)}" if last else _said(" since", first)


def _said(word: str, day: date | None) -> str:
    return f"{word} {short_date(day)}" if day else ""


def is_law(kind: str) -> bool:
    """Whether an interest of this kind bars by law."""
    return kind in BARRING
