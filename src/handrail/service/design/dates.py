"""Days and the distance to them, in words. Pure: the day it is today is an argument."""

from datetime import date

from handrail.timescales.working_days import england


def long_date(day: date) -> str:
    """As on a page: Wednesday 20 January 2027."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def short_date(day: date) -> str:
    """As in a grid: 20 Jan 2027."""
    return f"{day.day} {day:%b} {day.year}"


def distance(day: date, today: date, working: bool = False) -> str:
    """How far a day is from today, judging nothing: in 4 working days, tomorrow, 3 days ago."""
    days, unit = _between(day, today, working)
    if near := _NEAR.get((day - today).days):
        return near
    return f"in {_count(days, unit)}" if day > today else f"{_count(days, unit)} ago"


def due_in(day: date, today: date, working: bool = False) -> str:
    """How far off a day is on which something falls due: in 4 working days, today, 2 days late."""
    if day >= today:
        return distance(day, today, working)
    return f"{_count(*_between(day, today, working))} late"


_NEAR = {0: "today", 1: "tomorrow", -1: "yesterday"}


def _between(day: date, today: date, working: bool) -> tuple[int, str]:
    """Days between, in working days where the calendar knows both and at least one lies between."""
    calendar = england()
    if working and calendar.covers(day) and calendar.covers(today):
        days = abs(calendar.number(day) - calendar.number(today))
        if days:
            return days, "working day"
    return abs((day - today).days), "day"


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
