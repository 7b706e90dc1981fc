"""Helper tables of what was due: the clocks work the days out, so that no SQL does.

Where a clock has several bases, the authority's own decides, else the usual one (`clock_basis` in `lists.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from handrail.measures.asked import Asked, Helper, Rows, columns, dates, text
from handrail.measures.groups import Lists
from handrail.timescales import sequences
from handrail.timescales.arithmetic import months_after, years_after
from handrail.timescales.clocks import NoFigure
from handrail.timescales.deadlines import deadline
from handrail.timescales.ledger import Timetable
from handrail.timescales.working_days import OutsideCalendar, england

_RECORD_CLOCKS = {
    "review": ("review_record_written", "review_record_distributed"),
    "conference": (None, "cp_record_distributed"),
}
_REPORT_CLOCKS = {("review", "social_care"): "review_sw_report", ("conference", "social_care"): "cp_report_shared"}
_SECURE_REVIEW = "secure_review"
_HOURS_A_DAY = 24


class _Clocks:
    """Due days by clock, on the basis that decides."""

    def __init__(self, lists: Lists) -> None:
        self._bases = lists["clock_basis"]["entry"]

    def due(self, clock: str | None, on: date) -> date | None:
        """When it falls due; None where there is no such clock, or no figure of it for the day."""
        return _due_on(clock, on, self._basis(clock, on)) if clock else None

    def _basis(self, clock: str, on: date) -> str:
        found = (entry for entry in self._bases if entry["name"] == clock and _holds(entry, on))
        return str(next(found)["basis"])


@lru_cache(maxsize=32_768)
def _due_on(clock: str, on: date, basis: str) -> date | None:
    """The law does not change while the program runs: a day that many records ask for is worked out once."""
    try:
        return deadline(clock, on, basis=basis).due_on
    except (NoFigure, OutsideCalendar):
        return None


def _holds(entry: Mapping[str, Any], on: date) -> bool:
    until = entry.get("until")
    return bool(entry.get("from", date.min) <= on and (until is None or on <= until))


def _record_due(asked: Asked) -> Rows:
    """For each day of a meeting with a record: by when it was to be written, and sent."""
    clocks = _Clocks(asked.lists)
    for meeting, on in sorted({(record.meeting, record.meeting_on) for record in asked.record.meeting_records}):
        written, sent = _RECORD_CLOCKS.get(meeting, (None, None))
        yield meeting, on, clocks.due(written, on), clocks.due(sent, on)


def _report_due(asked: Asked) -> Rows:
    """For each day of a meeting and each agency whose report has a clock: by when it was to come."""
    clocks = _Clocks(asked.lists)
    days = {(report.meeting, report.agency, report.meeting_on) for report in asked.record.meeting_reports}
    for meeting, agency, on in sorted(days):
        if (meeting, agency) in _REPORT_CLOCKS:
            yield meeting, agency, on, clocks.due(_REPORT_CLOCKS[meeting, agency], on)


def _invitation_due(asked: Asked) -> Rows:
    """For each day of a review papers were sent for: by when they were to go out."""
    clocks = _Clocks(asked.lists)
    for on in sorted({document.meeting_on for document in asked.record.documents if document.meeting_on}):
        yield on, clocks.due("review_invites", on)


def _stage_due(asked: Asked) -> Rows:
    """For each stage of a dispute that has a limit in the authority's process: by when it was to end."""
    limits = {entry["name"]: (entry["amount"], entry["unit"]) for entry in asked.lists["dispute_stage"]["entry"]}
    for stage in asked.record.dispute_stages:
        if stage.stage in limits:
            yield stage.dispute_id, stage.stage, _limited(stage.started_on, *limits[stage.stage])


def _limited(on: date, amount: int, unit: str) -> date | None:
    if unit == "working_day":
        try:
            return england().after(on, amount)
        except OutsideCalendar:
            return None
    days = {"day": amount, "week": 7 * amount, "hour": -(-amount // _HOURS_A_DAY)}[unit]
    return on + timedelta(days=days)


def _allegation_due(asked: Asked) -> Rows:
    """For each case: by when it was to be referred, and the ends of one, three and twelve months from acceptance."""
    clocks = _Clocks(asked.lists)
    for case in asked.record.allegations:
        aware, accepted = case.aware_on, case.accepted_on
        months = (clocks.due(f"lado_resolve_{n}m", accepted) if accepted else None for n in (1, 3, 12))
        yield case.allegation_id, clocks.due("lado_referral", aware) if aware else None, *months


def _officer_due(asked: Asked) -> Rows:
    """For each period of care: by when a reviewing officer was to be named."""
    clocks = _Clocks(asked.lists)
    for began_on in sorted({period.began_on for period in asked.record.periods_of_care}):
        yield began_on, clocks.due("iro_appoint_good_practice", began_on)


def _secure_due(asked: Asked) -> Rows:
    """The ledger's rows on secure accommodation reviews."""
    for row in sequences.rows(asked.record, Timetable(), {_SECURE_REVIEW}):
        yield row.child_id, row.clock, row.triggered_on, row.due_on, row.met_on, row.stopped_on


def _document_owed(asked: Asked) -> Rows:
    """For each period of care and kind of document the record keeps: from when to when the child is owed one."""
    rules = asked.lists["document"]["entry"]
    kept = {document.kind for document in asked.record.documents}
    born = {child.child_id: child.born_on for child in asked.record.children}
    for period in asked.record.periods_of_care:
        born_on = born.get(period.child_id)
        if born_on is None:
            continue
        for rule in (rule for rule in rules if rule["name"] in kept):
            from_on = max(period.began_on + timedelta(days=rule["after_days"]), years_after(born_on, rule["from_age"]))
            until_on = min(period.ended_on or date.max, years_after(born_on, rule["until_age"]))
            if from_on < until_on:
                yield period.child_id, rule["name"], from_on, until_on, period.read_from


def _document_good(asked: Asked) -> Rows:
    """For each finished document that is to be kept up to date: from when to when it counts as that."""
    months = {rule["name"]: rule["months"] for rule in asked.lists["document"]["entry"]}
    for document in asked.record.documents:
        if document.finished_on and document.kind in months:
            until_on = document.until_on or months_after(document.finished_on, months[document.kind])
            yield document.child_id, document.kind, document.finished_on, until_on, document.read_from


DUES = {
    "record_due": Helper(columns(*text("meeting"), *dates("meeting_on", "written_by", "sent_by")), _record_due),
    "report_due": Helper(columns(*text("meeting", "agency"), *dates("meeting_on", "due_on")), _report_due),
    "invitation_due": Helper(columns(*dates("meeting_on", "due_on")), _invitation_due),
    "stage_due": Helper(columns(*text("dispute_id", "stage"), *dates("due_on")), _stage_due),
    "allegation_due": Helper(
        columns(*text("allegation_id"), *dates("refer_by", "one_month_on", "three_months_on", "twelve_months_on")),
        _allegation_due,
    ),
    "officer_due": Helper(columns(*dates("began_on", "due_on")), _officer_due),
    "secure_due": Helper(
        columns(*text("child_id", "clock"), *dates("triggered_on", "due_on", "met_on", "stopped_on")), _secure_due
    ),
    "document_owed": Helper(
        columns(*text("child_id", "kind"), *dates("from_on", "until_on"), *text("read_from")), _document_owed
    ),
    "document_good": Helper(
        columns(*text("child_id", "kind"), *dates("from_on", "until_on"), *text("read_from")), _document_good
    ),
}
"""The helper tables of due days by name."""
