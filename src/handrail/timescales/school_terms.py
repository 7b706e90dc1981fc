"""School terms, which each authority loads: schools set their own, and the bank-holiday calendar does not know them."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from handrail.timescales.working_days import OutsideCalendar, WorkingDays

COLUMNS = ("name", "first_day", "last_day")


@dataclass(frozen=True)
class Closure:
    """Days inside a term on which the school is closed, such as half-term; both days included."""

    first: date
    last: date


@dataclass(frozen=True)
class Term:
    """A school term: its name, its first and last day, both included."""

    name: str
    first: date
    last: date


class SchoolTerms:
    """The terms of a school or an authority, in order, with the closures inside them."""

    def __init__(self, terms: Iterable[Term], closures: Iterable[Closure], calendar: WorkingDays) -> None:
        self.terms = sorted(terms, key=lambda term: term.first)
        self._closures, self._calendar = list(closures), calendar

    def is_school_day(self, day: date) -> bool:
        """A working day inside a term and outside its closures."""
        return (
            any(term.first <= day <= term.last for term in self.terms)
            and not any(closure.first <= day <= closure.last for closure in self._closures)
            and self._calendar.is_working_day(day)
        )

    def days_after(self, day: date, count: int) -> date:
        """The count-th school day after this day, the day itself not counted. Raises OutsideCalendar."""
        last = self.terms[-1].last if self.terms else day
        while count and day < last:
            day += timedelta(days=1)
            count -= self.is_school_day(day)
        if count:
            raise OutsideCalendar(f"The school terms loaded end on {last.isoformat()}: load the terms after it.")
        return day

    def end_of_term_after(self, day: date, terms: int) -> date:
        """The last day of the term so many terms after the one this day lies in or follows. Raises OutsideCalendar."""
        begun = [place for place, term in enumerate(self.terms) if term.first <= day]
        if not begun or begun[-1] + terms >= len(self.terms):
            raise OutsideCalendar(f"The school terms loaded do not reach {terms} after {day.isoformat()}: load them.")
        return self.terms[begun[-1] + terms].last


def read_terms(path: Path, calendar: WorkingDays) -> SchoolTerms:
    """Read a CSV of terms (name, first_day, last_day); a row named "closed" is a closure inside a term.

    Raises ValueError naming the row and what is wrong with it.
    """
    terms, closures = [], []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"{path.name}: the first row has no column {', '.join(missing)}.")
        for number, row in enumerate(rows, 2):
            name = (row["name"] or "").strip()
            try:
                first, last = (date.fromisoformat((row[column] or "").strip()) for column in COLUMNS[1:])
            except ValueError:
                raise ValueError(f"{path.name}, row {number}: write both days as 2026-09-01.") from None
            if not name or last < first:
                raise ValueError(f"{path.name}, row {number}: a term has a name, and ends on or after its first day.")
            if name.lower() == "closed":
                closures.append(Closure(first, last))
            else:
                terms.append(Term(name, first, last))
    return SchoolTerms(terms, closures, calendar)
