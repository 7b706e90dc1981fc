"""By when a child who came into care must have a reviewing officer: the authority's own limit, in its profile."""

from datetime import date, timedelta

from handrail.profiles.allocation import HOUR, Allocation
from handrail.timescales.working_days import WorkingDays, england

_HOURS_IN_A_DAY = 24


def named_by(began_on: date, limit: Allocation, calendar: WorkingDays | None = None) -> date:
    """The last day in time. Of hours the day in which they end: a record of days does not know the minute.

    Raises OutsideCalendar.
    """
    if limit.unit == HOUR:
        return began_on + timedelta(days=-(-limit.limit // _HOURS_IN_A_DAY))
    return (calendar or england()).after(began_on, limit.limit)


def says(limit: Allocation) -> str:
    """The limit in words: 48 hours, 5 working days."""
    return f"{limit.limit} {limit.unit.replace('_', ' ')}{'' if limit.limit == 1 else 's'}"
