"""What the figures of a publication mean: the time limits they go by, and the definition of each measure."""

from datetime import date
from itertools import chain

from handrail.measures.definitions import Measure
from handrail.publications.bindings import made
from handrail.publications.document import Block, Inline, Subheading, Terms, Text
from handrail.publications.numbers import capital
from handrail.publications.scene import Scene
from handrail.timescales.clocks import STATUTORY, NoFigure, clock


def clocks(scene: Scene) -> list[Block]:
    """Every time limit the measures of the publication go by, each with its law."""
    names = dict.fromkeys(chain.from_iterable(one.clocks for one in _measures(scene)))
    last = scene.shown.facts.times.own.last

    def said(name: str) -> str:
        figure = clock(name).figure(last, STATUTORY)
        return f"{figure.limit} from {clock(name).trigger}. {figure.law}."

    return [Terms(tuple((clock(one).title, (Text(said(one)),)) for one in names))] if names else []


def definitions(scene: Scene) -> list[Block]:
    """The definition of every measure in the publication."""
    blocks: list[Block] = []
    for one in _measures(scene):
        blocks += [Subheading(f"def-{one.name}", one.title, level=3), _definition(scene, one)]
    return blocks


def _measures(scene: Scene) -> list[Measure]:
    return list(dict.fromkeys(one.measure for one in scene.shown.bindings))


def _definition(scene: Scene, one: Measure) -> Terms:
    said: list[tuple[str, tuple[Inline, ...]]] = [
        ("Question", (Text(one.question),)),
        ("Counted", (Text(one.numerator),)),
    ]
    if one.denominator:
        said.append(("Out of", (Text(one.denominator),)))
    said.append(("What is counted", (Text(one.unit),)))
    if one.clocks:
        chosen = scene.setting(one.name, "basis")
        last = scene.shown.facts.times.own.last
        limits = (f"{clock(name).title.lower()}, {_limit(name, last, chosen)}" for name in one.clocks)
        said.append(("Time limits", (Text(capital("; ".join(limits))),)))
    figure = scene.shown.figure(made(one.name, scene.shown.facts.times))
    settings = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in figure.settings.items())
    said.append(("Settings", (Text(settings.replace("_", " ")),)))
    said.append(("Definition", (Text(figure.definition, code=True),)))
    return Terms(tuple(said))


def _limit(name: str, last: date, basis: str) -> str:
    """The limit on the basis chosen, or on that of the law where the clock has no other."""
    try:
        return clock(name).figure(last, basis).limit
    except NoFigure:
        return clock(name).figure(last, STATUTORY).limit
