"""Which periods a publication can be made of now: the latest years, quarters, months or weeks."""

from datetime import date, timedelta

from handrail.measures.periods import Period, cut
from handrail.publications.numbers import long_date, month_name
from handrail.timescales.arithmetic import months_after

_ONE_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_BACK = {"year": 36, "quarter": 15, "month": 13}


def offered(kind: str, today: date) -> list[Period]:
    """The periods of a kind that are over, latest first; of weeks, this one and the next three."""
    if kind == "week":
        monday = today - timedelta(days=today.weekday())
        return [_week(monday + place * _WEEK) for place in range(4)]
    if kind == "day":
        return [Period(today - place * _ONE_DAY, today - place * _ONE_DAY) for place in range(7)]
    first = months_after(today.replace(day=1), -_BACK[kind])
    every = cut(Period(_start(kind, first), today - _ONE_DAY), kind)
    return [one for one in reversed(every) if _is_whole(kind, one)]


def in_words(kind: str, period: Period) -> str:
    """A period as a person names it."""
    if kind == "month":
        return month_name(period.first)
    return f"{long_date(period.first)} to {long_date(period.last)}"


def _week(monday: date) -> Period:
    return Period(monday, monday + _WEEK - _ONE_DAY)


def _start(kind: str, day: date) -> date:
    """The first day of the part that a day lies in."""
    if kind == "month":
        return day
    since_april = (day.month - 4) % 12
    return months_after(day, -(since_april % (3 if kind == "quarter" else 12)))


def _is_whole(kind: str, period: Period) -> bool:
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    return months_after(period.first, months) - _ONE_DAY == period.last
