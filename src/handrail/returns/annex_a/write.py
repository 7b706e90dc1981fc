"""Writing Annex A lists 5, 7 and 8 from any record, as they stand on one day.

A column that the record cannot fill is left blank: a blank says "not known here", a zero or a "No" would say more. The
record knows no names, so there are none.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from handrail.record.care import SHORT_BREAKS
from handrail.record.problems import QUERY, Problem
from handrail.record.record import Record
from handrail.record.tables import Child, Enquiry, Episode, Event, PeriodOfCare, Plan
from handrail.returns import workbook_write
from handrail.returns.annex_a.lists import lists as official
from handrail.returns.outgoing import Written, about, months_before, not_loaded
from handrail.returns.workbook_write import Sheet, Value

Row = dict[str, Value]
_UNBORN = -1
_WINDOW = 6  # months: the lists hold what was open in the six months to their day
_YEAR = 12
_PLACEMENT_BEGINS = frozenset({"S", "P", "T", "B", "U"})
_STATUS_BEGINS = frozenset({"S", "L", "B", "U"})
_EMERGENCY = frozenset({"L1", "L2"})
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,4}")
_NEEDS = {5: ("enquiries",), 7: ("plans",), 8: ("periods_of_care", "episodes")}


def write(record: Record, folder: Path, snapshot: date, title_row: bool = False) -> Written:
    """Write `annex_a.xlsx` with lists 5, 7 and 8 as they stood at the end of the snapshot day.

    A list whose rows were not loaded is left out with a problem, and so is a child whose id no cell can hold.
    """
    path, (sheets, problems) = folder / "annex_a.xlsx", sheets_on(record, snapshot, title_row)
    if not sheets:
        return Written({}, problems)
    workbook_write.write(path, sheets, snapshot)
    return Written({path: sum(len(sheet.rows) for sheet in sheets)}, problems)


def sheets_on(record: Record, snapshot: date, title_row: bool = False) -> tuple[list[Sheet], list[Problem]]:
    """The lists as sheets of a workbook, and what could not be listed and why; the first column is the child's id."""
    lists, sheets = _Lists(record, snapshot), list[Sheet]()
    for number, rows in ((5, lists.enquiries), (7, lists.plans), (8, lists.children_in_care)):
        gap = not_loaded(record, _NEEDS[number], lists.first, snapshot, f"List {number}")
        if gap is not None:
            lists.problems.append(gap)
            continue
        layout = official()[number]
        filled = [[row.get(column.fact) for column in layout.columns] for row in rows()]
        headings = [column.heading for column in layout.columns]
        sheets.append(Sheet(layout.sheet, layout.title if title_row else None, headings, filled))
    return sheets, lists.problems


