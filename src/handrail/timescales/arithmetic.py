"""How the law counts: one short function for each way a limit is written."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from handrail.timescales.working_days import WorkingDays

LONDON = ZoneInfo("Europe/London")
_IN_EVERY_MONTH = 28


class NoSuchTime(ValueError):
    """A time of day that happens twice, or not at all, because the clocks change."""


def months_after(day: date, months: int) -> date:
    """The corresponding date so many calendar months later, or the last day of a month that has no such date.

    Interpretation Act 1978, Schedule 1 (month is calendar month); corresponding-date rule, Dodds v Walker [1981].
    A clamped date is an ordinary date: the next count starts from it as it stands.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The corresponding date so many years later; 29 February becomes 28 February in a common year."""
    return months_after(day, 12 * years)


def years_kept_after(day: date, years: int) -> date:
    """The same, but 29 February becomes 1 March: what must be kept is never let go a day early."""
    kept = years_after(day, years)
    return kept if kept.day == day.day else kept + timedelta(days=1)


def days_after(day: date, days: int) -> date:
    """Plain calendar days later, the day itself not counted."""
    return day + timedelta(days=days)


def weeks_after(day: date, weeks: int) -> date:
    """So many times seven days later: four weeks are 28 days and not a month."""
    return day + timedelta(weeks=weeks)


def working_days_after(day: date, count: int, calendar: WorkingDays) -> date:
    """The count-th working day after the day, which is excluded: the whole of that day is in time."""
    return calendar.after(day, count)


def working_days_before(day: date, count: int, calendar: WorkingDays, *, clear: bool = False) -> date:
    """The count-th working day before the day, which is excluded: doing it on that day is in time.

    Clear days leave so many whole working days in between, so the answer is one working day earlier.
    """
    return calendar.before(day, count + clear)


def end_of_month_after(day: date, months: int) -> date:
    """The last day of the calendar month so many months later.

    A duty to be done once in each calendar month, done on 3 January, is next in time on any day of February.
    """
    later = months_after(day.replace(day=1), months)
    return later.replace(day=monthrange(later.year, later.month)[1])


def hours_after(moment: datetime, hours: int) -> datetime:
    """So many elapsed hours later: nights, weekends and changes of the clock do not stop them. London time."""
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)


def london_time(moment: datetime) -> datetime:
    """The moment in London time. Raises NoSuchTime for a time without offset that the clock change makes unclear."""
    if moment.tzinfo is not None:
        return moment.astimezone(LONDON)
    first, second = (moment.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    exists = first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == moment
    raise NoSuchTime(
        f"{moment.isoformat(timespec='minutes')} happens twice in London that night: say which by its offset, +01:00 or +00:00."
        if exists
        else f"{moment.isoformat(timespec='minutes')} does not exist in London: the clocks go forward that night."
    )


def midpoint(first: date, last: date, calendar: WorkingDays) -> date:
    """Half way between two days, rounded down to a working day."""
    return calendar.on_or_before(first + timedelta(days=(last - first).days // 2))
