"""When something is due, and why: one clock, the day it started, one basis, one answer with its reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from handrail.timescales.arithmetic import (
    days_after,
    end_of_month_after,
    hours_after,
    london_time,
    midpoint,
    months_after,
    weeks_after,
    working_days_after,
    working_days_before,
    years_after,
    years_kept_after,
)
from handrail.timescales.clocks import (
    BACKGROUND,
    DEADLINE,
    MIDPOINT,
    STATUTORY,
    Clock,
    Crossing,
    Easing,
    Figure,
    NoFigure,
    Span,
    clock,
)
from handrail.timescales.school_terms import SchoolTerms
from handrail.timescales.working_days import OutsideCalendar, WorkingDays, england

_Count = Callable[[date, int, WorkingDays], date]
_AFTER: dict[str, _Count] = {
    "working_day": working_days_after,
    "day": lambda day, amount, _: days_after(day, amount),
    "week": lambda day, amount, _: weeks_after(day, amount),
    "month": lambda day, amount, _: months_after(day, amount),
    "year": lambda day, amount, _: years_after(day, amount),
    "calendar_month": lambda day, amount, _: end_of_month_after(day, amount),
}
_BEFORE: dict[str, _Count] = {
    "working_day": working_days_before,
    "day": lambda day, amount, _: days_after(day, -amount),
    "week": lambda day, amount, _: weeks_after(day, -amount),
    "month": lambda day, amount, _: months_after(day, -amount),
}
NEXT_DUE, BORN = "next_due", "born"  # options several clocks share


class WrongOption(ValueError):
    """Something given with the question that the clock does not know, or that it needs and was not given."""


@dataclass(frozen=True)
class Ways:
    """How one question departs from the clock as it stands, and what it needs besides.

    `counting` and `clear_days` override the clock's own; `days` holds the days of the clock's options by name;
    `paused_days` is how long the clock stood still, which only a clock with `pauses_on` may.
    """

    counting: str | None = None
    clear_days: bool | None = None
    stops_on: date | None = None
    paused_days: int = 0
    days: Mapping[str, date] = field(default_factory=dict)
    terms: SchoolTerms | None = None


@dataclass(frozen=True)
class Deadline:
    """The last day in time, the last practical working day, and the reason.

    `due_on` is None when the clock stopped first; `stopped_on` then says when. A limit in hours has `due_at` too.
    `skipped` lists the holidays that a count of working days passed over. `span` is the one of several that led.
    """

    clock: Clock
    basis: str
    counting: str
    figure: Figure
    span: Span
    from_on: date
    due_on: date | None
    latest_practical_on: date | None
    skipped: tuple[tuple[date, str], ...] = ()
    stopped_on: date | None = None
    from_at: datetime | None = None
    due_at: datetime | None = None
    moved_from: date | None = None
    eased: Easing | None = None
    clear_days: bool = False
    not_given: tuple[str, ...] = ()

    def because(self) -> dict[str, Any]:
        """The reason in parts: rule, counting, law, version (first day of the figure) and days skipped."""
        where = "before" if self.clock.direction == "before" else "after"
        said: dict[str, Any] = {
            "rule": f"{self.clock.title}: {self.figure.limit} {where} {self.clock.trigger}",
            "counting": _counting_words(self),
            "law": self.figure.law,
            "certainty": self.figure.certainty,
            "evidence": self.figure.evidence,
            "version": self.figure.holds_from.isoformat(),
            "days_skipped": [{"date": day.isoformat(), "name": name} for day, name in self.skipped],
        }
        if self.figure.is_background:
            said["background"] = BACKGROUND
        if self.eased:
            said["eased"] = f"{self.eased.words} ({self.eased.law})"
        if self.moved_from:
            said["moved"] = f"{self.moved_from.isoformat()} is not a working day, and this rule moves on to the next"
        if self.not_given:
            said["not_given"] = [f"{name}: {self.clock.options[name]}" for name in self.not_given]
        return said


def _counting_words(found: Deadline) -> str:
    unit, counting = found.span.unit, found.counting
    if unit == "working_day":
        start = "the day itself is day 1" if counting == "inclusive" else "the day itself is not counted"
        clear = "; whole working days lie in between" if found.clear_days else ""
        return f"{counting}: {start}{clear}; Saturdays, Sundays and bank holidays of England are skipped"
    if unit == "hour":
        return "elapsed hours: nights, weekends and changes of the clock do not stop them"
    if unit == "calendar_month":
        return "each calendar month: any day of the month is in time"
    if unit.startswith("school"):
        return f"{counting}: by the school terms loaded"
    moved = "moved on to a working day" if found.clock.roll == "forward" else "not moved for a weekend or holiday"
    if unit in ("month", "year"):
        without = "the day after" if found.clock.no_such_day == "next_day" else "the month's last day"
        return f"{counting}: calendar {unit}s to the corresponding date, or {without} if it has none; {moved}"
    return f"{counting}: calendar days; {moved}"


def last_day(figure: Figure, from_on: date, counting: str, calendar: WorkingDays) -> date:
    """The last day in time under this figure, counted forwards. Counting inclusively makes the starting day day 1."""
    due = _after(figure.counted, from_on, counting, calendar)
    _require_both(from_on, due, calendar)
    return due


def _after(span: Span, from_on: date, counting: str, calendar: WorkingDays) -> date:
    """The last day of the span; counted inclusively it ends a day, or a working day, sooner."""
    if counting != "inclusive" or (span.unit == "working_day" and not calendar.is_working_day(from_on)):
        return _count(span, from_on, _AFTER, calendar)
    if span.unit == "working_day":
        return _count(span, from_on - timedelta(days=1), _AFTER, calendar)
    return _count(span, from_on, _AFTER, calendar) - timedelta(days=1)


def _count(span: Span, from_on: date, ways: Mapping[str, _Count], calendar: WorkingDays) -> date:
    try:
        return ways[span.unit](from_on, span.amount, calendar)
    except (OverflowError, ValueError) as error:
        raise OutsideCalendar(str(error)) from error


def _require_both(from_on: date, due: date, calendar: WorkingDays) -> None:
    for day in (from_on, due):
        if not calendar.covers(day):
            calendar.is_working_day(day)  # refuses, naming the years the table knows


def deadline(
    clock_id: str,
    from_: date | datetime,
    *,
    basis: str = STATUTORY,
    ways: Ways | None = None,
    calendar: WorkingDays | None = None,
) -> Deadline:
    """When the clock's duty falls due if it started on a day, or at a moment.

    A duty due on or after the day the clock stops is not owed, and has no due date. Raises NoSuchClock, NoFigure,
    OutsideCalendar, NoSuchTime or WrongOption, each with a message for the person who asked.
    """
    calendar, ways = calendar or england(), ways or Ways()
    found = clock(clock_id)
    if found.kind not in (DEADLINE, MIDPOINT):
        raise NoFigure(_why_no_day(found))
    _refuse_unknown(found, ways)
    from_at = london_time(from_) if isinstance(from_, datetime) else None
    from_on = from_at.date() if from_at else from_
    basis = found.basis_named(basis)
    figure = found.figure(from_on, basis)
    started = Deadline(found, basis, ways.counting or found.counting, figure, figure.counted, from_on, None, None)
    if figure.unit == "hour":
        return _in_hours(started, from_at)
    answer = _in_days(started, ways, calendar)
    if ways.stops_on is not None and answer.due_on is not None and answer.due_on >= ways.stops_on:
        return replace(started, stopped_on=ways.stops_on)
    return answer


def earliest(found: Sequence[Deadline]) -> Deadline:
    """The one of several that leads: the earliest due, the first given of two on one day."""
    return min(found, key=lambda each: each.due_on or date.max)


def _why_no_day(found: Clock) -> str:
    figure = found.bases[found.strongest][-1]
    said = f"{found.id} is {_A_KIND[found.kind]}: {figure.limit}. {found.duty} ({figure.law})"
    for eased in found.eased:
        said += f" From {eased.first} to {eased.last} {eased.words} ({eased.law})."
    return f"{said} {BACKGROUND}" if figure.is_background else said


_A_KIND = {
    "duty": "a duty without a number of days",
    "gate": "a check before something may happen, not a date",
    "window": "a limit within a moving stretch of time, not a date counted from one day",
}


def _refuse_unknown(found: Clock, ways: Ways) -> None:
    for name in ways.days:
        if name not in found.options:
            raise WrongOption(f"{found.id} has no option '{name}'. It has: {', '.join(options_of(found))}.")
    if ways.paused_days and not found.pauses_on:
        raise WrongOption(f"{found.id} never stands still: neither absence, hospital nor an investigation pauses it.")
    if found.kind == MIDPOINT and NEXT_DUE not in ways.days:
        raise WrongOption(f"{found.id} lies between two days: give the second as well ({NEXT_DUE}=DATE).")


def options_of(found: Clock) -> dict[str, str]:
    """Everything that may be set when asking this clock, with its meaning."""
    said = {
        "basis": f"which limit: {', '.join(found.bases)}; or the limit itself, for instance "
        f"'{found.bases[found.strongest][-1].limit}'",
        "counting": f"exclusive or inclusive of the first day; {found.counting} unless given",
    }
    if found.direction == "before":
        said["clear_days"] = "true where so many whole working days must lie in between"
    if found.stops_on:
        said["ceased"] = "the day the clock stopped: nothing due on or after it is owed"
    if found.pauses_on:
        said["paused"] = f"how many days it stood still ({', '.join(found.pauses_on)})"
    if any(figure.span and figure.unit.startswith("school") for each in found.bases.values() for figure in each):
        said["terms"] = "a CSV file of the school's terms: name, first_day, last_day"
    return said | dict(found.options)


def _in_hours(started: Deadline, from_at: datetime | None) -> Deadline:
    if from_at is None:
        raise WrongOption(f"{started.clock.id} counts hours: give the time as well, for instance 2026-10-24T20:00.")
    due_at = hours_after(from_at, started.figure.amount)
    return replace(started, from_at=from_at, due_at=due_at, due_on=due_at.date(), latest_practical_on=due_at.date())


def _in_days(started: Deadline, ways: Ways, calendar: WorkingDays) -> Deadline:
    found, figure = started.clock, started.figure
    span, due, not_given = _leading(started, ways, calendar)
    due += timedelta(days=ways.paused_days)
    moved_from = None
    if found.roll == "forward" and not calendar.is_working_day(due):
        moved_from, due = due, calendar.after(due, 1)
    kept = found.chapter == "retention"  # kept for generations: no calendar reaches that far, nor needs to
    if not kept:
        _require_both(started.from_on, due, calendar)
    first, last = sorted((started.from_on, due))
    return replace(
        started,
        span=span,
        due_on=due,
        latest_practical_on=None if kept else calendar.on_or_before(due),
        skipped=tuple(calendar.skipped(first, last)) if span.unit == "working_day" else (),
        moved_from=moved_from,
        eased=found.easing(due),
        clear_days=found.direction == "before" and _clear(found, ways),
        not_given=not_given if figure.others or figure.crossing else (),
    )


def _leading(started: Deadline, ways: Ways, calendar: WorkingDays) -> tuple[Span, date, tuple[str, ...]]:
    """The span that leads, the day it ends, and the options that were not given and might have changed it."""
    found, figure = started.clock, started.figure
    if found.kind == MIDPOINT:
        return figure.counted, midpoint(started.from_on, ways.days[NEXT_DUE], calendar), ()
    span = figure.counted
    not_given = [other.after for other in figure.others if other.after and other.after not in ways.days]
    due = _end(span, started, ways, started.from_on, calendar)
    if figure.crossing:
        if BORN not in ways.days:
            not_given.append(BORN)
        else:
            span, due = _by_age(figure.crossing, ways.days[BORN], (span, due), started, ways, calendar)
    for other in figure.others:
        if other.after and other.after in ways.days:
            ends = _end(other, started, ways, ways.days[other.after], calendar)
            if ends < due:
                span, due = other, ends
    return span, due, tuple(not_given)


def _by_age(
    crossing: Crossing, born: date, usual: tuple[Span, date], started: Deadline, ways: Ways, calendar: WorkingDays
) -> tuple[Span, date]:
    """The usual span and its end, or the other span and its end where the child's age asks for it."""
    birthday = years_after(born, crossing.years)
    instead = _end(crossing.instead, started, ways, started.from_on, calendar)
    applies = instead < birthday if crossing.before else usual[1] >= birthday
    return (crossing.instead, instead) if applies else usual


def _end(span: Span, started: Deadline, ways: Ways, from_on: date, calendar: WorkingDays) -> date:
    found = started.clock
    if span.unit.startswith("school"):
        if ways.terms is None:
            raise WrongOption(f"{found.id} counts school days or terms: load them with --set terms=FILE.")
        count = ways.terms.days_after if span.unit == "school_day" else ways.terms.end_of_term_after
        return count(from_on, span.amount)
    if found.direction == "before":
        amount = span.amount + (span.unit == "working_day" and _clear(found, ways))
        return _count(replace(span, amount=amount), from_on, _BEFORE, calendar)
    if found.no_such_day == "next_day" and span.unit == "year":
        return years_kept_after(from_on, span.amount)
    return _after(span, from_on, started.counting, calendar)


def _clear(found: Clock, ways: Ways) -> bool:
    return found.clear_days if ways.clear_days is None else ways.clear_days
