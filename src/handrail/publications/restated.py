"""The earlier figures of a publication that are different now, told with both values and the reason (G20)."""

from dataclasses import replace

from handrail.measures.definitions import all_measures
from handrail.measures.figures import SHARE, Figure
from handrail.measures.periods import Period
from handrail.publications import numbers
from handrail.publications.bindings import Binding
from handrail.publications.document import Block, Inline, Number, Paragraph, Subheading, Text
from handrail.publications.restatements import Cells, Restatement, restatements, tables
from handrail.publications.scene import Scene
from handrail.publications.shown import SHARED

_EXPLAINED = (
    "Some numbers of earlier periods have been published before and are counted otherwise today. Both are given here, "
    "with the reason. Elsewhere in this report a number stands as it was published, unless its definition has changed."
)


def restated(scene: Scene) -> list[Block]:
    """Every figure of an earlier period that the publication prints, and that an earlier edition gave otherwise."""
    found = {id(one): (binding, one) for binding in _of_earlier_periods(scene) for one in _restated(scene, binding)}
    if not found:
        return []

    def cells(one: Restatement) -> Cells:
        return _cells(scene, found[id(one)][0], one)

    made = tables((one for _, one in found.values()), cells)
    return [Subheading("published-before", "What was published before"), Paragraph((Text(_EXPLAINED),)), *made]


def _of_earlier_periods(scene: Scene) -> list[Binding]:
    own = scene.shown.facts.times.own
    return [one for one in scene.shown.bindings if one.period.last < own.first]


def _restated(scene: Scene, binding: Binding) -> list[Restatement]:
    """What was published against what is counted, where the data loaded reach as far as they did then."""
    then = scene.shown.facts.published(binding)
    if then is None or then.numerator is None:
        return []
    now = scene.shown.facts.counted(binding)
    whole = now.numerator is not None and now.note in (None, then.note)
    return restatements([then], [now]) if whole else []


def _cells(scene: Scene, binding: Binding, one: Restatement) -> Cells:
    printed = scene.shown.figure(binding)

    def cell(figure: Figure) -> Inline:
        return _as_elsewhere(scene, binding) if figure == printed else _other(scene, binding, figure)

    return _heading(scene, binding, one.now), cell(one.then), cell(one.now)


def _heading(scene: Scene, binding: Binding, figure: Figure) -> str:
    period = scene.shown.facts.times.heading(Period(figure.period_from, figure.period_to))
    group = (scene.words.value(value) for value in figure.group.values())
    chosen = (f"{value} {name}".replace("_", " ") for name, value in binding.settings)
    return ", ".join([all_measures()[figure.measure].title, *group, *chosen, period])


def _as_elsewhere(scene: Scene, binding: Binding) -> Inline:
    return scene.shown.share(binding) if binding.measure.kind == SHARE else scene.shown.count(binding)


def _other(scene: Scene, binding: Binding, figure: Figure) -> Number:
    """The value that stands nowhere else; of a group, only where neither it nor what it differs by is small."""
    top, base = figure.numerator or 0, figure.denominator
    shown, policy = scene.shown.figure(binding), scene.shown.policy
    counts = [top] if base is None else [top, base, base - top]
    gaps = [abs(top - (shown.numerator or 0)), abs((base or 0) - (shown.denominator or 0))] if binding.where else []
    hidden = scene.shown.hides(binding) or any(policy.shows(count).value is None for count in (*counts, *gaps))
    if hidden or policy.round_to > 1:
        text = numbers.NOT_SHOWN
    elif base is None:
        text = numbers.quantity(top, figure.unit)
    else:
        share = numbers.percentage(top, base) if base else numbers.NONE_TO_COUNT
        text = f"{share} ({numbers.whole(top)} of {numbers.whole(base)})"
    other = replace(figure, settings={**figure.settings, "told": "otherwise"})  # two values, and each stands for itself
    return Number(text, other, SHARED if base is not None else "numerator")
