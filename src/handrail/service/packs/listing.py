"""The lists by child that inspectors ask for, from a record: Annex A's, and the records behind some measures."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from handrail.measures.counting import ListedRow
from handrail.measures.definitions import Measure, all_measures
from handrail.measures.engine import Engine
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.profiles import Profile
from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns.annex_a.lists import lists as official
from handrail.returns.annex_a.write import sheets_on
from handrail.returns.outgoing import months_before, uk
from handrail.returns.workbook_write import Sheet, can_hold, packed

MEASURES = {
    "reviews_held_on_time": "Reviews held",
    "reviews_overdue": "Reviews overdue",
    "child_participation": "Taking part in reviews",
    "icpc_within_15_working_days": "Initial conferences",
    "rcpc_held_on_time": "Review conferences",
    "children_in_disputes": "Children in disputes",
}
"""The measures whose records are listed, each with the name of its sheet."""
MONTHS = 6
"""Annex A's lists hold what was open in the six months to their day; the others hold the same time."""
ABOUT = "About"
CHILD = "Child Unique ID"
_HEADINGS = (CHILD, "About", "Day", "Due", "How it counts")
_OUTCOMES = {
    "met": "As it should be",
    "not_met": "Not as it should be",
    "counted": "Counted",
    "not_assessable": "Cannot be judged",
    "not_recorded": "Not recorded",
}


class Lists(NamedTuple):
    """The lists, each with its title; and what was left out or is not certain, in plain words."""

    sheets: list[Sheet]
    titles: list[str]
    left_out: list[str]


def lists_on(record: Record, profile: Profile, snapshot: date) -> Lists:
    """Every list as it stood at the end of a day."""
    annex, problems = sheets_on(record, snapshot)
    of_measures = list(_of_measures(record, profile, snapshot))
    sheets = [*annex, *(sheet for sheet, _, _ in of_measures if sheet)]
    titles = {one.sheet: one.title for one in official().values()}
    named = [titles[sheet.name] for sheet in annex] + [title for sheet, title, _ in of_measures if sheet]
    left_out = [*map(_said, problems), *(f"{title}: {why}" for _, title, why in of_measures if why)]
    return Lists(sheets, named, list(dict.fromkeys(left_out)))


def workbook(found: Lists, council: str, snapshot: date) -> bytes:
    """The lists as a workbook, with a page in front that says what is in it. No text of it runs as a formula."""
    contents = [(title, sheet.name, len(sheet.rows)) for sheet, title in zip(found.sheets, found.titles, strict=True)]
    said = [
        (f"{council}: lists by child as they stood on {uk(snapshot)}", None, None),
        ("As recorded, with no name in it. Children are told apart by the council's own ids.", None, None),
        *contents,
        *((f"To know: {one}"[:1_000], None, None) for one in found.left_out),
    ]
    about = Sheet(ABOUT, None, ("List", "Sheet", "Rows"), said)
    return packed([about, *found.sheets], snapshot)


def _of_measures(record: Record, profile: Profile, snapshot: date) -> Iterator[tuple[Sheet | None, str, str]]:
    """For each measure its sheet, None where it could not be counted; its title; and why not, or what is not certain of it."""
    measures = [all_measures()[name] for name in MEASURES]
    period = Period(months_before(snapshot, MONTHS), snapshot)
    given = {**profile.settings, "basis_of_record": "recorded"}
    engine = Engine(record, [period], given, measures, used=lists_of(profile))
    for one in measures:
        figure = engine.figures(one)[0]
        counted = figure.numerator is not None
        sheet = _sheet(one, engine.rows(one)) if counted else None
        yield sheet, one.title, figure.note or ("" if counted else "It cannot be counted.")


def _sheet(one: Measure, rows: Sequence[ListedRow]) -> Sheet:
    shown = [
        (row.child_id, row.subject, row.event_on, row.due_on, _OUTCOMES[row.outcome])
        for row in rows
        if row.child_id and can_hold(row.child_id) and can_hold(row.subject or "")
    ]
    return Sheet(MEASURES[one.name], None, _HEADINGS, shown)


def _said(one: Problem) -> str:
    return f"{one.message} {one.what_to_do}"
