"""Annex A lists as a record of their own.

The lists say how things stand on one day: the latest review, conference, visit and period only. So the record they make
can tell what is overdue on that day, and says of every other day that it was not loaded: a child's latest review is not
all the child's reviews, and no share of a year's reviews can be made from it.
"""

from datetime import date
from operator import attrgetter

from handrail.record.care import AUTHORITY_TO_PLACE, CONTINUES, PLACED_FOR_ADOPTION, SHORT_BREAKS
from handrail.record.problems import ERROR, NOTE, QUERY
from handrail.record.record import Record
from handrail.record.schema import TABLES
from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Enquiry,
    Episode,
    Event,
    Identifier,
    PeriodOfCare,
    Plan,
    Review,
)
from handrail.returns.annex_a import values
from handrail.returns.annex_a.coverage import CARE, ENQUIRIES, PROTECTION, missing, uk
from handrail.returns.annex_a.rows import ReadList, Row
from handrail.returns.part import ANNEX_A
from handrail.returns.values import LAST_CREDIBLE

INITIAL, REVIEW = "initial", "review"
_EVENTS = {
    "last_visit_on": "visit",
    "iro_contact_on": "iro_contact",
    "health_assessment_on": "health_assessment",
    "dental_check_on": "dental_check",
}
_CHECK_BOTH = "Find out which date is right, correct it in your system, export again and load again."


def record_of(found: dict[int, ReadList]) -> Record:
    """The record these lists make, with what they cannot answer."""
    reader = _Reader(Record())
    for number in sorted(found):
        for row in found[number].rows:
            reader.child(row)
    for number, read_row in ((PROTECTION, reader.plan), (ENQUIRIES, reader.enquiry), (CARE, reader.care)):
        for row in found[number].rows if number in found else ():
            read_row(row)
    record = reader.finished()
    as_at = reader.latest
    if CARE in found:
        record.care_from = record.care_to = as_at
    if found.keys() & {ENQUIRIES, PROTECTION}:
        record.protection_from = record.protection_to = as_at
    record.missing = list(missing(set(found), as_at))
    return record


