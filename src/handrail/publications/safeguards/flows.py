"""Stocks reconcile with their flows, and reasons with the forms they belong to (G15, G16, G18)."""

from collections.abc import Iterator

from handrail.measures.figures import Figure
from handrail.publications.numbers import whole
from handrail.publications.safeguards.findings import Finding, Flow, Reasons, Spot
from handrail.publications.safeguards.passages import Reading, is_shown
from handrail.publications.safeguards.periods import length


def _counted(reading: Reading, measure: str) -> list[Figure]:
    found = {id(one): one for one in reading.figures if one.measure == measure and one.numerator is not None}
    return sorted(found.values(), key=lambda one: (one.period_to, length(one)))


def reconciles(reading: Reading, flow: Flow) -> Iterator[Finding]:
    """Opening + into - out of = closing (G15); raised + brought forward = closed + open (G16)."""
    end = reading.document.period_to
    values: dict[str, int] = {}
    closing = [one for one in _counted(reading, flow.closing) if one.period_to == end]
    opening = [one for one in _counted(reading, flow.opening) if flow.opening != flow.closing or one.period_to < end]
    if closing:
        values["closing"] = closing[-1].numerator or 0
    if opening:
        values["opening"] = opening[-1].numerator or 0
    for name in (*flow.into, *flow.out_of):
        of_year = [one for one in _counted(reading, name) if one.period_to == end]
        if of_year:
            values[name] = of_year[-1].numerator or 0
    wanted = ["opening", *flow.into, *flow.out_of, "closing"]
    lacking = [name for name in wanted if name not in values]
    loaded = "closing" in values and len(values) > 1
    if not loaded or len(lacking) > 1 or any("does not add up" in one.words for one in reading.passages):
        return
    into = values.get("opening", 0) + sum(values.get(name, 0) for name in flow.into)
    out = sum(values.get(name, 0) for name in flow.out_of)
    over = values["closing"] - (into - out)
    if lacking:
        if lacking[0] not in _names_said_absent(reading):
            right = over if lacking[0] in ("opening", *flow.into) else -over
            wrong = f"The stock and its flows are printed without '{lacking[0]}'."
            yield Spot("The report").refuse(flow.code, wrong, f"Print it; {whole(right)} would balance.")
    elif over:
        wrong = f"{whole(into)} (opening and into) less {whole(out)} (out of) is {whole(into - out)}, not {whole(values['closing'])}."
        yield Spot("The report").refuse(
            flow.code, wrong, f"Find the difference of {whole(abs(over))} before publishing."
        )


def _names_said_absent(reading: Reading) -> set[str]:
    """The measures that stand as not loaded or not shown; "opening" where anything does."""
    absent = [number.figure for _, number in reading.numbers if not is_shown(number)]
    return {one.measure for one in absent if one} | {"opening" if absent else ""}


def reasons_fit(reading: Reading, of: Reasons) -> Iterator[Finding]:
    """A reason belongs to one form: each form has at least one, and no reason has more than there are forms (G18)."""
    forms = _counted(reading, of.forms)
    if not forms:
        return
    scope, spot = forms[-1].numerator or 0, Spot(f"The reasons of '{of.forms}'")
    reasons = [one for one in _counted(reading, of.reasons) if one.group]
    added = sum(one.numerator or 0 for one in reasons)
    if added < scope:
        wrong = f"{whole(scope)} of '{of.forms}' have {whole(added)} reasons between them."
        yield spot.refuse("G18", wrong, f"Add 'no reason recorded' with {whole(scope - added)}.")
    if of.one_each and added > scope:
        yield spot.refuse("G18", f"{whole(added)} reasons for {whole(scope)}.", "Declare that several may be given.")
    for one in reasons:
        if (one.numerator or 0) > scope:
            wrong = f"'{' '.join(one.group.values())}' has {whole(one.numerator or 0)}, more than the {whole(scope)} in scope."
            yield spot.refuse("G18", wrong, f"Count the reasons of '{of.forms}' only; {whole(scope)} is the most.")
