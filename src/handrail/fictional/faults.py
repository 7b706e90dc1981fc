"""Faults planted in what is handed over, at a stated rate, each listed with what is true."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from handrail.fictional.due_dates import Entry, from_planned_day, wrong_dates


class Fault(NamedTuple):
    """A planted fault: its kind, the file and the row as a person counts it, the child, what is true and what was written."""

    kind: str
    file: str
    row: int
    child: str
    field: str
    true: str
    written: str


@dataclass
class Faults:
    """Plants faults in about this share of the rows that can bear one. A rate of nought plants none."""

    rate: float
    seed: int
    planted: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not 0 <= self.rate <= 1:
            raise ValueError(f"a rate of faults lies between 0 and 1, {self.rate:g} does not")

    def strikes(self, file: str, row: int) -> Random | None:
        """Chance for the fault of this row, or None where it has none."""
        if not self.rate:
            return None
        dice = Random(f"{self.seed}/faults/{file}/{row}")
        return dice if dice.random() < self.rate else None

    def plant(self, kind: str, file: str, row: int, child: str, column: str, true: str, written: str) -> None:
        """List a fault."""
        self.planted.append(Fault(kind, file, row, child, column, true, written))

    def in_due_date(self, entry: Entry, file: str, row: int, column: str, planned_start: date | None = None) -> Entry:
        """The entry, or the entry with a mistaken due date of a kind that nothing else would make."""
        dice = self.strikes(file, row)
        if dice is None or not entry.comparable or entry.limit is None or entry.due_on is None:
            return entry
        elsewhere = from_planned_day(entry.limit, planned_start) if planned_start else set()
        wrong = {
            kind: day
            for kind, day in wrong_dates(entry.limit, entry.starts_on, planned_start).items()
            if day != entry.due_on
            and (kind == "runs_from_planned_date" or day not in elsewhere)
            and entry.starts_on < day < (entry.stops_on or date.max)
        }
        if not wrong:
            return entry
        kind = dice.choice(sorted(wrong))
        true_on = entry.limit.after(entry.starts_on)
        self.plant(kind, file, row, entry.child_id, column, true_on.isoformat(), wrong[kind].isoformat())
        return entry._replace(due_on=wrong[kind])
