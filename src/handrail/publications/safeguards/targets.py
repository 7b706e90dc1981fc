"""Targets: dated facts of one measure, and what is said of results beside them (G13)."""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from handrail.measures.figures import Figure
from handrail.profiles import Target
from handrail.publications.document import Number
from handrail.publications.numbers import long_date, percentage_of, target_in_words
from handrail.publications.safeguards.clauses import Clause
from handrail.publications.safeguards.findings import Finding, Spot, Standing
from handrail.publications.safeguards.measures import better
from handrail.publications.safeguards.passages import Passage
from handrail.publications.safeguards.periods import dates
from handrail.publications.safeguards.values import exact, value_of
from handrail.publications.safeguards.words.aims import Aim, aims
from handrail.publications.safeguards.words.bearing import area_of, is_level
from handrail.publications.safeguards.words.over_time import speaks_of_each

_TARGET = re.compile(r"target[^.;]*? (?:was|is|of) (?P<value>\d+(?:\.\d+)?%)(?P<rest>.*)", re.IGNORECASE)


def targets_do_not_overlap(standing: Standing) -> Iterator[Finding]:
    """One target holds on a day."""
    ordered = sorted(standing.targets, key=lambda one: (one.measure, sorted(one.where.items()), one.holds_from))
    for one, later in itertools.pairwise(ordered):
        if (
            (one.measure, one.where) == (later.measure, later.where)
            and one.holds_on(later.holds_from)
            and one.value != later.value
        ):
            day = long_date(later.holds_from)
            wrong = f"'{one.measure}' has two targets on {day}: {_said(one)} and {_said(later)}."
            yield Spot("The targets").refuse("G13", wrong, f"End the first on the day before {day}, or leave one out.")


def targets_hold(passage: Passage, standing: Standing) -> Iterator[Finding]:
    """A target is of the days, of the indicator it is set beside, and met where it is said to be."""
    results = [one for one in passage.numbers if one.shows != "target" and one.figure]
    bound = [one for one in passage.numbers if one.shows == "target" and one.figure]
    for number in bound:
        yield from _bound_target(passage, number, number.figure, results, standing)  # type: ignore[arg-type]
    for said in _TARGET.finditer(passage.words) if not bound else ():
        yield from _typed_target(passage.spot, said, standing)
    for clause in passage.clauses:
        if not speaks_of_each(clause.words):
            yield from _claims(passage.spot, clause, standing)


def target_of(figure: Figure, numbers: tuple[Number, ...], standing: Standing) -> Decimal | None:
    """The target of a figure: the one bound beside it, else the one that held at the end of its period."""
    bound = (one for one in numbers if one.shows == "target" and one.figure and one.figure.measure == figure.measure)
    printed = (value for one in bound if (value := _printed(one.head)) is not None)
    held = (Decimal(str(one.value)) for one in sorted(standing.targets, key=lambda one: -len(one.where))
            if _is_of(one, figure) and one.holds_on(figure.period_to))  # fmt: skip
    return next(itertools.chain(printed, held), None)


def _printed(head: str) -> Decimal | None:
    try:
        number = Decimal(head.rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None
    return number / 100 if head.endswith("%") else number


def _claims(spot: Spot, clause: Clause, standing: Standing) -> Iterator[Finding]:
    """What is said to be met, missed, above or below its target is."""
    found = aims(clause.words) or (aims(clause.sentence) if not clause.numbers else [])
    for place, aim in enumerate(found if aims(clause.words) else ()):
        low = found[place - 1].end if place else 0
        high = found[place + 1].start if place + 1 < len(found) else len(clause.words)
        for number in _results(clause, aim, low, high):
            yield from _claim(spot, clause, aim, number, standing)


def _results(clause: Clause, aim: Aim, low: int, high: int) -> list[Number]:
    """The results a claim is about: the first behind it, else the latest before it; all of them where it is plural."""
    behind, ahead = clause.between(aim.end, high), clause.between(low, aim.start)[::-1]
    for numbers in (behind, ahead, clause.nearest, clause.beside):
        results = [one for one in numbers if is_level(one) and not area_of(one.figure)]
        if results:
            return results if aim.plural else [max(results, key=_end) if numbers is not behind else results[0]]
    return []


def _end(number: Number) -> date:
    return number.figure.period_to if number.figure else date.min


def _claim(spot: Spot, clause: Clause, aim: Aim, number: Number, standing: Standing) -> Iterator[Finding]:
    figure, value = number.figure, value_of(number)
    if figure is None or value is None:
        return
    target, said = target_of(figure, clause.near, standing), clause.readable()
    if target is None:
        wrong = f"'{aim.said}' in '{said}' speaks of a target of '{figure.measure}', and none is known."
        yield spot.refuse("G13", wrong, "Set the target with its first day, or leave the words out.")
    elif not aim.holds(value, target, better(figure.measure) == "lower"):
        way = {1: "above", -1: "below", 0: "exactly at"}[(value > target) - (value < target)]
        right = f"{number.head} is {way} the target of {percentage_of(float(target))}"
        wrong = f"'{aim.said}' in '{said}' is not true: {right}."
        yield spot.refuse("G13", wrong, f"Write that {right}.", aim.otherwise())


def _said(target: Target) -> str:
    return target_in_words(target.value, target.unit)


def _typed_target(spot: Spot, said: re.Match[str], standing: Standing) -> Iterator[Finding]:
    named = set(dates(said["rest"]))
    held = [one for one in standing.targets if _said(one) == said["value"] and named <= _days(one)]
    if not held:
        known = "; ".join(f"{_said(one)} from {long_date(one.holds_from)}" for one in standing.targets) or "none"
        yield spot.refuse("G13", f"No target of {said['value']} was set for these days.", f"The targets: {known}.")


def _days(target: Target) -> set[date]:
    return {day for day in (target.holds_from, target.holds_until) if day} | set(dates(target.set_by))


def _bound_target(
    passage: Passage, number: Number, figure: Figure, results: list[Number], standing: Standing
) -> Iterator[Finding]:
    measured = {one.figure.measure for one in results if one.figure}
    if measured and figure.measure not in measured:
        others = ", ".join(sorted(measured))
        wrong = f"The target {number.head} is of '{figure.measure}'; the result beside it is of '{others}'."
        yield passage.spot.refuse("G13", wrong, f"Report '{figure.measure}' against it, or say it was not measured.")
    if exact(figure) is None and "not measured" not in passage.words:
        wrong = f"A target of {number.head} stands for '{figure.measure}', which was not measured."
        yield passage.spot.refuse("G13", wrong, "Write 'not measured' beside the target.")
    held = [one for one in standing.targets if _is_of(one, figure) and _overlaps(one, figure)]
    if number.head not in {_said(one) for one in held}:
        right = "; ".join(f"{_said(one)} from {long_date(one.holds_from)}" for one in held) or "none was set"
        wrong = f"{number.head} is no target of '{figure.measure}' in the period."
        yield passage.spot.refuse("G13", wrong, f"The target: {right}.")


def _is_of(target: Target, figure: Figure) -> bool:
    """Whether a target was set for the measure, and for the group where it names one."""
    return target.measure == figure.measure and target.where.items() <= figure.group.items()


def _overlaps(target: Target, figure: Figure) -> bool:
    ended = target.holds_until is not None and target.holds_until < figure.period_from
    return target.holds_from <= figure.period_to and not ended
