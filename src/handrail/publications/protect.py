"""What may be published: every figure of a report after small numbers are protected, once, at the edge.

Sentences, tables and charts ask here and nowhere else. `disclosure` decides which counts are hidden; this
module says which counts a report prints and which of them add up, and in what words a hidden one is shown.
"""

from collections.abc import Iterator
from dataclasses import replace

from handrail.measures.figures import COUNT, Figure
from handrail.publications.disclosure import AUDIENCES, Counts, How, Key, Relation, protect
from handrail.publications.inputs import OPENING, WITHOUT_TRANSFERS, ReportInputs
from handrail.publications.numbers import (
    DOES_NOT_APPLY,
    NONE_TO_COUNT,
    NOT_LOADED,
    NOT_SHOWN,
    at_least,
    percentage,
)

YEAR = "year"
NUMERATOR, DENOMINATOR = "numerator", "denominator"
NOT_ASSESSABLE, NOT_RECORDED = "not_assessable", "not_recorded"
PARTS = (NUMERATOR, DENOMINATOR, NOT_ASSESSABLE, NOT_RECORDED)
_REST = "rest"  # the denominator less the numerator: printed only as "5 or fewer", in the words "97% or more"
_BOUND_WITHIN = 0.1  # a bound is given where it lies within ten percentage points of 100%

PROBLEMS = "problems"

MONTHLY = (
    "reviews_held_on_time",
    "periods_of_care_started",
    "periods_of_care_ceased",
    "icpc_held",
    "rcpc_held",
)
"""The measures whose single months are printed."""


class Published:
    """The figures of a report as they may be printed."""

    def __init__(self, inputs: ReportInputs) -> None:
        self.inputs = inputs
        self.threshold = inputs.profile.audiences.public.threshold
        self._figures = dict(_figures(inputs))
        self._values = _values(self._figures, inputs)
        self._policy = replace(AUDIENCES["public"], threshold=self.threshold)
        self._shown = protect(_counts(self._values, self.threshold), self._policy)

    def figure(self, name: str, period: str = YEAR) -> Figure | None:
        """The figure, or None where nobody worked it out."""
        return _problems_found(self.inputs, period) if name == PROBLEMS else self._figures.get((name, period))

    def is_loaded(self, name: str) -> bool:
        """Whether the figure has numbers, which it has not where its source was not loaded."""
        return (name, YEAR, NUMERATOR) in self._values

    def months(self, name: str) -> list[str]:
        """The months a measure has figures for, in order; empty where its source was not loaded."""
        return (
            [period for figure, period in self._figures if figure == name and period != YEAR]
            if self.is_loaded(name)
            else []
        )

    def exact(self, name: str, period: str = YEAR, part: str = NUMERATOR) -> int | None:
        """The count where it may be printed, else None."""
        shown = self._shown.get((name, period, part))
        return shown.value if shown else None

    def count(self, name: str, period: str = YEAR, part: str = NUMERATOR) -> str:
        """A count as it is printed."""
        key = (name, period, part)
        if key in self._shown:
            return self._shown[key].words
        return DOES_NOT_APPLY if self.is_loaded(name) else NOT_LOADED

    def percent(self, name: str, period: str = YEAR) -> str:
        """A share alone, for a cell of a table that has both counts beside it."""
        if not self.is_loaded(name):
            return NOT_LOADED
        if self._values.get((name, period, DENOMINATOR)) == 0:
            return NONE_TO_COUNT
        top, base = self.exact(name, period), self.exact(name, period, DENOMINATOR)
        if top is not None and base is not None:
            return percentage(top, base)
        bound = self.bound(name, period)
        return NOT_SHOWN if bound is None or base is None else at_least(bound, base)

    def bound(self, name: str, period: str = YEAR) -> int | None:
        """The least the numerator can be where it is hidden because all but a small number are in it."""
        base = self.exact(name, period, DENOMINATOR)
        if base is None or self._shows_no_bound(name, period):
            return None
        return base - self.threshold

    def _shows_no_bound(self, name: str, period: str) -> bool:
        rest = self._shown.get((name, period, _REST))
        return rest is None or rest.how is not How.SMALL

    def share(self, name: str, period: str = YEAR) -> str:
        """A share with its counts and what was left out of them: 93.3% (111 of 119; 8 cannot be judged)."""
        percent = self.percent(name, period)
        if percent == NOT_LOADED:
            return f"{NOT_LOADED}{self._reason(name)}"
        if percent == NOT_SHOWN:
            return f"{NOT_SHOWN}: small numbers"
        left_out = [
            self._left_out((name, period, part), words)
            for part, words in ((NOT_ASSESSABLE, "cannot be judged"), (NOT_RECORDED, "not recorded"))
            if self._values.get((name, period, part))
        ]
        counts = [] if percent == NONE_TO_COUNT else [self.counts(name, period)]
        inside = "; ".join(counts + left_out)
        said = f"not applicable: {NONE_TO_COUNT}" if percent == NONE_TO_COUNT else percent
        return f"{said} ({inside})" if inside else said

    def counts(self, name: str, period: str = YEAR) -> str:
        """The counts under a share that is printed: 118 of 137; or, under a bound, of 119."""
        base = self.count(name, period, DENOMINATOR)
        return f"of {base}" if self.exact(name, period) is None else f"{self.count(name, period)} of {base}"

    def _left_out(self, key: Key, words: str) -> str:
        count = self.count(*key)
        return f"how many {words} is {NOT_SHOWN}" if count == NOT_SHOWN else f"{count} {words}"

    def stated(self, name: str) -> str:
        """A count as it stands in a sentence: where it is not loaded, with the reason."""
        shown = self.count(name)
        return f"{shown}{self._reason(name)}" if shown == NOT_LOADED else shown

    def hides(self, name: str, period: str = YEAR) -> bool:
        """Whether a count of this figure is hidden."""
        return any(self._hides((name, period, part)) for part in (*PARTS, _REST))

    def hides_any(self, names: list[str]) -> bool:
        """Whether anything of these figures is hidden, in any period."""
        return any(key[0] in names and self._hides(key) for key in self._shown)

    def _hides(self, key: Key) -> bool:
        shown = self._shown.get(key)
        return shown is not None and shown.value is None

    def _reason(self, name: str) -> str:
        figure = self.figure(name)
        note = figure.note if figure else None
        return f" ({note.rstrip('.')})" if note else ""


