"""Working days of England: any day but Saturday, Sunday, Christmas Day, Good Friday or a bank holiday.

Care Planning, Placement and Case Review (England) Regulations 2010, regulation 2(1). The holidays stand in
`bank_holidays.csv` with their sources; the table says which years it knows, and a date outside them is refused.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("bank_holidays.csv")


class OutsideCalendar(ValueError):
    """A date whose working days the calendar does not know."""


class WorkingDays:
    """The working days between two years, both included, given the holidays between them by date."""

    def __init__(self, holidays: Mapping[date, str], first_year: int, last_year: int) -> None:
        self.holidays = dict(holidays)
        self.first, self.last = date(first_year, 1, 1), date(last_year, 12, 31)
        days = (date.fromordinal(n) for n in range(self.first.toordinal(), self.last.toordinal() + 1))
        self._days = [day for day in days if day.weekday() < 5 and day not in self.holidays]

    def covers(self, day: date) -> bool:
        """Whether the calendar knows this day."""
        return self.first <= day <= self.last

    def is_working_day(self, day: date) -> bool:
        """Whether this is a working day. Raises OutsideCalendar for a day not in the table."""
        self._require(day)
        return day.weekday() < 5 and day not in self.holidays

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after this day, the day itself not counted; `count` is 1 or more."""
        self._require(day)
        return self._at(bisect_right(self._days, day) + count - 1, day)

    def before(self, day: date, count: int) -> date:
        """The `count`-th working day before this day, the day itself not counted; `count` is 1 or more."""
        self._require(day)
        return self._at(bisect_left(self._days, day) - count, day)

    def on_or_before(self, day: date) -> date:
        """The last working day on or before this day."""
        self._require(day)
        return self._at(bisect_right(self._days, day) - 1, day)

    def number(self, day: date) -> int:
        """How many working days of the table lie on or before this day: differences count working days."""
        self._require(day)
        return bisect_right(self._days, day)

    def skipped(self, after: date, until: date) -> list[tuple[date, str]]:
        """The weekdays after one day and up to another that are holidays, with their names."""
        day = after + timedelta(days=1)
        found = []
        while day <= until:
            if day.weekday() < 5 and day in self.holidays:
                found.append((day, self.holidays[day]))
            day += timedelta(days=1)
        return found

    def _at(self, index: int, asked: date) -> date:
        if 0 <= index < len(self._days):
            return self._days[index]
        raise OutsideCalendar(self._refusal(asked))

    def _require(self, day: date) -> None:
        if not self.covers(day):
            raise OutsideCalendar(self._refusal(day))

    def _refusal(self, day: date) -> str:
        return (
            f"Counting from {day.isoformat()} needs a year outside the table of bank holidays, which runs "
            f"from {self.first.year} to {self.last.year}. Add the year's holidays to the table first."
        )


@cache
def england() -> WorkingDays:
    """The working days of England that the table knows, 2005 to 2035."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        holidays = {date.fromisoformat(row["on"]): row["name"] for row in csv.DictReader(file)}
    years = [day.year for day in holidays]
    return WorkingDays(holidays, min(years), max(years))
