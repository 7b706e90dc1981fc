"""An authority being made: its record, its year, and chance that is the same for the same seed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from handrail.fictional.calendar import months_after, years_after
from handrail.record.record import Missing, Record
from handrail.record.schema import TABLES
from handrail.record.tables import Child

DAY = timedelta(days=1)
_NOT_MADE = "The published report gives nothing of it, so it was not made up."
_ETHNICITIES = {"WBRI": 80, "WOTH": 5, "MWBC": 4, "MOTH": 3, "APKN": 3, "BAFR": 3, "AOTH": 2}


class Published(NamedTuple):
    """An authority as made up: the record of the year reported, and a snapshot of each earlier year it compares with.

    `records` are named as a table names its periods: year, last_year, year_before.
    """

    name: str
    first_day: date
    records: dict[str, Record]


@dataclass
class Made:
    """An authority being made, in one year."""

    name: str
    first_day: date
    record: Record = field(default_factory=Record)

    @property
    def last_day(self) -> date:
        """The last day of the year."""
        return years_after(self.first_day, 1) - DAY

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        return [months_after(self.first_day, number) for number in range(12)]

    def dice(self, *about: str | int) -> Random:
        """Chance for one purpose."""
        return Random("/".join(map(str, (self.name, self.first_day.year, *about))))

    def day(self, month: int, dice: Random) -> date:
        """Any day of a month of the year, which is counted from 0."""
        first = self.months[month]
        return first + timedelta(days=dice.randrange((months_after(first, 1) - first).days))

    def days(self, monthly: Sequence[int], dice: Random) -> list[date]:
        """So many days of each month, in order."""
        return sorted(self.day(month, dice) for month, number in enumerate(monthly) for _ in range(number))

    def earlier(self, years: int) -> "Made":
        """The same authority so many years before, to be made as a snapshot of its own."""
        return Made(self.name, years_after(self.first_day, -years))

    def finished(self) -> Record:
        """The record up to the end of the year; a table that holds nothing was not made, rather than empty."""
        self.record.care_to = self.record.protection_to = self.last_day
        self.record.missing = [
            Missing(table.name, _NOT_MADE) for table in TABLES if not getattr(self.record, table.name)
        ]
        return self.record

    def child(self, born_on: date, dice: Random) -> str:
        """A new child, and its id."""
        child_id = f"{self.name[0].upper()}{len(self.record.children) + 1:05d}"
        ethnicity = dice.choices(list(_ETHNICITIES), list(_ETHNICITIES.values()))[0]
        self.record.children.append(Child(child_id, born_on, sex=dice.choice("MF"), ethnicity=ethnicity))
        return child_id

    def relabel(self, column: str, labels: Mapping[str, str]) -> None:
        """Give children their sex or ethnicity."""
        self.record.children = [
            child._replace(**{column: labels[child.child_id]}) if child.child_id in labels else child
            for child in self.record.children
        ]


def deal(keys: Iterable[str], counts: Mapping[str, int], dice: Random) -> dict[str, str]:
    """A label for each of these, each as often as its count says, dealt at random."""
    keys, labels = sorted(keys), [label for label, number in counts.items() for _ in range(number)]
    if len(keys) != len(labels):
        raise ValueError(f"{len(keys)} to be labelled, and {len(labels)} labels")
    dice.shuffle(labels)
    return dict(zip(keys, labels, strict=True))


def day_between(dice: Random, first: date, last: date) -> date:
    """Any day from the first to the last."""
    return first + timedelta(days=dice.randint(0, (last - first).days))


def born_for(dice: Random, on: date, from_years: float, until_years: float) -> date:
    """A birthday of someone whose age on a day lies between two ages in years, well clear of both."""
    days = dice.randint(round(from_years * 365.25) + 2, round(until_years * 365.25) - 3)
    born_on = on - timedelta(days=days)
    return born_on - DAY if (born_on.month, born_on.day) == (2, 29) else born_on