class _Reader:
    """Takes in rows and keeps each entry once, the first that tells of it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.latest: date | None = None
        self.children: dict[str, Child] = {}
        self.plans: dict[str, list[Plan]] = {}
        self._seen: set[tuple[object, ...]] = set()

    def finished(self) -> Record:
        """The record in the order every record has."""
        record = self.record
        record.children = list(self.children.values())
        for table in TABLES:
            getattr(record, table.name).sort(key=attrgetter(*table.key))
        return record

    # --- list 4 to 10: who the child is

    def child(self, row: Row) -> None:
        """Who the row is about; what an earlier list said stays, and a blank is filled."""
        day = row.day("born_on")
        unborn = values.is_unborn(row.raw("age"))
        read = Child(
            row.child,
            None if unborn else day,
            day if unborn else None,
            None,
            row.value("sex", values.sex),
            row.value("ethnicity", values.code("ethnicity")),
            row.read_from,
        )
        before = self.children.get(row.child)
        if before is None:
            self.children[row.child] = read
            self.record.identifiers.append(Identifier(row.child, "council_id", row.child, ANNEX_A, row.read_from))
            return
        if before.born_on and read.born_on and before.born_on != read.born_on:
            what = f"the child was born on {uk(read.born_on)}, but {before.read_from} says {uk(before.born_on)}, which was used."
            row.tell("HR-AA-3", ERROR, row.of.kind.heading("born_on"), uk(read.born_on), what, _CHECK_BOTH)
        self.children[row.child] = before._replace(
            born_on=before.born_on or read.born_on,
            expected_on=before.expected_on or read.expected_on,
            sex=before.sex or read.sex,
            ethnicity=before.ethnicity or read.ethnicity,
        )

    # --- list 7: plans, latest review conferences, latest visits

    def plan(self, row: Row) -> None:
        """The plan, its latest review conference and the latest visit."""
        started_on, ended_on = self._happened(row, "plan_started_on", needed=True), self._happened(row, "plan_ended_on")
        self._in_order(row, "plan_started_on", started_on, "plan_ended_on", ended_on)
        reviewed_on = self._happened(row, "review_conference_on")
        self._in_order(row, "plan_started_on", started_on, "review_conference_on", reviewed_on)
        if started_on is not None:
            plan = Plan(
                row.child,
                started_on,
                ended_on,
                row.value("initial_category", values.abuse),
                row.value("latest_category", values.abuse),
                row.value("previous_plans", values.whole_number),
                row.read_from,
            )
            if self._new(row, "plan", row.child, started_on):
                self.record.plans.append(plan)
                self.plans.setdefault(row.child, []).append(plan)
        if reviewed_on is not None:
            self._conference(row, REVIEW, reviewed_on, None, started_on)
        self._event(row, "last_visit_on", "cp_visit", row.value("seen_alone", values.seen_alone))

    # --- list 5: enquiries and initial conferences

    def enquiry(self, row: Row) -> None:
        """The enquiry and the initial conference it led to."""
        started_on, held_on = (
            self._happened(row, "enquiry_started_on", needed=True),
            self._happened(row, "conference_on"),
        )
        not_needed = row.value("conference_not_needed", values.yes_no)
        self._in_order(row, "enquiry_started_on", started_on, "conference_on", held_on)
        if held_on is not None:
            self._conference(row, INITIAL, held_on, started_on, None)
        if started_on is None or not self._new(row, "enquiry", row.child, started_on):
            return
        if not_needed is False and held_on is None:
            not_needed = self._already_on_a_plan(row, started_on)
        self.record.enquiries.append(Enquiry(row.child, started_on, None, not_needed, held_on, row.read_from))

    def _already_on_a_plan(self, row: Row, started_on: date) -> bool:
        """Whether a conference that the list says was needed is not owed: "No" also means the child is on a plan."""
        open_plans = [plan for plan in self.plans.get(row.child, ()) if (plan.ended_on or date.max) >= started_on]
        if not open_plans:
            return False
        plan = min(open_plans, key=lambda each: each.started_on)
        heading = row.of.kind.heading("conference_on")
        if plan.started_on <= started_on:
            what = (
                f"no conference is dated, and list 7 has the child on a plan since {uk(plan.started_on)}: "
                "a child on a plan does not go to an initial conference. None is taken to be owed."
            )
            row.tell("HR-AA-1", NOTE, heading, None, what, "Nothing.")
        else:
            what = (
                f"no conference is dated, but list 7 has a plan from {uk(plan.started_on)}, after the enquiry began. "
                "None is taken to be owed, and whether it was in time cannot be told."
            )
            row.tell("HR-AA-2", QUERY, heading, None, what, "Give the date of the initial conference, if one was held.")
        return True

    # --- list 8: periods of care, latest reviews, latest visits and checks

    def care(self, row: Row) -> None:
        """The latest period of care, the episode the child is in, the latest review, visits and checks."""
        began_on, ended_on = self._happened(row, "care_began_on", needed=True), self._happened(row, "care_ended_on")
        self._in_order(row, "care_began_on", began_on, "care_ended_on", ended_on)
        status = row.value("legal_status", values.code("legal_status"))
        end_reason = row.value("end_reason", values.code("end_reason"))
        reviewed_on = self._happened(row, "review_on")
        # A blank says that none was held; where the column or a date is missing, that is not known.
        reviews_known = reviewed_on is not None or row.says_none("review_on")
        if (
            began_on is not None
            and status not in SHORT_BREAKS
            and self._new(row, "period of care", row.child, began_on)
        ):
            period = PeriodOfCare(row.child, began_on, reviews_known, ended_on, end_reason, True, row.read_from)
            self.record.periods_of_care.append(period)
        self._episodes(row, began_on, ended_on, status, end_reason)
        self._in_order(row, "care_began_on", began_on, "review_on", reviewed_on)
        if reviewed_on is not None and self._new(row, "review", row.child, reviewed_on):
            self.record.reviews.append(Review(row.child, reviewed_on, None, None, row.read_from))
        for fact, kind in _EVENTS.items():
            self._event(row, fact, kind, None)

    def _episodes(
        self, row: Row, began_on: date | None, ended_on: date | None, status: str | None, end_reason: str | None
    ) -> None:
        """The episode the child is in: it began with the legal status or the placement, whichever came later.

        The stretch before it is told only where adoption clocks start in it: a placement order older than the
        placement, or a placement for adoption older than the legal status.
        """
        status_from = self._happened(row, "legal_status_from", needed=True)
        placed_on = self._happened(row, "placement_from", needed=True)
        since = [day for day in (status_from, placed_on) if day]
        if not since or (len(since) == 1 and since[0] != began_on):
            return  # a change of the other kind may lie between, so the episode's first day is not known
        placement = row.value("placement_type", values.code("placement_type"))
        provider = row.value("placement_provider", values.code("placement_provider"))
        need = row.value("need", values.code("need"))
        first, started_on = min(since), max(since)
        if not self._new(row, "episode", row.child, started_on):
            return
        known: tuple[str | None, str | None, str | None, str | None] | None = None
        if first == status_from and status in AUTHORITY_TO_PLACE:
            known = (status, need, None, None)
        elif first == placed_on and placement in PLACED_FOR_ADOPTION:
            known = (None, need, placement, provider)
        if known is not None and first < started_on:
            rne = "S" if first == began_on else None
            before = Episode(row.child, first, started_on, rne, *known, CONTINUES, read_from=row.read_from)
            self.record.episodes.append(before)
        rne = "S" if started_on == began_on else None
        self.record.episodes.append(
            Episode(
                row.child,
                started_on,
                ended_on,
                rne,
                status,
                need,
                placement,
                provider,
                end_reason,
                read_from=row.read_from,
            )
        )

    # --- what all lists share

    def _happened(self, row: Row, fact: str, needed: bool = False) -> date | None:
        found = row.day(fact, needed)
        if found is not None and found <= LAST_CREDIBLE:
            self.latest = max(self.latest or found, found)
        return found

    def _event(self, row: Row, fact: str, kind: str, outcome: str | None) -> None:
        happened_on = self._happened(row, fact)
        if happened_on is not None and self._new(row, kind, row.child, happened_on):
            self.record.events.append(Event(row.child, kind, happened_on, outcome, row.read_from))

    def _conference(
        self, row: Row, kind: str, held_on: date, enquiry_started_on: date | None, plan_started_on: date | None
    ) -> None:
        began = "" if kind == INITIAL else f":{plan_started_on.isoformat() if plan_started_on else ''}"
        conference_id = f"{kind}:{row.child}{began}:{held_on.isoformat()}"
        if (conference_id,) not in self._seen:  # two enquiries may lead to one conference
            self._seen.add((conference_id,))
            self.record.conferences.append(Conference(conference_id, kind, held_on))
            self.record.conference_children.append(
                ConferenceChild(conference_id, row.child, enquiry_started_on, plan_started_on, read_from=row.read_from)
            )

    def _new(self, row: Row, what: str, *key: object) -> bool:
        if (what, *key) not in self._seen:
            self._seen.add((what, *key))
            return True
        said = f"the same {what.replace('_', ' ')} of the same child stands in a row before. The first was used."
        row.tell("ROW-TWICE", QUERY, None, None, said, "Give each once, and load again.")
        return False

    def _in_order(self, row: Row, first: str, earlier: date | None, second: str, later: date | None) -> None:
        if earlier is not None and later is not None and later < earlier:
            what = f"which is before “{row.of.kind.heading(first)}”, {uk(earlier)}. Both were kept as they stand."
            row.problem("VALUE-ORDER", second, uk(later), what, _CHECK_BOTH)
