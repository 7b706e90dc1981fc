"""What the tables on care and on child protection share: events, due dates, and findings about one row."""

from collections.abc import Iterable
from datetime import date

from handrail.record.problems import ERROR, Problem, place_of
from handrail.record.tables import Event, RecordedDue


def seen(was_seen: bool | None, alone: bool | None) -> str | None:
    """How a child was seen at a visit, in the words of the record."""
    if alone and was_seen is not False:
        return "seen_alone"
    if was_seen is None:
        return None
    return "seen" if was_seen else (None if alone else "not_seen")


def event(child: str | None, kind: str, day: date | None, outcome: str | None, where: str) -> Event | None:
    """The event, or None where no child or no day is known."""
    return Event(child, kind, day, outcome, where) if child and day else None


def unique_events(events: Iterable[Event | None]) -> list[Event]:
    """Each kind of event of a child once a day; of several on one day the one that says most."""
    found: dict[tuple[str, str, date], Event] = {}
    for each in events:
        if each is None:
            continue
        before = found.get(each[:3])
        if before is None or (_says(each), each.read_from) < (_says(before), before.read_from):
            found[each[:3]] = each
    return list(found.values())


_MOST_FIRST = ("seen_alone", "seen", "not_seen")


def _says(each: Event) -> tuple[int, str]:
    outcome = each.outcome or ""
    return (_MOST_FIRST.index(outcome) if outcome in _MOST_FIRST else len(_MOST_FIRST) + (not outcome), outcome)


def unique_dues(dues: Iterable[RecordedDue]) -> list[RecordedDue]:
    """Each thing said to be due once, however often it stands."""
    found: dict[tuple[object, ...], RecordedDue] = {}
    for due in dues:
        before = found.get(due[:-1])
        if before is None or due.read_from < before.read_from:
            found[due[:-1]] = due
    return list(found.values())


def problem(rule: str, severity: str, where: str, child: str | None, what: str, remedy: str) -> Problem:
    """A finding about one row, named by where it was read."""
    place, number = place_of(where)
    shown = f"Row {number} of {place}" if number is not None else where
    return Problem(rule, severity, place, number, child, None, None, f"{shown}: {what}", remedy)


def wrong_order(where: str, child: str, called: str, began_on: date, ended_on: date) -> Problem:
    """HR-SSD-ORDER: an entry that ends before it begins is left out."""
    what = f"the {called} of {began_on:%d/%m/%Y} ends before it begins, on {ended_on:%d/%m/%Y}. It was left out."
    return problem("HR-SSD-ORDER", ERROR, where, child, what, "Correct its dates in the case system.")
