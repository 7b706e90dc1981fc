"""The dataset's tables on child protection as rows of the record: enquiries, conferences, plans and visits."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from handrail.record.problems import QUERY
from handrail.record.record import Record
from handrail.record.tables import Conference, ConferenceChild, Enquiry, Event, Plan, RecordedDue
from handrail.returns.part import SSD
from handrail.returns.ssd.entries import problem, seen, unique_dues, unique_events, wrong_order
from handrail.returns.ssd.extract import Extract
from handrail.returns.ssd.rows import EnquiryRow, InitialConferenceRow, PlanReviewRow, PlanRow, PlanVisitRow

INITIAL, TRANSFER_IN, REVIEW = "initial", "transfer_in", "review"
ICPC, RCPC = "icpc", "rcpc"
_OTHER_OUTCOMES = (
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "NFA_CONTINUE_SINGLE_FLAG",
    "MONITOR_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
)
# The JSON is read flag by flag: its column is cut off at 1,000 characters, and the comments come last.
_FLAG = re.compile(r'"([A-Z0-9_]+)"\s*:\s*"?([YN01])"?\s*[,}]', re.IGNORECASE)


def add(extract: Extract, record: Record) -> None:
    """Put enquiries, conferences, plans, due dates and visits into the record."""
    enquiries = extract.take(EnquiryRow, list) or []
    initial = extract.take(InitialConferenceRow, list) or []
    plans = extract.take(PlanRow, list) or []
    ours = [row for row in plans if not row.other_authority]
    record.enquiries = _enquiries(enquiries, initial)
    record.plans = _plans(ours, extract)
    held = [*_initial(initial, enquiries)]
    reviews = extract.take(PlanReviewRow, lambda rows: list(_of_plans(rows, plans, extract))) or []
    held.extend(_reviews(reviews))
    record.conferences, record.conference_children = _conferences(held)
    record.recorded_dues.extend(unique_dues([*_initial_dues(initial), *_review_dues(reviews)]))
    others = {row.plan for row in plans if row.other_authority and row.plan}
    record.events.extend(extract.take(PlanVisitRow, lambda rows: unique_events(_visits(rows, others, ours))) or [])


# --- enquiries


def _enquiries(rows: list[EnquiryRow], initial: list[InitialConferenceRow]) -> list[Enquiry]:
    """Each child's enquiries by the day they began. Of two on one day, the one with the earliest conference."""
    led_to: dict[tuple[str, str], list[InitialConferenceRow]] = {}
    for conference in initial:
        if conference.enquiry and not conference.transfer_in:
            led_to.setdefault((conference.enquiry, conference.person), []).append(conference)
    found: dict[tuple[str, date], Enquiry] = {}
    for row in rows:
        conferences = led_to.get((row.enquiry, row.person), []) if row.enquiry else []
        enquiry = _enquiry(row, conferences)
        key = (row.person, row.started_on)
        before = found.get(key)
        if before is None or _earlier(enquiry) < _earlier(before):
            found[key] = enquiry
    return [found[key] for key in sorted(found)]


def _earlier(enquiry: Enquiry) -> tuple[date, str]:
    return enquiry.conference_on or date.max, enquiry.read_from


def _enquiry(row: EnquiryRow, conferences: list[InitialConferenceRow]) -> Enquiry:
    held_on = min((each.held_on for each in conferences if each.held_on), default=None)
    target_on = min((each.target_on for each in conferences if each.target_on), default=None)
    return Enquiry(row.person, row.started_on, target_on, _not_needed(row, held_on), held_on, row.where)


def _not_needed(row: EnquiryRow, held_on: date | None) -> bool | None:
    """Whether a conference was judged unnecessary, as far as the outcomes say so without contradiction."""
    if held_on is not None:
        return False
    flags = {name.upper(): answer.upper() in "Y1" for name, answer in _FLAG.findall(row.outcomes or "")}
    wanted, nothing_more = flags.get("CP_CONFERENCE_FLAG"), row.no_further_action or flags.get("NFA_FLAG")
    if wanted:
        return None if nothing_more else False
    if nothing_more:
        return True
    return True if wanted is False and any(flags.get(name) for name in _OTHER_OUTCOMES) else None


# --- plans


def _plans(rows: list[PlanRow], extract: Extract) -> list[Plan]:
    """Each child's plans by the day they began. How many came before is not told: the extract reaches back only so far."""
    found: dict[tuple[str, date], Plan] = {}
    for row in rows:
        if row.ended_on is not None and row.ended_on < row.started_on:
            extract.problems.append(wrong_order(row.where, row.person, "plan", row.started_on, row.ended_on))
            continue
        plan = Plan(
            row.person, row.started_on, row.ended_on, row.initial_category, row.latest_category, None, row.where
        )
        before = found.get((row.person, row.started_on))
        if before is not None and before.ended_on != plan.ended_on:
            what = f"two plans of one child begin on {row.started_on:%d/%m/%Y} and end on different days. The one that ends later was used."
            extract.problems.append(
                problem("HR-SSD-TWICE", QUERY, row.where, row.person, what, "Correct or remove one.")
            )
        if before is None or (plan.ended_on or date.max, plan.read_from) > (
            before.ended_on or date.max,
            before.read_from,
        ):
            found[row.person, row.started_on] = plan
    return [found[key] for key in sorted(found)]


