"""A small record of disputes and staff, and a scene over it: real figures, counted by the real engine."""

from datetime import date
from typing import Any

from handrail.measures.periods import Period
from handrail.profiles import Profile, default
from handrail.publications.disclosure import Policy
from handrail.publications.exhibits.beside import Beside
from handrail.publications.exhibits.declared import Exhibits
from handrail.publications.facts import Facts
from handrail.publications.protecting import protected
from handrail.publications.scene import Scene
from handrail.publications.shown import Shown
from handrail.publications.times import Times
from handrail.record.record import Record
from handrail.record.service_tables import Dispute, DisputeReason, Worker

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
BEFORE = date(2024, 7, 1)


def disputes(
    numbers: dict[tuple[str, str], int], raised_on: date, stem: str
) -> tuple[list[Dispute], list[DisputeReason]]:
    """So many disputes of each stream and reason, all raised on one day and closed a week later."""
    found: list[Dispute] = []
    reasons: list[DisputeReason] = []
    for (stream, reason), number in numbers.items():
        for place in range(number):
            name = f"{stem}-{stream}-{reason}-{place}"
            closed = date.fromordinal(raised_on.toordinal() + 7)
            found.append(
                Dispute(name, stream, raised_on, closed_on=closed, closing_stage="informal", outcome="resolved")
            )
            reasons.append(DisputeReason(name, reason))
    return found, reasons


def a_record() -> Record:
    """Thirty-one disputes this year and thirteen the year before; two workers with 1.5 posts between them."""
    now, reasons = disputes(
        {("care", "drift"): 14, ("care", "late_report"): 8, ("protection", "drift"): 9}, date(2025, 6, 2), "now"
    )
    then, more = disputes({("care", "drift"): 7, ("protection", "late_report"): 6}, BEFORE, "then")
    workers = [
        Worker("w1", "reviewing_officer", started_on=date(2020, 1, 1), fte_percent=100),
        Worker("w2", "reviewing_officer", started_on=date(2020, 1, 1), fte_percent=50),
    ]
    record = Record(care_from=date(2015, 4, 1))
    record.disputes.extend([*now, *then])
    record.dispute_reasons.extend([*reasons, *more])
    record.workers.extend(workers)
    return record


def scene(
    declared: dict[str, Any] | None = None, threshold: int = 0, profile: Profile | None = None, **more: Any
) -> Scene:
    """A scene of that record; with a threshold, small numbers are hidden once its table "t" has been drawn."""
    profile = profile or default("Fairlea")
    facts = Facts(more.pop("record", None) or a_record(), Times(YEAR), dict(profile.settings), **more)
    exhibits, beside = Exhibits(declared or {}), Beside(profile)
    first = Scene(Shown.at_first(facts, Policy("public", threshold)), profile, exhibits, beside)
    if not threshold:
        return first
    first.tables.draw(exhibits.table("t"))
    return Scene(protected(first.shown), profile, exhibits, beside)
