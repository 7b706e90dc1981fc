"""Child protection conferences in the ledger (Working Together to Safeguard Children).

The initial conference runs from the strategy discussion that initiated the section 47 enquiry; reviews run from the
start of the plan, which is the day of the initial conference, and then from the review before.
"""

from collections.abc import Iterator
from datetime import date

from handrail.record.record import Record
from handrail.record.tables import Enquiry, Plan
from handrail.timescales.ledger import (
    KNOWN,
    History,
    LedgerRow,
    Run,
    Timetable,
    earliest_stop,
    eighteenth_birthday,
    rows_of,
)

STEPS = ("rcpc_1", "rcpc_n", "rcpc_n")
INITIAL = "icpc"


def rows(record: Record, timetable: Timetable) -> Iterator[LedgerRow]:
    """The rows of every section 47 enquiry and every plan in the record."""
    for enquiry in record.enquiries:
        yield _initial(enquiry, timetable)
    held = _reviews_by_plan(record)
    adults = {child.child_id: (eighteenth_birthday(child.born_on), child.died_on) for child in record.children}
    for plan in record.plans:
        adult_on, died_on = adults.get(plan.child_id, (None, None))
        stop = earliest_stop([(plan.ended_on, "plan_ended"), (died_on, "died"), (adult_on, "turned_18")])
        meetings = held.get((plan.child_id, plan.started_on), [])
        history = _history(plan, record.protection_from)
        yield from rows_of(
            Run(plan.child_id, plan.started_on, STEPS, plan.started_on, meetings, history, stop), timetable
        )


def _history(plan: Plan, protection_from: date | None) -> History:
    """A plan older than the data may have been reviewed before them."""
    if protection_from is None or plan.started_on >= protection_from:
        return KNOWN
    return History("began_before_data")


def _reviews_by_plan(record: Record) -> dict[tuple[str, date], list[date]]:
    """Review dates by child and plan start: those after the plan began and not after it ended."""
    held_on = {
        conference.conference_id: conference.held_on for conference in record.conferences if conference.kind == "review"
    }
    ended = {(plan.child_id, plan.started_on): plan.ended_on for plan in record.plans}
    found: dict[tuple[str, date], set[date]] = {}
    for child in record.conference_children:
        day = held_on.get(child.conference_id)
        if day is None or child.plan_started_on is None:
            continue
        key = (child.child_id, child.plan_started_on)
        if child.plan_started_on < day <= (ended.get(key) or date.max):
            found.setdefault(key, set()).add(day)
    return {key: sorted(days) for key, days in found.items()}


def _initial(enquiry: Enquiry, timetable: Timetable) -> LedgerRow:
    due = timetable.due(INITIAL, enquiry.started_on)
    met_on, reason = enquiry.conference_on, None
    if due is None:
        reason = "no_figure"
    elif met_on is not None and met_on < enquiry.started_on:
        reason = "conference_before_enquiry"
    on = due.on if due else None
    return LedgerRow(
        enquiry.child_id, enquiry.started_on, INITIAL, timetable.basis, due.version if due else None, enquiry.started_on,
        on, on, on, due.latest_practical_on if due else None, met_on,
        None, "conference_not_needed" if enquiry.conference_not_needed and met_on is None else None, reason,
    )  # fmt: skip