@cache
def _preferred() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("preferred_codes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else _preferred()["yes_no"][str(answer).lower()]


class _Lists:
    """Chooses from the record what stood on one day."""

    def __init__(self, record: Record, snapshot: date) -> None:
        self.record, self.last = record, snapshot
        self.first, self.year_ago = months_before(snapshot, _WINDOW), months_before(snapshot, _YEAR)
        self.problems: list[Problem] = []
        self.children = {child.child_id: child for child in record.children}
        self.events: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for event in record.events:
            if event.happened_on <= snapshot:
                self.events[event.child_id, event.kind].append(event)
        self.episodes: dict[str, list[Episode]] = defaultdict(list)
        for episode in sorted(record.episodes, key=lambda episode: (episode.child_id, episode.started_on)):
            if episode.started_on <= snapshot:
                self.episodes[episode.child_id].append(episode)
        self.reviewed_on: dict[str, list[date]] = defaultdict(list)
        for review in record.reviews:
            self.reviewed_on[review.child_id].append(review.opened_on)
        self._refused: set[str] = set()

    # --- list 5

    def enquiries(self) -> Iterator[Row]:
        """Each enquiry that began in the six months or led to a conference in them."""
        by_child: dict[str, list[Enquiry]] = defaultdict(list)
        for enquiry in self.record.enquiries:
            if enquiry.started_on <= self.last:
                by_child[enquiry.child_id].append(enquiry)
        initial = self._initial_conferences()
        started = {(plan.child_id, plan.started_on) for plan in self.record.plans}
        for child_id in sorted(by_child):
            found = sorted(by_child[child_id], key=lambda enquiry: enquiry.started_on)
            counts = self._in_the_year_before(found, initial[child_id])
            for enquiry in found:
                held_on = self._by(enquiry.conference_on)
                if (held_on or enquiry.started_on) >= self.first and (child := self._child(child_id)) is not None:
                    yield {
                        **child,
                        "enquiry_started_on": enquiry.started_on,
                        "conference_not_needed": _yes_no(enquiry.conference_not_needed),
                        "conference_on": held_on,
                        "led_to_plan": _yes_no(
                            (child_id, held_on) in started if held_on and self._knows_plans() else None
                        ),
                        **counts,
                    }

    def _initial_conferences(self) -> dict[str, set[date]]:
        held = {each.conference_id: each.held_on for each in self.record.conferences if each.kind != "review"}
        found: dict[str, set[date]] = defaultdict(set)
        for row in self.record.conference_children:
            if row.conference_id in held:
                found[row.child_id].add(held[row.conference_id])
        return found

    def _in_the_year_before(self, enquiries: Sequence[Enquiry], conferences: set[date]) -> Row:
        """How many enquiries and conferences there were in the twelve months before the child's latest enquiry."""
        latest = enquiries[-1].started_on
        first = months_before(latest, _YEAR)
        tables = ("enquiries", "conferences", "conference_children")
        if not self._covers(self.record.protection_from, first, tables):
            return {}
        return {
            "enquiries_12m": sum(first <= each.started_on < latest for each in enquiries),
            "conferences_12m": sum(first <= day < latest for day in conferences),
        }

    def _knows_plans(self) -> bool:
        return self.record.why_missing(("plans",), self.first, self.last) is None

    # --- list 7

    def plans(self) -> Iterator[Row]:
        """Each child on a plan that day or in the six months before, with the latest plan."""
        latest: dict[str, Plan] = {}
        for plan in sorted(self.record.plans, key=lambda plan: (plan.child_id, plan.started_on)):
            if plan.started_on <= self.last:
                latest[plan.child_id] = plan
        reviews = self._latest_review_conferences()
        for child_id, plan in latest.items():
            if plan.ended_on is None or plan.ended_on >= self.first:
                child = self._child(child_id)
                if child is not None:
                    yield {
                        **child,
                        **self._plan(plan),
                        "review_conference_on": reviews.get((child_id, plan.started_on)),
                    }

    def _plan(self, plan: Plan) -> Row:
        visit = self._latest_event(plan.child_id, "cp_visit", plan.started_on)
        return {
            "plan_started_on": plan.started_on,
            "initial_category": self._code("abuse", plan.initial_category, plan),
            "latest_category": self._code("abuse", plan.latest_category, plan),
            "last_visit_on": visit.happened_on if visit else None,
            "seen_alone": _yes_no(_seen_alone(visit)),
            "plan_ended_on": self._by(plan.ended_on),
            "emergency_protection": _yes_no(self._had_emergency_protection(plan.child_id)),
            "previous_plans": plan.previous_plans,
        }

    def _latest_review_conferences(self) -> dict[tuple[str, date | None], date]:
        held = {each.conference_id: each.held_on for each in self.record.conferences if each.kind == "review"}
        found: dict[tuple[str, date | None], date] = {}
        for row in self.record.conference_children:
            day = held.get(row.conference_id)
            if day is not None and day <= self.last:
                key = (row.child_id, row.plan_started_on)
                found[key] = max(day, found.get(key, day))
        return found

    def _had_emergency_protection(self, child_id: str) -> bool | None:
        touching = [each for each in self.episodes[child_id] if each.ended_on is None or each.ended_on >= self.first]
        if any(each.legal_status in _EMERGENCY for each in touching):
            return True
        return False if self._covers(self.record.care_from, self.first, ("episodes",)) else None

    # --- list 8

    def children_in_care(self) -> Iterator[Row]:
        """Each child looked after that day or in the six months before, with the latest period of care."""
        by_child: dict[str, list[PeriodOfCare]] = defaultdict(list)
        for period in sorted(self.record.periods_of_care, key=lambda period: (period.child_id, period.began_on)):
            if period.began_on <= self.last:
                by_child[period.child_id].append(period)
        for child_id, periods in by_child.items():
            if periods[-1].ended_on is None or periods[-1].ended_on >= self.first:
                child = self._child(child_id)
                if child is not None:
                    yield {**child, **self._period(periods), **self._placement(periods[-1])}

    def _period(self, periods: Sequence[PeriodOfCare]) -> Row:
        period, child_id = periods[-1], periods[-1].child_id
        if not period.began_known:
            remedy = "Load the earlier years as well, or complete it in the list."
            self._blank(child_id, period.read_from, "Date Started to be Looked After", remedy)
        until = self._by(period.ended_on) or self.last
        reviewed_on = [day for day in self.reviewed_on[child_id] if period.began_on <= day <= until]
        return {
            "care_began_on": period.began_on if period.began_known else None,
            "second_period": _yes_no(self._had_an_earlier_period(periods)),
            "review_on": max(reviewed_on, default=None),
            "last_visit_on": self._latest_day(period, "visit"),
            "iro_contact_on": self._latest_day(period, "iro_contact"),
            "health_assessment_on": self._latest_day(period, "health_assessment"),
            "dental_check_on": self._latest_day(period, "dental_check"),
            "care_ended_on": self._by(period.ended_on),
            "end_reason": self._code("end_reason", period.end_reason, period) if self._by(period.ended_on) else None,
        }

    def _placement(self, period: PeriodOfCare) -> Row:
        """What the episodes of the period say; legal status and placement are those of its latest episode."""
        chain = [
            each
            for each in self.episodes[period.child_id]
            if each.started_on >= period.began_on and each.started_on < (period.ended_on or date.max)
        ]
        if not chain:
            return {}
        now = chain[-1]
        return {
            "need": self._code("need", now.need, now),
            "legal_status": self._code("legal_status", now.legal_status, now),
            "legal_status_from": _start_of(chain, "legal_status", _STATUS_BEGINS),
            "placements_12m": self._placements_in_the_year(period.child_id),
            "placement_from": _start_of(chain, None, _PLACEMENT_BEGINS),
            "placement_type": self._code("placement_type", now.placement_type, now),
            "placement_provider": self._code("placement_provider", now.placement_provider, now),
        }

    def _placements_in_the_year(self, child_id: str) -> int | None:
        """The placements of any day in the twelve months: the one at their start, and each that began in them."""
        if not self._covers(self.record.care_from, self.year_ago, ("episodes",)):
            return None
        placements, running = 0, False
        for each in (each for each in self.episodes[child_id] if each.legal_status not in SHORT_BREAKS):
            if each.start_reason is None:
                return None
            touches = each.ended_on is None or each.ended_on > self.year_ago
            if touches and (each.start_reason in _PLACEMENT_BEGINS or not running):
                placements += 1
            running = touches
        return placements

    def _had_an_earlier_period(self, periods: Sequence[PeriodOfCare]) -> bool | None:
        if any(each.ended_on is None or each.ended_on >= self.year_ago for each in periods[:-1]):
            return True
        return False if self._covers(self.record.care_from, self.year_ago, ("episodes",)) else None

    # --- all lists

    def _child(self, child_id: str) -> Row | None:
        """The columns every list begins with; None, with a problem, for an id that no cell can hold."""
        child = self.children.get(child_id) or Child(child_id)
        if not workbook_write.can_hold(child_id):
            if child_id not in self._refused:
                self._refused.add(child_id)
                self.problems.append(
                    about(
                        "RECORD-ID", child_id, child.read_from, None, None,
                        f"The id {child_id[:60]!r} holds signs that no workbook can. The rows of the child were not written.",
                        "Correct the id in your system and load again.",
                    )
                )  # fmt: skip
            return None
        unborn = self._by(child.born_on) is None and (child.born_on or child.expected_on) is not None
        return {
            "child_id": child_id,
            "sex": self._code("sex", child.sex or "U", child),
            "ethnicity": self._code("ethnicity", child.ethnicity, child),
            "born_on": child.expected_on if unborn else child.born_on,
            "age": _UNBORN if unborn else _age(child.born_on, self.last),
        }

    def _code(self, kind: str, code: str | None, row: Child | Episode | PeriodOfCare | Plan) -> str | None:
        """The code as the lists write it, one that came later as it is; what is no code is left blank, with a problem."""
        known = _preferred()[kind]
        if code is None or code in known or _CODE.fullmatch(code):
            return known.get(code, code) if code else None
        self._blank(row.child_id, row.read_from, kind, "Correct it in your system and load again.")
        return None

    def _blank(self, child_id: str, read_from: str, what: str, remedy: str) -> None:
        message = f"For child {child_id[:60]} the record has no {what} that can be listed. It was left blank."
        self.problems.append(about("RECORD-BLANK", child_id, read_from, what, None, message, remedy, QUERY))

    def _by(self, day: date | None) -> date | None:
        return day if day is not None and day <= self.last else None

    def _covers(self, covered_from: date | None, first: date, tables: tuple[str, ...]) -> bool:
        """Whether the record can be relied on from this day on."""
        known = covered_from is not None and covered_from <= first
        return known and self.record.why_missing(tables, first, self.last) is None

    def _latest_event(self, child_id: str, kind: str, first: date) -> Event | None:
        found = [event for event in self.events[child_id, kind] if event.happened_on >= first]
        return max(found, key=lambda event: event.happened_on, default=None)

    def _latest_day(self, period: PeriodOfCare, kind: str) -> date | None:
        event = self._latest_event(period.child_id, kind, period.began_on)
        return event.happened_on if event else None


def _age(born_on: date | None, day: date) -> int | None:
    """The age in whole years."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _seen_alone(visit: Event | None) -> bool | None:
    """Yes or no where the record says; that a child was seen does not say whether alone."""
    return {"seen_alone": True, "not_seen_alone": False, "not_seen": False}.get(visit.outcome or "") if visit else None


def _start_of(chain: Sequence[Episode], same: str | None, begins: frozenset[str]) -> date | None:
    """When what the latest episode shows began: the latest episode with such a reason to start, if nothing changed since."""
    for each in reversed(chain):
        if same is not None and getattr(each, same) != getattr(chain[-1], same):
            return None
        if each.start_reason in begins:
            return each.started_on
    return None
