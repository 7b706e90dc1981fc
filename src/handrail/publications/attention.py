"""What a board should look at: targets in force that the year did not meet, and what still waits at its end."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from handrail.measures.figures import SHARE
from handrail.profiles import Target
from handrail.publications.bindings import Binding, made
from handrail.publications.document import Block, BulletList, Inline, Number, Paragraph, Text
from handrail.publications.numbers import target_in_words
from handrail.publications.plainly import between
from handrail.publications.scene import Scene

_NOTHING = "No target in force is missed in these figures, and nothing that is counted here waits."


def attention(scene: Scene) -> list[Block]:
    """Which targets in force on the last day the year did not meet, and what waits at its end."""
    items = [*_missed(scene), *_waiting(scene)]
    return [BulletList(tuple(items)) if items else Paragraph((Text(_NOTHING),))]


def _missed(scene: Scene) -> Iterator[tuple[Inline, ...]]:
    """Every target that was missed; at the end those of which small numbers forbid to say so."""
    unclear = []
    for target, binding in _held(scene):
        is_met = _is_met(scene, target, binding)
        if is_met is None:
            unclear.append(_title(scene, binding))
        elif not is_met:
            yield _result(scene, target, binding)
    if unclear:
        said = "Whether the target was met cannot be said, because the numbers are small"
        yield (Text(f"{said}: {'; '.join(unclear)}."),)


def _held(scene: Scene) -> Iterator[tuple[Target, Binding]]:
    """The targets in force on the last day of which there is a figure."""
    times = scene.shown.facts.times
    for target in scene.profile.targets:
        if target.holds_on(times.own.last) and target.unit != "days":
            binding = made(target.measure, times, target.where)
            figure = scene.shown.figure(binding)
            if figure.numerator is not None and (figure.kind != SHARE or figure.denominator):
                yield target, binding


def _is_met(scene: Scene, target: Target, binding: Binding) -> bool | None:
    """Whether the target was met, as far as a reader may know; None where that is not far enough."""
    ends = between(scene.shown, binding)
    if ends is None:
        return None
    base = scene.shown.figure(binding).denominator if binding.measure.kind == SHARE else 1
    is_most = target.direction == "at_most"
    met = {end <= target.value * (base or 1) if is_most else end >= target.value * (base or 1) for end in ends}
    return met.pop() if len(met) == 1 else None


def _result(scene: Scene, target: Target, binding: Binding) -> tuple[Inline, ...]:
    result = scene.shown.share(binding) if binding.measure.kind == SHARE else scene.shown.count(binding)
    aim = Number(target_in_words(target.value, target.unit), scene.shown.figure(binding), "target")
    side = "above" if target.direction == "at_most" else "below"
    return Text(f"{_title(scene, binding)}: "), _strong(result), Text(f", {side} the target of "), aim, Text(".")


def _title(scene: Scene, binding: Binding) -> str:
    groups = ", ".join(scene.words.value(value).lower() for _, value in binding.where)
    return f"{binding.measure.title} ({groups})" if groups else binding.measure.title


def _waiting(scene: Scene) -> Iterator[tuple[Inline, ...]]:
    """Everything that waits; at the end what nobody can tell, because its source was not loaded."""
    unknown = []
    for one in _listed():
        binding = made(one["measure"], scene.shown.facts.times)
        if not scene.shown.is_loaded(binding):
            unknown.append(scene.words.fill(one["words"]))
        elif scene.shown.figure(binding).numerator:
            is_share = binding.measure.kind == SHARE
            told = scene.shown.share(binding) if is_share else scene.shown.count(binding)
            yield Text(f"{scene.words.fill(one['words'])}: "), _strong(told), Text(".")
    if unknown:
        yield (Text(f"Not known, because no source for it was loaded: {'; '.join(unknown)}."),)


def _strong(number: Number) -> Number:
    return replace(number, strong=True)


@cache
def _listed() -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["waiting"]
    return found
