"""How the law counts: one short function for each unit a limit is written in."""

from calendar import monthrange
from datetime import date, timedelta

from handrail.timescales.working_days import WorkingDays


def months_after(day: date, months: int) -> date:
    """The corresponding date so many calendar months later, or the last day of a month that has no such date.

    Interpretation Act 1978, Schedule 1 (month is calendar month); corresponding-date rule, Dodds v Walker [1981].
    A clamped date is an ordinary date: the next count starts from it as it stands.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The corresponding date so many years later; 29 February becomes 28 February in a common year."""
    return months_after(day, 12 * years)


def days_after(day: date, days: int) -> date:
    """Plain calendar days later, the day itself not counted."""
    return day + timedelta(days=days)


def weeks_after(day: date, weeks: int) -> date:
    """So many times seven days later: four weeks are 28 days and not a month."""
    return day + timedelta(weeks=weeks)


def working_days_after(day: date, count: int, calendar: WorkingDays) -> date:
    """The count-th working day after the day, which is excluded: the whole of that day is in time."""
    return calendar.after(day, count)
