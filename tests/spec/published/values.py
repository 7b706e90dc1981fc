"""The value of a bound cell, from the measures alone, as an exact fraction."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from tests.fictional_data.published.made import Published
from tests.spec.published.bindings import MONTHS, PER_MONTH, TO_DATE, Item
from tests.spec.published.measured import Counted, Measured

from handrail.measures.definitions import measure
from handrail.measures.figures import COUNT
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.profiles import Profile
from handrail.timescales.arithmetic import years_after

_HUNDREDTHS = "percent of a full-time post"
_YEARS_AGO = {"year": 0, "last_year": 1, "year_before": 2}


class Values:
    """What the measures say of one authority, in the year reported and in the years it is compared with."""

    def __init__(self, authority: Published, profile: Profile, wanted: Iterable[str]) -> None:
        self._profile, lists, wanted = profile, lists_of(profile), tuple(wanted)
        self._measured = {
            name: Measured(record, years_after(authority.first_day, -_YEARS_AGO[name]), lists, wanted)
            for name, record in authority.records.items()
        }

    def of(self, item: Item) -> Fraction:
        """The value of a cell. Raises NotMeasured where the record cannot give it."""
        part = item.part or ("share" if measure(item.measure).kind == "share" else "numerator")
        if part in ("difference", "relative"):
            return self._change(item, part)
        if part == "target":
            return self._target(item)
        if part == "mean":
            return self._mean(item)
        if part == "months":
            counted = (self._plain(item, "numerator", month) for month in MONTHS)
            return Fraction(sum(number > 0 for number in counted))
        return self._plain(item, part, item.period)

    def _plain(self, item: Item, part: str, period: str) -> Fraction:
        found = self._counted(item.measure, period, item.where, item.chosen)
        if part in ("share", "of_all"):
            base = found.denominator
            if base is None:
                base = self._counted(
                    item.measure, period, item.out_of if part == "share" else {}, item.chosen
                ).numerator
            return Fraction(100 * found.numerator, base)
        if part == "missed":
            return Fraction((found.denominator or 0) - found.numerator)
        value = Fraction(getattr(found, part))
        if item.also:
            value += self._counted(item.also["measure"], period, item.also.get("where", {}), {}).numerator
        return value / 100 if measure(item.measure).unit == _HUNDREDTHS else value

    def _change(self, item: Item, part: str) -> Fraction:
        """The change from the period before; of a share in percentage points."""
        plain = "numerator" if measure(item.measure).kind == COUNT else "share"
        now, before = (self._plain(item, plain, period) for period in (item.period, item.before or "last_year"))
        change = now - before if part == "difference" else 100 * (now - before) / before
        return -change if item.fall else change

    def _mean(self, item: Item) -> Fraction:
        whole = self._plain(item, "numerator", item.period)
        if item.per == PER_MONTH:
            return whole / len(MONTHS)
        base = Fraction(self._counted(item.per, item.period, item.per_where, {}).numerator)
        return whole / (base / 100 if measure(item.per).unit == _HUNDREDTHS else base)

    def _target(self, item: Item) -> Fraction:
        day = self._period(item.period)[1].last
        found = [each for each in self._profile.targets_of(item.measure) if each.holds_on(day)]
        return Fraction(str(found[0].value)) * (100 if found[0].unit == "share" else 1)

    def _counted(self, name: str, period: str, where: Mapping[str, Any], chosen: Mapping[str, str]) -> Counted:
        measured, days = self._period(period)
        return measured.counted(name, days, where, chosen)

    def _period(self, name: str) -> tuple[Measured, Period]:
        year = self._measured["year"]
        month = name.removeprefix(TO_DATE)
        if month in MONTHS:
            return year, (year.months if month == name else year.to_date)[MONTHS.index(month)]
        if name == "opening":
            return year, year.opening
        measured = self._measured[name or "year"]
        return measured, measured.year
