"""Writing the made-up authority as a Standard Safeguarding Dataset: a folder of CSV files with the case system's due dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from handrail.fictional.calendar import working_days_after
from handrail.fictional.due_dates import Entry, Limit, by_convention, conference_entries, review_entries
from handrail.fictional.faults import Faults
from handrail.fictional.story import Authority
from handrail.record.record import Record
from handrail.record.tables import PeriodOfCare

Value = str | date | bool | None
Row = dict[str, Value]
_REVIEWS, _PLAN_REVIEWS = "ssd/ssd_cla_reviews.csv", "ssd/ssd_cp_reviews.csv"
_INITIAL = "ssd/ssd_initial_cp_conference.csv"
_CONFERENCE_WITHIN = Limit(working_days=15)
_NEEDS_A_CONFERENCE = '{"CP_CONFERENCE_FLAG": "Y", "NFA_FLAG": "N"}'
_NEEDS_NONE = '{"CP_CONFERENCE_FLAG": "N", "NFA_FLAG": "Y"}'


def write(authority: Authority, record: Record, folder: Path, convention: str, faults: Faults) -> int:
    """Write the tables of the dataset that the authority fills; how many rows they hold.

    Due dates follow the convention; what `faults` plants in them it lists itself.
    """
    dataset = _Dataset(authority, record, convention, faults)
    folder.mkdir(parents=True, exist_ok=True)
    return sum(_write_table(folder, name, list(rows)) for name, rows in dataset.tables().items())


def _write_table(folder: Path, name: str, rows: list[Row]) -> int:
    from handrail.returns.outgoing import write_csv
    from handrail.returns.ssd.layout import tables

    table = tables()[name]
    facts = [column.name for column in table.columns]
    headings = [column.names[0] for column in table.columns]
    write_csv(folder / f"{table.names[0]}.csv", headings, ([_text(row.get(fact)) for fact in facts] for row in rows))
    return len(rows)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    return value.isoformat() if isinstance(value, date) else value


class _Dataset:
    """Gathers the rows of each table from the record, and the due dates from the stories."""

    def __init__(self, authority: Authority, record: Record, convention: str, faults: Faults) -> None:
        self.authority, self.record, self.convention, self.faults = authority, record, convention, faults
        self.upn = {story.person.child_id: story.person.upn for story in authority.stories}
        self.family = {story.person.child_id: story.family for story in authority.stories}
        self.periods: dict[str, list[PeriodOfCare]] = defaultdict(list)
        for period in record.periods_of_care:
            self.periods[period.child_id].append(period)
        self.contacts = [event for event in record.events if event.kind == "iro_contact"]

    def tables(self) -> Mapping[str, Iterable[Row]]:
        """The rows of each table."""
        return {
            "person": self._people(),
            "linked_identifiers": self._numbers(),
            "cla_episodes": self._episodes(),
            "cla_placement": self._placements(),
            "legal_status": self._statuses(),
            "cla_reviews": self._reviews(),
            "cla_visits": self._visits("visit"),
            "s47_enquiry": self._enquiries(),
            "initial_cp_conference": self._initial_conferences(),
            "cp_plans": self._plans(),
            "cp_reviews": self._plan_reviews(),
            "cp_visits": self._visits("cp_visit"),
            "missing": [],
        }

    # --- children looked after

    def _people(self) -> Iterator[Row]:
        for child in self.record.children:
            yield {
                "person": child.child_id, "upn": self.upn[child.child_id], "sex": child.sex,
                "ethnicity": child.ethnicity, "born_on": child.born_on, "expected_on": child.expected_on,
            }  # fmt: skip

    def _numbers(self) -> Iterator[Row]:
        for number, child in enumerate(self.record.children, 1):
            upn = self.upn[child.child_id]
            yield {"link": f"{number}", "person": child.child_id, "kind": "Unique Pupil Number", "value": upn}

    def _episodes(self) -> Iterator[Row]:
        latest: dict[str, date] = {}
        for event in self.contacts:
            latest[event.child_id] = max(event.happened_on, latest.get(event.child_id, date.min))
        last_of = {episode.child_id: index for index, episode in enumerate(self.record.episodes)}
        for index, each in enumerate(self.record.episodes):
            contact = latest.get(each.child_id) if last_of[each.child_id] == index else None
            yield {
                "episode": f"E{index}", "person": each.child_id, "placement": f"P{index}",
                "started_on": each.started_on, "start_reason": each.start_reason, "need": each.need,
                "ended_on": each.ended_on, "end_reason": each.end_reason,
                "period": self._period(each.child_id, each.started_on), "iro_contact_on": contact,
            }  # fmt: skip

    def _placements(self) -> Iterator[Row]:
        for index, each in enumerate(self.record.episodes):
            yield {
                "placement": f"P{index}", "period": self._period(each.child_id, each.started_on),
                "started_on": each.started_on, "ended_on": each.ended_on, "type": each.placement_type,
                "provider": each.placement_provider,
            }  # fmt: skip

    def _statuses(self) -> Iterator[Row]:
        for index, each in enumerate(self.record.episodes):
            yield {
                "status_id": f"L{index}", "person": each.child_id, "status": each.legal_status,
                "started_on": each.started_on, "ended_on": each.ended_on,
            }  # fmt: skip

    def _period(self, child_id: str, day: date) -> str:
        """The id of the period of care a day lies in; short breaks have one a child."""
        found = [period for period in self.periods[child_id] if period.began_on <= day]
        return f"{child_id}-{found[-1].began_on:%Y%m%d}" if found else f"{child_id}-short-breaks"

    def _reviews(self) -> Iterator[Row]:
        for index, true in enumerate(review_entries(self.authority)):
            entry = self._listed(true, _REVIEWS, index + 2, "clar_cla_review_due_date")
            day = entry.held_on or self.authority.span.whole.last_day
            yield {
                "review": f"R{index}", "period": self._period(entry.child_id, day), "person": entry.child_id,
                "due_on": entry.due_on, "held_on": entry.held_on, "cancelled": False,
                "participation": entry.participation,
            }  # fmt: skip

    def _visits(self, kind: str) -> Iterator[Row]:
        visits = (event for event in self.record.events if event.kind == kind)
        for index, each in enumerate(visits):
            seen = {"seen_alone": True, "seen": True, "not_seen": False}.get(each.outcome or "")
            alone = each.outcome == "seen_alone" if seen is not None else None
            row: Row = {
                "visit": f"V{index}", "person": each.child_id, "visited_on": each.happened_on, "seen": seen,
                "seen_alone": alone,
            }  # fmt: skip
            if kind == "visit":
                row["period"] = self._period(each.child_id, each.happened_on)
            yield row

    # --- child protection

    def _enquiries(self) -> Iterator[Row]:
        for each in self.record.enquiries:
            yield {
                "enquiry": _enquiry_id(each.child_id, each.started_on), "person": each.child_id,
                "started_on": each.started_on, "no_further_action": bool(each.conference_not_needed),
                "outcomes": _NEEDS_NONE if each.conference_not_needed else _NEEDS_A_CONFERENCE,
            }  # fmt: skip

    def _initial_conferences(self) -> Iterator[Row]:
        conferences = {each.conference_id: each for each in self.record.conferences}
        entries = {(entry.child_id, entry.held_on): entry for entry in self._initial_entries()}
        children = (row for row in self.record.conference_children if conferences[row.conference_id].kind != "review")
        for index, each in enumerate(children):
            conference, began_on = conferences[each.conference_id], each.enquiry_started_on
            entry = entries.get((each.child_id, conference.held_on)) if began_on else None
            listed = self._listed(entry, _INITIAL, index + 2, "icpc_icpc_target_date") if entry else None
            yield {
                "conference": f"I{index}", "meeting": each.conference_id, "person": each.child_id,
                "enquiry": _enquiry_id(each.child_id, began_on) if began_on else None,
                "transfer_in": conference.kind == "transfer_in",
                "target_on": listed.due_on if listed else None, "held_on": conference.held_on,
            }  # fmt: skip

    def _initial_entries(self) -> Iterator[Entry]:
        for each in self.record.enquiries:
            if each.conference_on:
                due_on = working_days_after(each.started_on, 15)
                yield Entry(
                    each.child_id, "icpc", each.started_on, _CONFERENCE_WITHIN, due_on, each.conference_on,
                    None, each.started_on >= self.authority.span.first_day,
                )  # fmt: skip

    def _plans(self) -> Iterator[Row]:
        for each in self.record.plans:
            yield {
                "plan": _plan_id(each.child_id, each.started_on), "person": each.child_id,
                "started_on": each.started_on, "ended_on": each.ended_on, "other_authority": False,
                "initial_category": each.initial_category, "latest_category": each.latest_category,
            }  # fmt: skip

    def _plan_reviews(self) -> Iterator[Row]:
        ours = {(plan.child_id, plan.started_on) for plan in self.record.plans}
        first_day = self.authority.span.first_day
        entries = [
            entry
            for story in self.authority.stories
            for plan in story.plans
            if (story.person.child_id, plan.started_on) in ours
            for entry in conference_entries(story, plan, first_day)
        ]
        for index, true in enumerate(entries):
            entry = self._listed(true, _PLAN_REVIEWS, index + 2, "cppr_cp_review_due")
            group = self.family[entry.child_id] or entry.child_id
            meeting = f"{group}-{entry.held_on:%Y%m%d}-review" if entry.held_on else None
            yield {
                "review": f"C{index}", "person": entry.child_id, "cancelled": False, "meeting": meeting,
                "plan": _plan_id(entry.child_id, entry.plan_from or entry.starts_on),
                "due_on": entry.due_on, "held_on": entry.held_on,
            }  # fmt: skip

    def _listed(self, entry: Entry, file: str, row: int, column: str) -> Entry:
        """The entry as the system lists it: by its convention, and with the fault planted in it."""
        return self.faults.in_due_date(by_convention(entry, self.convention), file, row, column)


def _enquiry_id(child_id: str, started_on: date) -> str:
    return f"S{child_id}-{started_on:%Y%m%d}"


def _plan_id(child_id: str, started_on: date) -> str:
    return f"CP{child_id}-{started_on:%Y%m%d}"
