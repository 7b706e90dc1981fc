"""When something is due, and why: one clock, one day it started, one basis, one answer with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handrail.timescales.arithmetic import days_after, months_after, weeks_after, working_days_after
from handrail.timescales.clocks import STATUTORY, Clock, Figure, clock
from handrail.timescales.working_days import OutsideCalendar, WorkingDays, england

_COUNT: dict[str, Callable[[date, int, WorkingDays], date]] = {
    "working_day": working_days_after,
    "day": lambda day, amount, _: days_after(day, amount),
    "week": lambda day, amount, _: weeks_after(day, amount),
    "month": lambda day, amount, _: months_after(day, amount),
}


@dataclass(frozen=True)
class Deadline:
    """The last day in time, the last practical working day, and the reason.

    `due_on` is None when the clock stopped first; `stopped_on` then says when. `skipped` lists the holidays that a
    count of working days passed over.
    """

    clock: Clock
    basis: str
    counting: str
    figure: Figure
    from_on: date
    due_on: date | None
    latest_practical_on: date | None
    skipped: tuple[tuple[date, str], ...]
    stopped_on: date | None = None

    def because(self) -> dict[str, Any]:
        """The reason in parts: rule, counting, law, version (first day of the figure) and days skipped."""
        return {
            "rule": f"{self.clock.title}: {self.figure.limit} after {self.clock.trigger}",
            "counting": _counting_words(self.counting, self.figure),
            "law": self.figure.law,
            "certainty": self.figure.certainty,
            "evidence": self.figure.evidence,
            "version": self.figure.holds_from.isoformat(),
            "days_skipped": [{"date": day.isoformat(), "name": name} for day, name in self.skipped],
        }


def _counting_words(counting: str, figure: Figure) -> str:
    if figure.unit == "working_day":
        start = "the day itself is day 1" if counting == "inclusive" else "the day itself is not counted"
        return f"{counting}: {start}; Saturdays, Sundays and bank holidays of England are skipped"
    if figure.unit == "month":
        return (
            f"{counting}: calendar months to the corresponding date, or the month's last day if it has none; "
            "not moved for a weekend or holiday"
        )
    return f"{counting}: calendar days; not moved for a weekend or holiday"


def last_day(figure: Figure, from_on: date, counting: str, calendar: WorkingDays) -> date:
    """The last day in time under this figure. Counting inclusively makes the starting day day 1."""
    start = from_on
    if counting == "inclusive":
        start = from_on - timedelta(days=1)
        if figure.unit == "working_day" and not calendar.is_working_day(from_on):
            start = from_on
    try:
        due = _COUNT[figure.unit](start, figure.amount, calendar)
    except (OverflowError, ValueError) as error:
        raise OutsideCalendar(str(error)) from error
    if not (calendar.covers(from_on) and calendar.covers(due)):
        outside = due if calendar.covers(from_on) else from_on
        calendar.is_working_day(outside)  # refuses, naming the years the table knows
    return due


def deadline(
    clock_id: str,
    from_on: date,
    *,
    basis: str = STATUTORY,
    counting: str | None = None,
    stops_on: date | None = None,
    calendar: WorkingDays | None = None,
) -> Deadline:
    """When the clock's duty falls due if it started on a day.

    A duty due on or after the day the clock stops is not owed, and has no due date. Raises NoSuchClock, NoFigure or
    OutsideCalendar, each with a message for the person who asked.
    """
    calendar = calendar or england()
    found = clock(clock_id)
    figure = found.figure(from_on, basis)
    counting = counting or found.counting
    due_on = last_day(figure, from_on, counting, calendar)
    if stops_on is not None and due_on >= stops_on:
        return Deadline(found, basis, counting, figure, from_on, None, None, (), stops_on)
    skipped = tuple(calendar.skipped(from_on, due_on)) if figure.unit == "working_day" else ()
    return Deadline(found, basis, counting, figure, from_on, due_on, calendar.on_or_before(due_on), skipped)
