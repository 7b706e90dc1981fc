"""What the handbook requires of an annual report and this one does not give, each with the reason (G17)."""

from collections.abc import Iterator

from handrail.publications.bindings import made
from handrail.publications.document import Block, BulletList, Text
from handrail.publications.scene import Scene
from handrail.publications.standing import Required, known

_NO_CHAPTER = "no chapter of it gives that"


def not_in_this_report(scene: Scene) -> list[Block]:
    """What the handbook requires and no chapter gives, or no source that was loaded holds."""
    lines = [f"Not in this report: {what}. The reason: {why.rstrip('.')}." for what, why in _lacking(scene)]
    return [BulletList(tuple((Text(line),) for line in lines))] if lines else []


def _lacking(scene: Scene) -> Iterator[tuple[str, str]]:
    for one in known().required:
        if not _is_given(scene, one):
            yield one.what, _why(scene, one)


def _is_given(scene: Scene, one: Required) -> bool:
    """Whether its chapter is there, or a number of what gives it is printed."""
    printed = [binding for binding in scene.shown.bindings if scene.shown.is_loaded(binding)]
    gives = any(
        binding.measure.name == name and (not group or group in binding.groups)
        for name, group in one.by
        for binding in printed
    )
    return gives or one.chapter in scene.chapters


def _why(scene: Scene, one: Required) -> str:
    whole = [made(name, scene.shown.facts.times) for name, _ in one.by]
    if not whole or any(scene.shown.is_loaded(each) for each in whole):
        return _NO_CHAPTER
    return scene.shown.figure(whole[0]).note or "no source for it was loaded"