# --- conferences

_Held = tuple[
    str, str | None, str, date, date | None, date | None, str
]  # kind, meeting, child, day, enquiry, plan, where


def _initial(rows: list[InitialConferenceRow], enquiries: list[EnquiryRow]) -> Iterator[_Held]:
    began = {(row.enquiry, row.person): row.started_on for row in enquiries if row.enquiry}
    for row in rows:
        if row.held_on is not None:
            kind = TRANSFER_IN if row.transfer_in else INITIAL
            enquiry_on = began.get((row.enquiry, row.person)) if row.enquiry and not row.transfer_in else None
            yield kind, row.meeting, row.person, row.held_on, enquiry_on, None, row.where


_Reviewed = tuple[str, date | None, PlanReviewRow]


def _of_plans(rows: Iterable[PlanReviewRow], plans: list[PlanRow], extract: Extract) -> Iterator[_Reviewed]:
    """Each review with its child and the start of its plan; those of other authorities' plans are left out."""
    by_id = {row.plan: row for row in plans if row.plan}
    by_child: dict[str, list[PlanRow]] = {}
    for plan in plans:
        by_child.setdefault(plan.person, []).append(plan)
    for row in rows:
        named = by_id.get(row.plan) if row.plan else None
        child = row.person or (named.person if named else None)
        if child is None:
            what = "neither the review nor its plan names a child. It was left out."
            extract.problems.append(problem("HR-SSD-NO-CHILD", QUERY, row.where, None, what, "Add the child's id."))
            continue
        plan_of = named if named and named.person == child else _on_the_day(row, by_child.get(child, []))
        if plan_of is not None and plan_of.other_authority:
            continue
        if plan_of is None and row.held_on is not None and not row.cancelled:
            what = f"the review of {row.held_on:%d/%m/%Y} belongs to no plan of the child, or to several. It cannot be judged."
            remedy = "Give the review its plan, or correct the dates."
            extract.problems.append(problem("HR-SSD-NO-PLAN", QUERY, row.where, child, what, remedy))
        yield child, plan_of.started_on if plan_of else None, row


def _on_the_day(row: PlanReviewRow, plans: list[PlanRow]) -> PlanRow | None:
    """The one plan of the child that was running on the day of the review, or when it was due."""
    day = row.held_on or row.due_on
    running = [plan for plan in plans if day and plan.started_on < day <= (plan.ended_on or date.max)]
    return running[0] if len(running) == 1 else None


def _reviews(rows: list[_Reviewed]) -> Iterator[_Held]:
    for child, plan_on, row in rows:
        if row.held_on is not None and not row.cancelled:
            yield REVIEW, row.meeting, child, row.held_on, None, plan_on, row.where


def _conferences(held: list[_Held]) -> tuple[list[Conference], list[ConferenceChild]]:
    """Conferences with their children: those who share a meeting, its kind and its day share one conference."""
    conferences: dict[str, Conference] = {}
    children: dict[tuple[str, str], ConferenceChild] = {}
    for kind, meeting, child, day, enquiry_on, plan_on, where in sorted(
        held, key=lambda each: (each[3], each[2], each[6])
    ):
        shared = f"meeting-{meeting}" if meeting else child
        conference_id = f"{kind}:{shared}:{day.isoformat()}"
        conferences[conference_id] = Conference(conference_id, kind, day, bool(meeting) or None)
        new = ConferenceChild(conference_id, child, enquiry_on, plan_on, read_from=where)
        before = children.get((conference_id, child))
        if before is None or (before.enquiry_started_on, before.plan_started_on) == (None, None):
            children[conference_id, child] = new
    return [conferences[key] for key in sorted(conferences)], [children[key] for key in sorted(children)]


# --- due dates as the system has them, and visits


def _initial_dues(rows: list[InitialConferenceRow]) -> Iterator[RecordedDue]:
    for row in rows:
        if row.target_on is not None and not row.transfer_in:
            yield RecordedDue(row.person, ICPC, SSD, row.target_on, row.held_on, None, None, row.where)


def _review_dues(rows: list[_Reviewed]) -> Iterator[RecordedDue]:
    for child, _, row in rows:
        if row.due_on is not None or row.cancelled:
            held_on, planned_on = (None, row.held_on) if row.cancelled else (row.held_on, None)
            yield RecordedDue(child, RCPC, SSD, row.due_on, held_on, None, planned_on, row.where)


def _visits(rows: Iterable[PlanVisitRow], others: set[str], plans: list[PlanRow]) -> Iterator[Event | None]:
    child_of = {row.plan: row.person for row in plans if row.plan}
    for row in rows:
        child = row.person or (child_of.get(row.plan) if row.plan else None)
        if child and row.plan not in others:
            yield Event(child, "cp_visit", row.visited_on, seen(row.seen, row.seen_alone), row.where)
