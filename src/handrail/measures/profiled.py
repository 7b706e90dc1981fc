"""What a profile means for measures: the lists they split by, and its names held against those there are."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from handrail.measures.definitions import all_measures, settings
from handrail.measures.groups import Lists, lists
from handrail.profiles import Profile, ProfileError, Target
from handrail.profiles.errors import there_are
from handrail.profiles.groupings import Entry
from handrail.timescales.clocks import clocks

_NEITHER = "not_applicable"
_KIND_OF = {"share": "share", "count": "count", "days": "count"}


def lists_of(profile: Profile) -> Lists:
    """The lists to split and judge by: the national ones, with the profile's own in place of them."""
    own = {
        name: {
            "kind": grouping.kind,
            "source": f"The profile of {profile.authority}.",
            "entry": [_entry(entry) for entry in grouping.entries],
        }
        for name, grouping in profile.groupings.items()
    }
    return {
        **lists(),
        **own,
        "answer": {**lists()["answer"], "own": _answers(profile)},
        "dispute_stage": {**lists()["dispute_stage"], "entry": _limits(profile)},
        "clock_basis": {**lists()["clock_basis"], "entry": [*_bases(profile), *lists()["clock_basis"]["entry"]]},
    }


def _limits(profile: Profile) -> list[dict[str, Any]]:
    """The limits of the stages of a dispute."""
    return [
        {"name": stage.name, "amount": stage.limit.amount, "unit": stage.limit.unit}
        for stage in profile.disputes.stages
        if stage.limit
    ]


def _bases(profile: Profile) -> list[dict[str, Any]]:
    """The bases of the clocks the authority holds itself to, for as long as it does."""
    return [
        {"name": local.clock, "basis": local.basis, "from": local.holds_from, "until": local.holds_until}
        for local in profile.clocks
    ]


def _answers(profile: Profile) -> dict[tuple[str, str], dict[str, str]]:
    """For each question of a form whose positive answers the profile names: what each of its answers is."""
    return {
        (survey.form, question.question): {
            code: "positive" if code in question.positive else "other"
            for code in profile.labels(question.answers)
            if code != _NEITHER
        }
        for survey in profile.surveys
        for question in survey.questions
        if question.answers and question.positive
    }


def _entry(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {"name": entry.name}
    if entry.begins is not None:
        found["from"] = entry.begins
    return {**found, "codes": list(entry.codes)} if entry.codes else found


def wrongly_named(profile: Profile) -> Iterator[ProfileError]:
    """What the profile names that is not there, or is of another kind, each with the remedy."""
    for place, target in enumerate(profile.targets, start=1):
        yield from _target(target, f"targets number {place}")
    yield from _twice(profile)
    for place, local in enumerate(profile.clocks, start=1):
        known = list(clocks())
        if local.clock not in known:
            yield ProfileError(f"clocks number {place}: clock", f"is '{local.clock}'", _nearest(known, local.clock))
        elif local.basis not in clocks()[local.clock].bases:
            bases = list(clocks()[local.clock].bases)
            yield ProfileError(f"clocks number {place}: basis", f"is '{local.basis}'", there_are(bases, local.basis))
    for name, choice in profile.settings.items():
        if name not in settings():
            yield ProfileError(f"settings.{name}", "is no choice of a measure", there_are(list(settings()), name))
        elif choice not in settings()[name].choices:
            yield ProfileError(f"settings.{name}", f"is '{choice}'", there_are(list(settings()[name].choices), choice))


def _target(target: Target, at: str) -> Iterator[ProfileError]:
    measure = all_measures().get(target.measure)
    if measure is None:
        yield ProfileError(f"{at}: measure", f"is '{target.measure}'", _nearest(list(all_measures()), target.measure))
        return
    if measure.kind != _KIND_OF[target.unit]:
        wrong = f"is '{target.unit}', and '{target.measure}' is a {measure.kind}"
        yield ProfileError(f"{at}: unit", wrong, f'Write unit = "{measure.kind}"')
    for group in target.where:
        if group not in measure.groups:
            yield ProfileError(f"{at}: where", f"has '{group}'", there_are(list(measure.groups), group))


def _twice(profile: Profile) -> Iterator[ProfileError]:
    """One target holds on a day."""
    for place, target in enumerate(profile.targets, start=1):
        alike = [one for one in profile.targets_of(target.measure) if one.where == target.where]
        for earlier, later in pairwise(alike):
            if later is target and (earlier.holds_until is None or earlier.holds_until >= later.holds_from):
                wrong = f"is {later.holds_from}, while another target of '{target.measure}' holds"
                yield ProfileError(f"targets number {place}: from", wrong, "End the earlier one the day before")


def _nearest(known: list[str], asked: str) -> str:
    """The nearest of very many names."""
    near = there_are(known, asked)
    return near.partition("?")[0] + "?" if near.startswith("Did you") else "Take one from the reference"