def _problems_found(inputs: ReportInputs, period: str) -> Figure:
    """How often the rules about the data, or the one at this place of the list, were broken."""
    if period == YEAR:
        return of_the_data("problems_found", "row", sum(one.count for one in inputs.problems), inputs)
    one = inputs.problems[int(period)]
    found = of_the_data("problems_found", "row", one.count, inputs)
    return replace(found, group={"rule": one.rule, "severity": one.severity, "meaning": one.message})


def of_the_data(name: str, unit: str, number: int, inputs: ReportInputs) -> Figure:
    """A count about the data themselves, which no measure defines."""
    first, last = inputs.period_from, inputs.period_to
    return Figure(name, COUNT, unit, first, last, number, None, None, None, {}, "")


def _figures(inputs: ReportInputs) -> Iterator[tuple[tuple[str, str], Figure]]:
    for name, figure in inputs.year.items():
        yield (name, YEAR), figure
    for name in MONTHLY:
        for figure in inputs.months.get(name, []):
            yield (name, figure.period_from.isoformat()), figure


def _values(figures: dict[tuple[str, str], Figure], inputs: ReportInputs) -> dict[Key, int]:
    """Every count there is, and the differences a reader could take."""
    values: dict[Key, int] = {}
    for (name, period), figure in figures.items():
        for part in PARTS:
            number = getattr(figure, part)
            if number is not None:
                values[name, period, part] = number
        if figure.kind != COUNT and figure.numerator is not None and figure.denominator is not None:
            values[name, period, _REST] = figure.denominator - figure.numerator
    transfers = f"icpc_held:{WITHOUT_TRANSFERS}"
    with_them, without = values.get(("icpc_held", YEAR, NUMERATOR)), values.get((transfers, YEAR, NUMERATOR))
    if with_them is not None and without is not None:
        values["icpc_held", YEAR, _REST] = with_them - without
    for place, problem in enumerate(inputs.problems):
        values[PROBLEMS, str(place), NUMERATOR] = problem.count
    values[PROBLEMS, YEAR, NUMERATOR] = sum(problem.count for problem in inputs.problems)
    return values


def _counts(values: dict[Key, int], threshold: int) -> Counts:
    relations = [*_within_figures(values), *_over_periods(values), *_between_measures()]
    return Counts(
        values=values,
        printed={key for key in values if key[2] != _REST or _is_bound(key, values, threshold)},
        relations=tuple(one for one in relations if one.holds(values)),
        keep={key for key in values if key[1] == YEAR and (*key[:2], DENOMINATOR) in values},
        open={key for key in values if key[2] in (NOT_ASSESSABLE, NOT_RECORDED) or key[0] == PROBLEMS},
    )


def _is_bound(key: Key, values: dict[Key, int], threshold: int) -> bool:
    """Whether so few are not in the numerator that a share can be said to be this or more, and says something."""
    return 1 <= values[key] <= threshold <= values.get((*key[:2], DENOMINATOR), 0) * _BOUND_WITHIN


def _within_figures(values: dict[Key, int]) -> Iterator[Relation]:
    for name, period, part in values:
        if part == DENOMINATOR:
            yield Relation.total((name, period, part), [(name, period, NUMERATOR), (name, period, _REST)])


def _over_periods(values: dict[Key, int]) -> Iterator[Relation]:
    """The single months (or the single rules of a list) add up to the whole."""
    periods: dict[tuple[str, str], list[Key]] = {}
    for key in values:
        if key[1] != YEAR:
            periods.setdefault((key[0], key[2]), []).append(key)
    for (name, part), keys in periods.items():
        yield Relation.total((name, YEAR, part), keys)


def _between_measures() -> Iterator[Relation]:
    """The measures that share their records, by definition."""

    def of(name: str, part: str = NUMERATOR) -> Key:
        return (name, YEAR, part)

    without = f"icpc_held:{WITHOUT_TRANSFERS}"
    for held in ("reviews_held", "rcpc_held"):
        on_time = f"{held}_on_time"
        yield Relation.total(of(held), [of(on_time, DENOMINATOR), of(on_time, NOT_ASSESSABLE)])
    yield Relation.total(of("icpc_held"), [of(without), of("icpc_held", _REST)])
    yield Relation.total(of("icpc_held"), [of("icpc_within_15_working_days", DENOMINATOR)])
    in_time = "icpc_within_15_working_days"
    yield Relation.total(of(without), [of(f"{in_time}:{WITHOUT_TRANSFERS}", DENOMINATOR)])
    yield Relation.total(of(in_time), [of(f"{in_time}:{WITHOUT_TRANSFERS}")])  # a transfer is never in time
    for part in (DENOMINATOR, NOT_RECORDED):
        yield Relation.total(of("child_participation", part), [of("child_attendance", part)])
    stock, flow = "looked_after_children", "periods_of_care"
    yield Relation(((1, of(OPENING)), (1, of(f"{flow}_started")), (-1, of(f"{flow}_ceased")), (-1, of(stock))))
