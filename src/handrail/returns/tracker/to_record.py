"""Rows of a tracker as a part of the record: what it says of children, reviews, conferences, plans, and of due dates.

A tracker is kept by hand. What it holds counts as complete only from the day the mapping says so, and its own due dates
and verdicts are kept beside the ledger's, never instead of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from handrail.record.problems import ERROR, QUERY, Problem
from handrail.record.record import Missing
from handrail.record.schema import TABLES
from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Enquiry,
    Event,
    Identifier,
    PeriodOfCare,
    Plan,
    RecordedDue,
    Review,
)
from handrail.returns.part import TRACKER, Part
from handrail.returns.tracker.mapping import Entry, Mapping
from handrail.returns.tracker.read import EntryRow, FileReading, Row
from handrail.returns.tracker.values import Value
from handrail.returns.tracker.vocabulary import CONFERENCES, PLANS, REVIEWS

LATE_REASON = "late_reason"
_CLOCKS = {"initial": "icpc", "transfer_in": "icpc", "review": "rcpc"}
_OF_CARE = ("reviews", "periods_of_care")
_OF_PROTECTION = ("enquiries", "conferences", "conference_children", "plans")
_FILLS = {REVIEWS: ("reviews",), CONFERENCES: ("conferences", "conference_children", "enquiries"), PLANS: ("plans",)}
_NO_TABLE = frozenset({"children", "identifiers", "recorded_dues", "merges", "corrections", "events"})
E = TypeVar("E", Child, PeriodOfCare, Enquiry, Plan)
_IN_TRACKER = "Correct it in the tracker and load it again."


def part_of(reading: FileReading, problems: list[Problem]) -> Part:
    """The file as a part of the record; a problem for each row that contradicts another or lacks the date it needs."""
    made = _Made(Part(TRACKER, reading.file), problems)
    for row in reading.rows:
        made.add(row)
    made.finish(reading.mapping)
    return made.part


@dataclass
class _Made:
    """The part as it grows."""

    part: Part
    problems: list[Problem]
    children: dict[str, Child] = field(default_factory=dict)
    periods: dict[tuple[str, date], PeriodOfCare] = field(default_factory=dict)
    identifiers: dict[tuple[str, str, str], Identifier] = field(default_factory=dict)
    enquiries: dict[tuple[str, date], Enquiry] = field(default_factory=dict)
    plans: dict[tuple[str, date], Plan] = field(default_factory=dict)
    conferences: dict[str, tuple[str, date]] = field(default_factory=dict)
    entries: dict[tuple[Any, ...], str] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """What one row says."""
        child_id = str(row.child["child_id"])
        self._add_child(child_id, row)
        self._add_period(child_id, row)
        for entry in row.entries:
            _ADD[entry.entry.of](self, child_id, row, entry)

    def finish(self, mapping: Mapping) -> None:
        """Put the gathered tables into the part, link conferences to plans, and say what the tracker cannot answer."""
        record = self.part.record
        record.children = [self.children[child] for child in sorted(self.children)]
        record.identifiers = list(self.identifiers.values())
        record.periods_of_care = [self.periods[each] for each in sorted(self.periods)]
        record.enquiries = [self.enquiries[each] for each in sorted(self.enquiries)]
        record.plans = [self.plans[each] for each in sorted(self.plans)]
        record.reviews.sort(key=lambda review: (review.child_id, review.opened_on))
        record.conference_children = [self._with_plan(each) for each in record.conference_children]
        record.care_from, record.protection_from = _from(mapping, _OF_CARE), _from(mapping, _OF_PROTECTION)
        record.missing = list(_missing(mapping, self.part.name))

    # --- the child

    def _add_child(self, child_id: str, row: Row) -> None:
        new = Child(
            child_id,
            born_on=_day(row.child, "born_on"),
            expected_on=_day(row.child, "expected_on"),
            sex=_text(row.child, "sex"),
            read_from=row.read_from,
        )
        self.children[child_id] = self._agreed(row, self.children.get(child_id), new)
        numbers = (("council_id", child_id), ("upn", _text(row.child, "upn")))
        for scheme, value in numbers:
            if value:
                found = Identifier(child_id, scheme, value, TRACKER, row.read_from)
                self.identifiers.setdefault((child_id, scheme, value), found)

    def _add_period(self, child_id: str, row: Row) -> None:
        began_on, ended_on = _day(row.child, "became_looked_after_on"), _day(row.child, "ceased_looked_after_on")
        if began_on is None:
            return
        if ended_on is not None and ended_on < began_on:
            self._problem(
                "VALUE-ORDER", row, "ceased_looked_after_on", str(ended_on), "the end of care lies before its start",
                "The end was not read; the rest of the row was.",
            )  # fmt: skip
            ended_on = None
        new = PeriodOfCare(child_id, began_on, True, ended_on, None, True, row.read_from)
        self.periods[child_id, began_on] = self._agreed(row, self.periods.get((child_id, began_on)), new)

    # --- meetings and plans

    def _add_review(self, child_id: str, row: Row, found: EntryRow) -> None:
        held_on = self._meeting(child_id, "lac_review", row, found)
        if held_on is None or self._is_twice(row, ("review", child_id, held_on), f"the review of {held_on:%d/%m/%Y}"):
            return
        completed_on = _day(found.values, "completed_on")
        if completed_on is not None and completed_on < held_on:
            what = "the last sitting lies before the review"
            self._problem(
                "VALUE-ORDER", row, "completed_on", str(completed_on), what, "It was not read; the review was."
            )
            completed_on = None
        participation = _text(found.values, "participation")
        self.part.record.reviews.append(Review(child_id, held_on, completed_on, participation, row.read_from))

    def _add_conference(self, child_id: str, row: Row, found: EntryRow) -> None:
        kind = _text(found.values, "kind")
        if kind is None:
            what = "what kind of conference this was is not given"
            self._problem("VALUE-CODE", row, "kind", None, what, "The conference was left out; the rest was read.")
            return
        held_on = self._meeting(child_id, _CLOCKS[kind], row, found)
        began_on = _day(found.values, "strategy_discussion_on")
        if held_on is not None:
            twice = self._is_twice(row, (kind, child_id, held_on), f"the {kind} conference of {held_on:%d/%m/%Y}")
            held_on = None if twice else held_on
        if held_on is not None:
            conference_id = f"{kind}:{child_id}:{held_on.isoformat()}"
            plan_on = _day(found.values, "plan_started_on")
            self.conferences[conference_id] = kind, held_on
            self.part.record.conferences.append(Conference(conference_id, kind, held_on))
            self.part.record.conference_children.append(
                ConferenceChild(conference_id, child_id, began_on, plan_on, read_from=row.read_from)
            )
        if began_on is None or kind != "initial" or "held_on" in found.unreadable:
            return
        target, not_needed = _day(found.values, "due_on"), found.values.get("not_needed")
        unneeded = not_needed if isinstance(not_needed, bool) else None
        enquiry = Enquiry(child_id, began_on, target, unneeded, held_on, row.read_from)
        self.enquiries[child_id, began_on] = self._agreed(row, self.enquiries.get((child_id, began_on)), enquiry)

    def _add_plan(self, child_id: str, row: Row, found: EntryRow) -> None:
        started_on, ended_on = _day(found.values, "started_on"), _day(found.values, "ended_on")
        if started_on is None:
            if "started_on" not in found.unreadable:
                self._no_date(row, "plan")
            return
        if ended_on is not None and ended_on < started_on:
            what = "the plan ends before it starts"
            self._problem(
                "VALUE-ORDER", row, "ended_on", str(ended_on), what, "The plan was left out; the rest was read."
            )
            return
        if "ended_on" in found.unreadable:
            return  # it ended, but nobody can say when: an open plan would be a guess
        number = found.values.get("previous_plans")
        initial, latest = _text(found.values, "initial_category"), _text(found.values, "latest_category")
        previous = number if isinstance(number, int) else None
        plan = Plan(child_id, started_on, ended_on, initial, latest, previous, row.read_from)
        self.plans[child_id, started_on] = self._agreed(row, self.plans.get((child_id, started_on)), plan)

    def _meeting(self, child_id: str, clock: str, row: Row, found: EntryRow) -> date | None:
        """The day the meeting was held, None where it was not; what the tracker says was due is kept either way."""
        values = found.values
        held_on, planned_on, due_on = (_day(values, name) for name in ("held_on", "planned_on", "due_on"))
        if values.get("was_held") is False:
            held_on, planned_on = None, planned_on or held_on
        elif "was_held" in found.unreadable:
            held_on = None
        in_time = values.get("in_time")
        verdict = in_time if isinstance(in_time, bool) else None
        is_told = not found.unreadable & {"held_on", "was_held"}
        if is_told and (verdict is not None or due_on is not None or planned_on is not None):
            due = RecordedDue(child_id, clock, self.part.name, due_on, held_on, verdict, planned_on, row.read_from)
            self.part.record.recorded_dues.append(due)
        reason, on = _text(values, "late_reason"), held_on or due_on
        if reason and on and ("late", child_id, clock, on) not in self.entries:
            self.entries["late", child_id, clock, on] = row.read_from
            self.part.record.events.append(Event(child_id, LATE_REASON, on, reason, row.read_from))
        dates = (held_on, planned_on, due_on, _day(values, "strategy_discussion_on"))
        if not any(dates) and not found.unreadable & {"held_on", "planned_on", "due_on"}:
            self._no_date(row, "meeting")
        return held_on

    def _with_plan(self, child: ConferenceChild) -> ConferenceChild:
        """A review conference belongs to the one plan that was open on its day, where the tracker does not say."""
        kind, held_on = self.conferences[child.conference_id]
        if kind != "review" or child.plan_started_on is not None:
            return child
        plans = [
            plan.started_on
            for plan in self.part.record.plans
            if plan.child_id == child.child_id and plan.started_on <= held_on <= (plan.ended_on or date.max)
        ]
        return child._replace(plan_started_on=plans[0]) if len(plans) == 1 else child

    # --- contradictions

    def _agreed(self, row: Row, known: E | None, new: E) -> E:
        """The entry known, its blanks filled from another row; the first value stands where the two differ."""
        if known is None:
            return new
        for name, ours, theirs in zip(known._fields, known, new, strict=True):
            if name == "read_from" or theirs is None or ours == theirs:
                continue
            if ours is None:
                changed: Any = {name: theirs}
                known = known._replace(**changed)
            else:
                what = f"{name} is {theirs} here and {ours} in {known.read_from}"
                kept = "The first was kept."
                self._problem("VALUE-CONFLICT", row, name, str(theirs), what, kept, severity=QUERY)
        return known

    def _is_twice(self, row: Row, entry_key: tuple[Any, ...], what: str) -> bool:
        if entry_key not in self.entries:
            self.entries[entry_key] = row.read_from
            return False
        what = f"{what} stands already in {self.entries[entry_key]}"
        self._problem("ROW-TWICE", row, None, None, what, "The first was kept.", severity=QUERY)
        return True

    def _no_date(self, row: Row, what: str) -> None:
        kept = "It was left out; the rest was read."
        self._problem("ROW-NO-DATE", row, None, None, f"a {what} is told of without any date", kept)

    def _problem(
        self, rule: str, row: Row, name: str | None, value: str | None, what: str, kept: str, severity: str = ERROR
    ) -> None:
        child = str(row.child["child_id"])
        message = f"{row.read_from.rpartition(':')[0]}, row {row.number}: {what}. {kept}"
        self.problems.append(Problem(rule, severity, row.file, row.number, child, name, value, message, _IN_TRACKER))


_ADD = {REVIEWS: _Made._add_review, CONFERENCES: _Made._add_conference, PLANS: _Made._add_plan}


def _sources(mapping: Mapping) -> Iterator[tuple[tuple[str, ...], Entry | None, date | None]]:
    """Which tables each sheet and entry fills, and from when it says it is complete."""
    for table in mapping.tables:
        if "became_looked_after_on" in table.child:
            yield ("periods_of_care",), None, table.complete_from
        for entry in table.entries:
            yield _FILLS[entry.of], entry, entry.complete_from


def _from(mapping: Mapping, tables: Iterable[str]) -> date | None:
    """The day from which everything filled of these tables is complete; None where nothing is."""
    days = [first for filled, _, first in _sources(mapping) if first is not None and set(filled) & set(tables)]
    return max(days, default=None)


def _missing(mapping: Mapping, name: str) -> Iterator[Missing]:
    filled: dict[str, list[date | None]] = {}
    for tables, _, first in _sources(mapping):
        for table in tables:
            filled.setdefault(table, []).append(first)
    for each in TABLES:
        if each.name in _NO_TABLE:
            continue
        words = each.name.replace("_", " ")
        if each.name not in filled:
            yield Missing(each.name, f"The tracker {name} holds no {words}.")
        elif not any(filled[each.name]):
            yield Missing(
                each.name, f"The mapping of the tracker {name} does not say from when its {words} are complete."
            )


def _day(values: dict[str, Value], name: str) -> date | None:
    value = values.get(name)
    return value if isinstance(value, date) else None


def _text(values: dict[str, Value], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) else None
