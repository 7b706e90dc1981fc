"""Caseloads in words: the guide of the Handbook, how far they lie apart, and who stands on two lists."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from handrail.publications.bindings import Binding, made
from handrail.publications.document import Block, Inline, Number, Paragraph, Text
from handrail.publications.scene import Scene

_ALLOCATIONS = "allocations_open"
_DUTY = {"duty": "reviews_or_chairs"}
_FEWEST_TO_COMPARE = 2


def caseload_guide(scene: Scene) -> str:
    """What the Handbook calls a good caseload, and what it does not speak of."""
    guide = _guide()
    if scene.shown.facts.times.own.last < guide["from"]:
        return ""
    return (
        f"The guide is {guide['least']} to {guide['most']} {scene.words.word('children')} to an officer who works full time "
        f"({guide['source']}). It says nothing of conferences: a caseload of both is shown here and not held against it."
    )


def caseload_range(scene: Scene) -> list[Block]:
    """The fewest and the most allocations of one worker, post by post, whatever their hours."""
    there = scene.shown.facts.values(made(_ALLOCATIONS, scene.shown.facts.times, _DUTY), "post")
    posts = [*(post for post in scene.words.labels("posts") if post in there), *there]
    return [Paragraph(tuple(said)) for post in dict.fromkeys(posts) if (said := list(_range(scene, post)))]


def children_on_both_lists(scene: Scene) -> tuple[Inline, ...]:
    """How many children are looked after and have a plan: they are counted in both numbers."""
    binding = made("children_on_both_lists", scene.shown.facts.times)
    if not scene.shown.is_loaded(binding):
        return ()
    return (
        Text("A child may be in both numbers: the number of children looked after and on a plan is "),
        scene.shown.count(binding),
        Text("."),
    )


def _range(scene: Scene, post: str) -> Iterator[Inline]:
    shown, times, of_post = scene.shown, scene.shown.facts.times, {**_DUTY, "post": post}

    def count_of(one: Binding) -> int:
        return shown.figure(one).numerator or 0

    workers = shown.facts.values(made(_ALLOCATIONS, times, of_post), "worker")
    of_each = [made(_ALLOCATIONS, times, {**of_post, "worker": worker}) for worker in workers]
    each = sorted((one for one in of_each if count_of(one)), key=count_of)
    if len(each) < _FEWEST_TO_COMPARE:
        return
    label = scene.words.said(post, "posts")
    yield Text(f"As officers and chairs, those in the post of {label} have between ")
    yield _of_one(shown.count(each[0]), "fewest")
    yield Text(" and ")
    yield _of_one(shown.count(each[-1]), "most")
    yield Text(" allocations each, whatever their hours.")


def _of_one(number: Number, which: str) -> Number:
    """The number as that of nobody in particular."""
    figure = number.figure
    if figure is None:
        return number
    group = {name: value for name, value in figure.group.items() if name != "worker"}
    return replace(number, figure=replace(figure, measure=f"{figure.measure} of one worker, {which}", group=group))


def _guide() -> dict[str, Any]:
    data = tomllib.loads(Path(__file__).with_name("guides.toml").read_text(encoding="utf-8"))
    return dict(data["caseload"])
