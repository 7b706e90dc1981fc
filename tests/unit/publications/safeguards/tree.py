"""Ways through a document's tree: every part of a kind, and the same tree with another part in its place."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from handrail.measures.figures import Figure
from handrail.publications.document import Document, Number, Paragraph, Subheading, Table, Text

Path = tuple[tuple[str, int | None], ...]


def found(node: Any, kind: type, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of this kind in the tree, with the way to it."""
    if isinstance(node, kind):
        yield path, node
    if is_dataclass(node) and not isinstance(node, Figure):
        for one in fields(node):
            value = getattr(node, one.name)
            if isinstance(value, tuple):
                for place, child in enumerate(value):
                    yield from found(child, kind, (*path, (one.name, place)))


def put(node: Any, path: Path, new: Any) -> Any:
    """The tree with this in that place."""
    if not path:
        return new
    (name, place), *rest = path
    value = getattr(node, name)
    child = put(value[place], tuple(rest), new)
    return replace(node, **{name: (*value[:place], child, *value[place + 1 :])})


class Sites:
    """Where a document may be changed: its numbers, words, tables and named places, each with the way to it."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def numbers(self) -> list[tuple[Path, Number]]:
        return list(found(self.document, Number))

    @cached_property
    def texts(self) -> list[tuple[Path, Text]]:
        return [one for one in found(self.document, Text) if not one[1].code and not one[1].typed]

    @cached_property
    def said(self) -> list[tuple[Path, Text]]:
        """Words of paragraphs that hold a number."""
        return [(path, part) for path, part, _ in self.around_numbers]

    @cached_property
    def around_numbers(self) -> list[tuple[Path, Text, str]]:
        """The same, each with the words of it that share a sentence with a number."""
        return [
            ((*path, ("parts", at)), part, _in_its_sentence(one.parts, at))
            for path, one in found(self.document, Paragraph)
            if any(isinstance(each, Number) for each in one.parts)
            for at, part in enumerate(one.parts)
            if isinstance(part, Text) and not part.code and not part.typed
        ]

    @cached_property
    def tables(self) -> list[tuple[Path, Table]]:
        return [one for one in found(self.document, Table) if any(True for _ in found(one[1], Number))]

    @cached_property
    def links(self) -> list[tuple[Path, Text]]:
        return [one for one in self.texts if one[1].link]

    @cached_property
    def places(self) -> list[str]:
        named = [one.id for kind in (Table, Subheading) for _, one in found(self.document, kind)]
        return [section.id for section in self.document.sections] + named


def _in_its_sentence(parts: tuple[Any, ...], at: int) -> str:
    first, *_, last = [*re.split(r"(?<=[.!?]) ", parts[at].text)] * 2
    behind = at > 0 and isinstance(parts[at - 1], Number)
    before = at + 1 < len(parts) and isinstance(parts[at + 1], Number)
    return (first if behind else "") + (last if before else "")
