"""What the service writes about a child, item by item, so that it can be filed in the child's own record.

An app declares its kinds of item in its module `filings`:

    @kind("note", "Notes on what is due", marks=_marks)
    def tell(visit, marks): ...

`marks` tells cheaply which items there are of some children; `tell` says those in words that are asked for. Each costs a
fixed number of queries, however many items there are.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2s
from typing import Any, NamedTuple

from handrail.service.authorities.visits import Visit


class Mark(NamedTuple):
    """An item, told cheaply: its kind, the council's id of its child, its natural key within both.

    `version` is another as soon as the item says something else. One that is `gone` was taken back, which matters only
    where it had been filed.
    """

    kind: str
    child_id: str
    key: str
    version: str
    at: datetime
    gone: bool = False

    @property
    def item(self) -> str:
        """What stands for the item in forms and receipts, whatever version it is in."""
        return _digest(self.kind, self.child_id, self.key)

    @property
    def id(self) -> str:
        """What stands for the item as it says now."""
        return f"{self.item}-{_digest(self.version)}"


@dataclass(frozen=True)
class Item:
    """An item in plain words, as a case note says it: no name of a child in it. `by` is the key of whoever wrote it."""

    mark: Mark
    title: str
    note: tuple[str, ...]
    dates: tuple[tuple[str, date], ...]
    by: str


Marks = Callable[[Any], Iterable[Mark]]
"""The items of some children, given as a query of the record's children."""
Tell = Callable[[Visit, Collection[Mark]], Iterable[Item]]


@dataclass(frozen=True)
class Kind:
    """A kind of item."""

    name: str
    title: str
    marks: Marks
    tell: Tell


_KINDS: dict[str, Kind] = {}


def kind(name: str, title: str, marks: Marks) -> Callable[[Tell], Tell]:
    """Declare a kind of item, in the module `filings` of its app."""

    def declare(tell: Tell) -> Tell:
        _KINDS[name] = Kind(name, title, marks, tell)
        return tell

    return declare


def kinds() -> dict[str, Kind]:
    """The kinds that were declared, by name."""
    return dict(sorted(_KINDS.items()))


def marks_of(children: Any) -> Iterator[Mark]:
    """Every item of these children."""
    for one in kinds().values():
        yield from one.marks(children)


def told(visit: Visit, marks: Collection[Mark]) -> dict[str, Item]:
    """These items in words, by their ids."""
    found: dict[str, Item] = {}
    for name, one in kinds().items():
        items = one.tell(visit, [mark for mark in marks if mark.kind == name])
        found |= {item.mark.id: item for item in items}
    return found


def _digest(*parts: str) -> str:
    return blake2s("\x00".join(parts).encode(), digest_size=8).hexdigest()
