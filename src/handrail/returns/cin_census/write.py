"""Writing the conference and plan blocks of the CIN census for one census year from any record.

The record holds no referrals, needs or assessments, so what is written is no whole census: it is Section47,
DateOfInitialCPC and ChildProtectionPlans in the schema's order, and says so in its first lines. Each conference without
a local enquiry (a transfer in) stands in CINdetails of its own with the plan that began that day; everything else of a
child stands in one CINdetails. A date after the reference date had not come when the census was taken and is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handrail.record.problems import NOTE, QUERY, Problem
from handrail.record.record import Record
from handrail.record.tables import Child, ConferenceChild, Enquiry, Plan
from handrail.returns.cin_census.rows import day_after_a_year_before
from handrail.returns.cin_census.to_record import INITIAL, REVIEW, TRANSFER_IN
from handrail.returns.cin_census.write_forms import (
    ONLY_BLOCKS,
    Block,
    ChildBlock,
    Details,
    PlanBlock,
    header,
    write_flat,
    write_xml,
)
from handrail.returns.outgoing import Written, about, bad_id, is_return_id, iso, not_loaded, uk
from handrail.returns.values import statistical_year

_NEEDS = ("enquiries", "conferences", "conference_children", "plans")
_SEX_FROM = date(2025, 3, 31)
_GENDERS = {"M": "1", "F": "2", "U": "0"}
_CATEGORIES = frozenset({"NEG", "PHY", "SAB", "EMO", "MUL"})
_UPN = re.compile(r"[A-Za-z]\d{11}[\dA-Za-z]", re.ASCII)
_COMPLETE = "Record it and write the blocks again, or complete it in the census."


def write(record: Record, folder: Path, reference_date: date, lea: str) -> Written:
    """Write the census year that ends on the reference date as `xml/CIN_….xml`, and flattened in `csv/CIN_…/`.

    What the census cannot hold is left out with a problem; where conferences or plans of the year were not loaded,
    nothing is written. Raises ValueError for a code that is no local authority's.
    """
    if re.fullmatch(r"\d{3}", lea, re.ASCII) is None:
        raise ValueError(f"'{lea}' is not the code of a local authority: it has three figures.")
    ending = statistical_year(reference_date)
    name = f"CIN_{ending - 1}-{ending % 100:02}.xml"
    gap = not_loaded(record, _NEEDS, day_after_a_year_before(reference_date), reference_date, name)
    if gap is not None:
        return Written({}, [gap])
    census = _Census(record, reference_date)
    children = list(census.children())
    head = header(reference_date, lea)
    write_xml(folder / "xml" / name, head, children)
    files = {folder / "xml" / name: len(children)} | write_flat(folder / "csv" / name[:-4], head, children)
    whole = Problem("RECORD-BLANK", NOTE, name, None, None, None, None, ONLY_BLOCKS, "Complete it, or take the blocks.")
    return Written(files, [whole, *census.problems])


class _Census:
    """Chooses from the record what belongs to one census year, and keeps the problems met on the way."""

    def __init__(self, record: Record, reference_date: date) -> None:
        self.first, self.last = day_after_a_year_before(reference_date), reference_date
        self.record, self.problems = record, list[Problem]()
        self.known = {child.child_id: child for child in record.children}
        self.upns = defaultdict[str, set[str]](set)
        for each in record.identifiers:
            if each.scheme == "upn" and _UPN.fullmatch(each.value):
                self.upns[each.child_id].add(each.value)
        self.initial = defaultdict[tuple[str, date | None], dict[date, str]](dict)
        self.transfers = defaultdict[str, dict[date, str]](dict)
        self.reviews = defaultdict[tuple[str, date | None], dict[date, str]](dict)
        self._sort_conferences()

    def _sort_conferences(self) -> None:
        held = {conference.conference_id: conference for conference in self.record.conferences}
        for row in self.record.conference_children:
            conference = held.get(row.conference_id)
            if conference is not None:
                self._sort(row, conference.kind, conference.held_on)

    def _sort(self, row: ConferenceChild, kind: str, held_on: date) -> None:
        if kind == INITIAL:
            self.initial[row.child_id, row.enquiry_started_on][held_on] = row.read_from
        elif kind == TRANSFER_IN:
            self.transfers[row.child_id][held_on] = row.read_from
        elif kind == REVIEW:
            self.reviews[row.child_id, row.plan_started_on][held_on] = row.read_from

    def children(self) -> Iterator[ChildBlock]:
        """Every child of whom something belongs to the census year, in order of id."""
        details = self._details()
        for child_id in sorted(details):
            child = self.known.get(child_id) or Child(child_id)
            if is_return_id(child_id):
                found = [each for each in details[child_id] if each.leaves or each.enquiries or each.plans]
                yield ChildBlock(self._identifiers(child), self._characteristics(child), found)
            else:
                self.problems.append(bad_id(child_id, child.read_from, "The blocks of the child were"))

    def _details(self) -> dict[str, list[Details]]:
        """The CINdetails of each child: the general one first, then one for each transfer in."""
        details: dict[str, list[Details]] = {}
        conferences: dict[str, set[date]] = defaultdict(set)
        for child_id, held_on, block in self._enquiries():
            details.setdefault(child_id, [Details()])[0].enquiries.append(block)
            conferences[child_id].update({held_on} if held_on else ())
        own: dict[tuple[str, date], Details] = {}
        for child_id, held in self.transfers.items():
            for day in sorted(held):
                if self._in_year(day) and day not in conferences[child_id]:
                    own[child_id, day] = Details({"DateOfInitialCPC": iso(day)})
                    details.setdefault(child_id, [Details()]).append(own[child_id, day])
        for plan in sorted(self.record.plans, key=lambda plan: (plan.child_id, plan.started_on)):
            if self._is_alive(plan):
                general = details.setdefault(plan.child_id, [Details()])[0]
                own.get((plan.child_id, plan.started_on), general).plans.append(self._plan(plan))
        self._tell_of_reviews_without_plan()
        return details

    def _enquiries(self) -> Iterator[tuple[str, date | None, Block]]:
        """Each enquiry that began in the year or led to a conference in it: once for each of its conferences."""
        enquiries = {(each.child_id, each.started_on): each for each in self.record.enquiries}
        starts = {key: enquiry.conference_on for key, enquiry in enquiries.items()}
        for child_id, started_on in self.initial:
            if started_on is not None:
                starts.setdefault((child_id, started_on), None)
        self._tell_of_conferences_without_enquiry()
        for key in sorted(starts):
            child_id, started_on = key
            enquiry = enquiries.get(key) or Enquiry(child_id, started_on)
            held = sorted({*self.initial.get(key, ()), *([enquiry.conference_on] if enquiry.conference_on else ())})
            in_year = [day for day in held if self._in_year(day)]
            for day in in_year:
                yield child_id, day, self._enquiry(enquiry, day)
            if not in_year and self._in_year(started_on):
                if held and held[0] < started_on:
                    self._tell_of_conference_before(enquiry, held[0])
                else:
                    yield child_id, None, self._enquiry(enquiry, None, bool(held))

    def _enquiry(self, enquiry: Enquiry, held_on: date | None, held_later: bool = False) -> Block:
        not_needed = enquiry.conference_not_needed
        if not_needed is None and (held_on or held_later):
            not_needed = False
        return {
            "S47ActualStartDate": iso(enquiry.started_on),
            "InitialCPCtarget": iso(enquiry.conference_target_on),
            "DateOfInitialCPC": iso(held_on),
            "ICPCnotRequired": self._required(
                enquiry, "ICPCnotRequired", None if not_needed is None else str(int(not_needed)),
                f"the enquiry of {uk(enquiry.started_on)} of ",
            ),
        }  # fmt: skip

    def _plan(self, plan: Plan) -> PlanBlock:
        of = f"the plan of {uk(plan.started_on)} of "
        previous = None if plan.previous_plans is None or plan.previous_plans < 0 else str(plan.previous_plans)
        leaves = {
            "CPPstartDate": iso(plan.started_on),
            "CPPendDate": iso(self._by(plan.ended_on)),
            "InitialCategoryOfAbuse": self._category(plan, "InitialCategoryOfAbuse", plan.initial_category, of),
            "LatestCategoryOfAbuse": self._category(plan, "LatestCategoryOfAbuse", plan.latest_category, of),
            "NumberOfPreviousCPP": self._required(plan, "NumberOfPreviousCPP", previous, of),
        }
        reviews = self.reviews.get((plan.child_id, plan.started_on), {})
        return PlanBlock(leaves, sorted(day for day in reviews if self._in_year(day)))

    def _identifiers(self, child: Child) -> Block:
        born_on = self._by(child.born_on)
        expected_on = None if born_on else child.expected_on
        if born_on is None and expected_on is None:
            self._required(child, "PersonBirthDate", None)
        sex = child.sex if born_on else "U"
        known = self._required(child, "Sex", sex if sex in _GENDERS else None)
        later = self.last >= _SEX_FROM
        upns = self.upns.get(child.child_id, set())
        return {
            "LAchildID": child.child_id,
            "UPN": next(iter(upns)) if len(upns) == 1 else "",
            "PersonBirthDate": iso(born_on),
            "ExpectedPersonBirthDate": iso(expected_on),
            "GenderCurrent": "" if later else _GENDERS.get(known, ""),
            "Sex": known if later else "",
            "PersonDeathDate": iso(self._by(child.died_on)),
        }

    def _characteristics(self, child: Child) -> Block:
        known = child.ethnicity if re.fullmatch("[A-Z]{4}", child.ethnicity or "") else None
        return {"Ethnicity": self._required(child, "Ethnicity", known)}

    def _category(self, plan: Plan, name: str, code: str | None, of: str) -> str:
        return self._required(plan, name, code if code in _CATEGORIES else None, of)

    def _required(self, row: Child | Enquiry | Plan, name: str, value: str | None, of: str = "") -> str:
        """The value, or blank with a problem where the census requires one and the record has none it knows."""
        if value is None:
            whose = f"{of}child {row.child_id[:60]}"
            self.problems.append(
                about(
                    "RECORD-BLANK", row.child_id, row.read_from, name, None,
                    f"For {whose} the record has no {name} that the census knows. It was left blank.",
                    _COMPLETE, QUERY,
                )
            )  # fmt: skip
        return value or ""

    def _in_year(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def _by(self, day: date | None) -> date | None:
        """The day, if it had come by the reference date."""
        return day if day is not None and day <= self.last else None

    def _is_alive(self, plan: Plan) -> bool:
        return plan.started_on <= self.last and (plan.ended_on is None or plan.ended_on >= self.first)

    def _tell_of_conferences_without_enquiry(self) -> None:
        for (child_id, started_on), held in self.initial.items():
            for day, read_from in held.items():
                if started_on is None and self._in_year(day):
                    self._unplaced(
                        child_id, read_from, "DateOfInitialCPC", day,
                        f"The initial conference of {uk(day)} of child {child_id[:60]} belongs to no enquiry, and the "
                        "census holds it only with the start of its enquiry.",
                        "Record the enquiry that led to it, or that it was a transfer in.",
                    )  # fmt: skip

    def _tell_of_conference_before(self, enquiry: Enquiry, day: date) -> None:
        self._unplaced(
            enquiry.child_id, enquiry.read_from, "DateOfInitialCPC", day,
            f"The enquiry of {uk(enquiry.started_on)} of child {enquiry.child_id[:60]} led to a conference of {uk(day)}, "
            "which lies before it and before the census year.",
            "Correct the start of the enquiry or the day of the conference.",
        )  # fmt: skip

    def _tell_of_reviews_without_plan(self) -> None:
        alive = {(plan.child_id, plan.started_on) for plan in self.record.plans if self._is_alive(plan)}
        for (child_id, started_on), held in self.reviews.items():
            for day, read_from in held.items():
                if self._in_year(day) and (child_id, started_on) not in alive:
                    self._unplaced(
                        child_id, read_from, "CPPreviewDate", day,
                        f"The review conference of {uk(day)} of child {child_id[:60]} belongs to no plan of the census "
                        "year.",
                        "Record which plan it reviewed.",
                    )  # fmt: skip

    def _unplaced(self, child: str, read_from: str, name: str, day: date, message: str, remedy: str) -> None:
        said = f"{message} It was not written; the rest was."
        self.problems.append(about("RECORD-UNPLACED", child, read_from, name, iso(day), said, remedy))
