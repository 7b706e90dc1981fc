"""Stocks reconcile with their flows, and reasons with the forms they belong to (G15, G16, G18)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta

from handrail.measures.figures import Figure
from handrail.publications.numbers import whole
from handrail.publications.safeguards.findings import Finding, Flow, Reasons, Spot
from handrail.publications.safeguards.passages import Reading, is_shown
from handrail.publications.safeguards.periods import length

_NOT_RECORDED = "not_recorded"


def reconciles(reading: Reading, flow: Flow) -> Iterator[Finding]:
    """Opening + into - out of = closing (G15); raised + brought forward = closed + open (G16). So in each group."""
    if any("does not add up" in one.words for one in reading.passages):
        return
    yield from _balances(reading, flow, {})
    groups = [one.group for one in _counted(reading, flow.closing) if one.group and set(one.group) <= set(flow.by)]
    for place, group in enumerate(groups):
        if group not in groups[:place]:
            yield from _balances(reading, flow, group)


def reasons_fit(reading: Reading, of: Reasons) -> Iterator[Finding]:
    """A reason belongs to one form: each form has at least one, and no reason has more than there are forms (G18)."""
    own = (reading.document.period_from, reading.document.period_to)
    forms = [one for one in _counted(reading, of.forms) if (one.period_from, one.period_to) == own]
    for one in {str(one.group): one for one in forms if set(one.group) <= set(of.by)}.values():
        yield from _fit(reading, of, one)


def _balances(reading: Reading, flow: Flow, group: Mapping[str, str]) -> Iterator[Finding]:
    values = _values(reading, flow, group)
    wanted = ["opening", *flow.into, *flow.out_of, "closing"]
    lacking = [name for name in wanted if name not in values]
    if "closing" not in values or len(values) < 2 or len(lacking) > 1 or (lacking and group):
        return
    into = values.get("opening", 0) + sum(values.get(name, 0) for name in flow.into)
    out = sum(values.get(name, 0) for name in flow.out_of)
    over = values["closing"] - (into - out)
    spot = Spot(" ".join(["The report", *(f"({value})" for value in group.values())]))
    if lacking:
        if lacking[0] not in _names_said_absent(reading):
            right = over if lacking[0] in ("opening", *flow.into) else -over
            wrong = f"The stock and its flows are printed without '{lacking[0]}'."
            yield spot.refuse(flow.code, wrong, f"Print it; {whole(right)} would balance.")
    elif over:
        wrong = f"{whole(into)} (opening and into) less {whole(out)} (out of) is {whole(into - out)}, not {whole(values['closing'])}."
        yield spot.refuse(flow.code, wrong, f"Find the difference of {whole(abs(over))} before publishing.")


def _values(reading: Reading, flow: Flow, group: Mapping[str, str]) -> dict[str, int]:
    """The counts of a flow that are printed: at the end of the period, over the whole of it, and on the day before it."""
    first, end = reading.document.period_from, reading.document.period_to
    before = first - timedelta(days=1)
    days = {"closing": (flow.closing, end), **{name: (name, end) for name in (*flow.into, *flow.out_of)}}
    days["opening"] = (flow.opening, before if flow.opening == flow.closing else end)
    found = {
        part: [one for one in _counted(reading, name) if one.period_to == day and one.group == group]
        for part, (name, day) in days.items()
    }
    for name in (*flow.into, *flow.out_of):
        found[name] = [one for one in found[name] if one.period_from == first]
    return {part: figures[-1].numerator or 0 for part, figures in found.items() if figures}


def _counted(reading: Reading, measure: str) -> list[Figure]:
    """The figures of a measure that are shown, the longest of the latest day last."""
    found = {id(one): one for one in reading.figures if one.measure == measure and one.numerator is not None}
    return sorted(found.values(), key=lambda one: (one.period_to, length(one)))


def _names_said_absent(reading: Reading) -> set[str]:
    """The measures that stand as not loaded or not shown; "opening" where anything does."""
    absent = [number.figure for _, number in reading.numbers if not is_shown(number)]
    return {one.measure for one in absent if one} | {"opening" if absent else ""}


def _fit(reading: Reading, of: Reasons, forms: Figure) -> Iterator[Finding]:
    """The reasons of these forms: of all of them, or of one group."""
    scope, spot = forms.numerator or 0, Spot(" ".join([f"The reasons of '{of.forms}'", *forms.group.values()]))
    reasons = [one for one in _counted(reading, of.reasons) if _is_of(one, forms) and set(one.group) - set(of.by)]
    for one in reasons:
        if (one.numerator or 0) > scope:
            wrong = f"'{' '.join(one.group.values())}' has {whole(one.numerator or 0)}, more than the {whole(scope)} in scope."
            yield spot.refuse("G18", wrong, f"Count the reasons of '{of.forms}' only; {whole(scope)} is the most.")
    if (not reasons and (forms.group or not of.must)) or of.reasons in _names_said_absent(reading):
        return
    added, without = _added(reasons), _said_without(reading, of, forms)
    if added + without < scope:
        wrong = f"{whole(scope)} of '{of.forms}' have {whole(added)} reasons between them."
        yield spot.refuse("G18", wrong, f"Add 'no reason recorded' with {whole(scope - added)}.")
    if of.one_each and added > scope:
        yield spot.refuse("G18", f"{whole(added)} reasons for {whole(scope)}.", "Declare that several may be given.")


def _added(reasons: list[Figure]) -> int:
    """How many reasons there are in all: every split that is printed adds to them, the fullest to all."""
    splits: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for one in reasons:
        splits[tuple(sorted(one.group))][str(sorted(one.group.items()))] = one.numerator or 0
    return max((sum(split.values()) for split in splits.values()), default=0)


def _said_without(reading: Reading, of: Reasons, forms: Figure) -> int:
    """How many forms are printed as having no reason: of these, or of more than these."""
    said = [number.figure for _, number in reading.numbers if number.shows == _NOT_RECORDED and number.figure]
    days = (forms.period_from, forms.period_to)
    found = [one for one in said if one.measure == of.reasons and (one.period_from, one.period_to) == days]
    return max((one.not_recorded or 0 for one in found if one.group.items() <= forms.group.items()), default=0)


def _is_of(reasons: Figure, forms: Figure) -> bool:
    """Whether these are reasons of these forms: of their days, and of their group or a part of it."""
    days = (reasons.period_from, reasons.period_to) == (forms.period_from, forms.period_to)
    return days and forms.group.items() <= reasons.group.items()
