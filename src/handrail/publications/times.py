"""The periods a publication may name: its own, those before it, and the parts it is cut into.

A publication has one period: a year, a quarter, a month, a week or a day. A text or a table never holds a date of its
own; it says "last_year" or "each month", and this module says which days that is. So the same text serves every year.
"""

from datetime import date, timedelta
from functools import cached_property

from handrail.measures.periods import Period, cut
from handrail.publications.numbers import long_date, month_name
from handrail.timescales.arithmetic import months_after

COMING, DAY_BEFORE = "coming_weeks", "day_before"
OWN, LAST_YEAR, YEAR_BEFORE, OPENING, TO_DATE = "year", "last_year", "year_before", "opening", "year_to_date"
CUTS = ("month", "month_to_date", "last_year_month", "quarter", "year")


class UnknownPeriod(KeyError):
    """A period nobody can name, with those there are."""


class Times:
    """The periods around one: `own` is the publication's."""

    def __init__(self, own: Period) -> None:
        self.own = own
        start = date(own.last.year - (own.last.month < 4), 4, 1)
        self.run = Period(min(start, own.first), own.last)

    @property
    def is_week(self) -> bool:
        """Whether the publication is of a week: it has coming weeks, and a day before them."""
        return (self.own.last - self.own.first).days == 6

    @property
    def other_days(self) -> list[date]:
        """Days outside its own period that a publication may speak of: of a week, those of the coming ones."""
        days = [day for week in self.weeks for day in (week.first, week.last)]
        return [*days, self.own.first - timedelta(days=1)] if self.is_week else []

    @property
    def weeks(self) -> list[Period]:
        """The four weeks that begin with a week."""
        first = self.own.first
        return [Period(first + timedelta(days=7 * on), first + timedelta(days=7 * on + 6)) for on in range(4)]

    @cached_property
    def by_name(self) -> dict[str, Period]:
        """Every period a reference may name."""
        day_before = self.run.first - timedelta(days=1)
        named = {
            OWN: self.own,
            LAST_YEAR: earlier(self.own, 12),
            YEAR_BEFORE: earlier(self.own, 24),
            OPENING: Period(day_before, day_before),
            TO_DATE: self.run,
        }
        if self.is_week:
            named[COMING] = Period(self.own.first, self.weeks[-1].last)
            named[DAY_BEFORE] = Period(self.own.first - timedelta(days=1), self.own.first - timedelta(days=1))
        named |= {f"{month.first:%B}".lower(): month for month in self.months}
        return named | {f"quarter_{place}": quarter for place, quarter in enumerate(cut(self.run, "quarter"), 1)}

    @cached_property
    def months(self) -> list[Period]:
        """The single months of the statistical year (from 1 April), up to the last day."""
        return cut(self.run, "month")

    def named(self, name: str) -> Period:
        """The period of this name. Raises UnknownPeriod."""
        if name not in self.by_name:
            raise UnknownPeriod(f"There is no period '{name}'. There are: {', '.join(self.by_name)}.")
        return self.by_name[name]

    def each(self, kind: str, of: int = 1) -> list[Period]:
        """The periods of a kind, earliest first; `of` years, this one the last. Raises UnknownPeriod."""
        if kind not in CUTS:
            raise UnknownPeriod(f"There is nothing to be had for each '{kind}'. There is: {', '.join(CUTS)}.")
        if kind == "year":
            return [earlier(self.own, 12 * ago) for ago in reversed(range(of))]
        if kind == "month_to_date":
            return [Period(self.run.first, month.last) for month in self.months]
        if kind == "last_year_month":
            return cut(earlier(self.run, 12), "month")
        return cut(self.run, kind)

    def kin(self, period: Period) -> tuple[Period, ...]:
        """The periods that are asked for together with this one, so that one query serves them all."""
        return self._kin.get(period, (period,))

    @cached_property
    def _kin(self) -> dict[Period, tuple[Period, ...]]:
        found: dict[Period, tuple[Period, ...]] = {}
        years = tuple(self.each("year", of=3))
        for together in (years, *(tuple(self.each(kind)) for kind in CUTS if kind != "year")):
            found = dict.fromkeys(together, together) | found
        return found

    @cached_property
    def all(self) -> list[Period]:
        """Every period there is a name or a cut for, each once."""
        cuts = [period for kind in CUTS for period in self.each(kind, of=3)]
        before = [earlier(self.by_name[OPENING], 12)]
        return list(dict.fromkeys([*self.by_name.values(), *cuts, *before]))

    def heading(self, period: Period) -> str:
        """The period as a heading: 2025/26, March 2026, 31 March 2026, or its first and last day."""
        if period.first == period.last:
            return long_date(period.last)
        if months_after(period.first, 12) == period.last + timedelta(days=1):
            return f"{period.first.year}/{period.last.year % 100:02}"
        if period.first.day == 1 and months_after(period.first, 1) == period.last + timedelta(days=1):
            return month_name(period.first)
        return span(period)


def span(period: Period) -> str:
    """Its first and last day: 16 to 22 March 2026; 30 March to 5 April 2026; 28 December 2025 to 3 January 2026."""
    first, last = period.first, period.last
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {long_date(last)}"
    start = f"{first.day} {first:%B}" if first.year == last.year else long_date(first)
    return f"{start} to {long_date(last)}"


def earlier(period: Period, months: int) -> Period:
    """The same stretch so many months before: a month's last day stays a last day."""
    if not months:
        return period
    first = months_after(period.first, -months)
    return Period(first, months_after(period.last + timedelta(days=1), -months) - timedelta(days=1))
