"""What stands beside a figure and is not counted: the target that held, and what another area published."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from handrail.comparators import pick
from handrail.comparators.beside import NotComparable, Ours, refuse_unless_comparable
from handrail.comparators.folder import Store
from handrail.comparators.indicators import PER_CENT, known
from handrail.comparators.rows import Comparator
from handrail.measures.figures import Figure
from handrail.profiles import Profile, Target
from handrail.publications.document import Inline, Number, Text
from handrail.publications.numbers import target_in_words, whole
from handrail.timescales.arithmetic import months_after

NO_TARGET = "no target"
NOT_PUBLISHED = "not published"
PUBLISHED = "published"
_REACH = 2  # years a published figure may be older than ours: national figures come out a year late
NEIGHBOURS = {"neighbours (mean)": "mean", "neighbours (median)": "median"}


class Beside:
    """The targets of a profile, and the published figures that may be set beside ours.

    `store` holds published figures; without one, England's that ship with Handrail.
    """

    def __init__(self, profile: Profile, store: Store | None = None) -> None:
        self._profile, self._store = profile, store or pick.shipped()

    def held(self, figure: Figure) -> Target | None:
        """The target in force on the last day of a figure: of its own group before that of all (G13)."""
        holding = [
            one
            for one in self._profile.targets_of(figure.measure)
            if one.holds_on(figure.period_to) and one.where.items() <= figure.group.items()
        ]
        return max(reversed(holding), key=lambda one: len(one.where), default=None)

    def target(self, figure: Figure) -> Number:
        """The target as it is printed, bound to the indicator it was set for."""
        held = self.held(figure)
        return Number(target_in_words(held.value, held.unit) if held else NO_TARGET, figure, "target")

    def area(self, figure: Figure, area: str) -> Number:
        """What another area published for this measure and year. Raises NotComparable where nothing means the same."""
        found = self._published(figure, area)
        if found is None or found.value is None:
            return Number(
                NOT_PUBLISHED, replace(figure, numerator=None, denominator=None, group={"area": area}), PUBLISHED
            )
        return _number(figure, area, found)

    def sentence(self, figure: Figure, area: str) -> tuple[Inline, ...]:
        """The same in a sentence, with its source."""
        found = self._published(figure, area)
        number = self.area(figure, area)
        if found is None:
            return Text(f"{area} ("), number, Text(")")
        behind = found.year < figure.period_to.year
        when = f" in {found.year - 1}/{found.year % 100:02}" if behind else ""
        return Text(f"{area} "), replace(number, text=number.head), Text(f"{when} ({found.source})")

    def _published(self, figure: Figure, area: str) -> Comparator | None:
        names = [name for name, one in known().items() if figure.measure in one.beside]
        ours = Ours(figure.measure, figure.unit, figure.kind, figure.settings, (figure.period_from, figure.period_to))
        if not names:
            raise NotComparable(_why_none(ours))
        for name in names:
            refuse_unless_comparable(ours, name)
        year = figure.period_to.year
        rows = [row for row in self._store.comparators if row.indicator in names and year - _REACH <= row.year <= year]
        found, _ = pick.newest(row for row in self._of(rows, area) if row.value is not None)
        return max(found, key=lambda row: row.year, default=None)

    def _of(self, rows: list[Comparator], area: str) -> Iterable[Comparator]:
        try:
            if area not in NEIGHBOURS:
                return pick.of_areas(rows, pick.areas_called(self._store, area))
            own = pick.areas_called(self._store, self._profile.area_name)
            return pick.of_neighbours(self._store, rows, own, NEIGHBOURS[area], None)
        except pick.NothingCalledSo:
            return []


def _number(figure: Figure, area: str, found: Comparator) -> Number:
    """The published value as a figure of its own, so that words of comparison can be tested against it.

    Where it is of an earlier year than ours, it says of which.
    """
    value, behind = found.value or Decimal(0), figure.period_to.year - found.year
    settings = {**figure.settings, "source": found.source, "edition": found.edition}
    theirs = replace(
        figure,
        period_from=months_after(figure.period_from, -12 * behind),
        period_to=months_after(figure.period_to, -12 * behind),
        group={"area": area},
        settings=settings,
        not_assessable=None,
        not_recorded=None,
        note=None,
    )
    of = f" ({found.year - 1}/{found.year % 100:02})" if behind else ""
    if known()[found.indicator].indicator.measured_in != PER_CENT:
        return Number(f"{whole(int(value))}{of}", replace(theirs, numerator=int(value), denominator=None), PUBLISHED)
    top, base = (value / 100).as_integer_ratio()
    return Number(f"{value.normalize():f}%{of}", replace(theirs, numerator=top, denominator=base), PUBLISHED)


def _why_none(ours: Ours) -> str:
    for name, one in known().items():
        if ours.measure in one.apart:
            try:
                refuse_unless_comparable(ours, name)
            except NotComparable as error:
                return str(error)
    return f"no published figure is known to mean the same as {ours.measure}. Leave the comparison out."
