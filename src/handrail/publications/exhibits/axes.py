"""Axes: the rows or columns of a table, spelled out. Each entry gives its cells a part of what they show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from handrail.measures.groups import NOT_RECORDED
from handrail.measures.periods import Period
from handrail.publications.bindings import Binding, made
from handrail.publications.exhibits.declared import ExhibitError, Item, TableSpec
from handrail.publications.shown import Shown
from handrail.publications.words import Words


@dataclass(frozen=True)
class Entry:
    """A row or a column: its heading, and what it says of each of its cells."""

    heading: str
    gives: Item
    days: Period | None = None
    total: bool = False


class Axes:
    """Spells out the axes of one table."""

    def __init__(self, table: TableSpec, shown: Shown, words: Words) -> None:
        self._table, self._shown, self._words = table, shown, words
        self._times = shown.facts.times

    def rows(self) -> list[Entry]:
        """The rows, the total last."""
        rows = [entry for item in self._table.rows for entry in self._spelled_out(item, self._table.columns)]
        total = [Entry(self._words.fill(self._table.total), Item(), total=True)] if self._table.total else []
        return [*rows, *total]

    def columns(self) -> list[Entry]:
        """The columns."""
        return [entry for item in self._table.columns for entry in self._spelled_out(item, self._table.rows)]

    def _spelled_out(self, item: Item, across: tuple[Item, ...]) -> Iterator[Entry]:
        for entry in self._several(item, across):
            if not item.parts:
                yield entry
            for part in item.parts:
                heading = " ".join(filter(None, (entry.heading, self._words.fill(part.heading))))
                yield replace(entry, heading=heading, gives=merged(entry.gives, part))

    def _several(self, item: Item, across: tuple[Item, ...]) -> Iterator[Entry]:
        own = replace(item, each="", by="", parts=())
        if item.each:
            for each in self._times.each(item.each, item.of):
                yield Entry(self._heading(item, each), own, each)
        elif item.by:
            yield from self._groups(item, own, across)
        else:
            days = self._times.named(item.period) if item.period else None
            yield Entry(self._words.fill(item.heading), own, days, total=item.total)

    def _heading(self, item: Item, days: Period) -> str:
        if item.each == "month_to_date":
            return f"to {days.last.day} {days.last:%B %Y}"
        return " ".join(filter(None, (self._words.fill(item.heading), self._times.heading(days))))

    def _groups(self, item: Item, own: Item, across: tuple[Item, ...]) -> Iterator[Entry]:
        labels = self._words.labels(item.labels)
        found = dict.fromkeys(labels) if self._words.shows_noughts(item.labels) else {}
        for binding, instead in self._asked(own, across):
            found |= dict.fromkeys(self._shown.facts.values(binding, instead.get(item.by, item.by)))
        found = {one: None for one in found if one in labels or self._is_any(own, item.by, one, across)}
        others = self._shown.facts.in_order(item.by, set(found) - set(labels))
        ordered = [*(one for one in labels if one in found), *others]
        ordered.sort(key=lambda one: one == NOT_RECORDED and one not in labels)
        if item.order == "size":
            ordered.sort(key=lambda one: -self._size(own, item.by, one, across))
        for value in ordered:
            said = labels.get(value) or self._words.said(value, item.labels)
            if value not in labels and said in labels.values():
                said = f"{said} ({value})"  # a code without words that reads as another's words
            yield Entry(said, replace(own, where={**own.where, item.by: value}))

    def _is_any(self, own: Item, by: str, value: str, across: tuple[Item, ...]) -> bool:
        """Whether anything of a group is counted, and not only left out."""
        of_group = replace(own, where={**own.where, by: value})
        figures = (self._shown.figure(binding) for binding in self._bindings(of_group, across))
        return any(one.numerator or one.denominator or one.not_assessable for one in figures)

    def _size(self, own: Item, by: str, value: str, across: tuple[Item, ...]) -> int:
        """The count of a group as it is printed in the last of its periods, so that the order tells nothing more.

        What is not recorded comes last.
        """
        if value == NOT_RECORDED:
            return -1
        binding = list(self._bindings(replace(own, where={**own.where, by: value}), across))[-1]
        return self._shown.exact(binding) or 0

    def _bindings(self, own: Item, across: tuple[Item, ...]) -> Iterator[Binding]:
        return (binding for binding, _ in self._asked(own, across))

    def _asked(self, own: Item, across: tuple[Item, ...]) -> Iterator[tuple[Binding, Mapping[str, str]]]:
        """What the other axis asks of this entry, and what its groups are called there: one is a row if any of it is."""
        for other in across:
            days = self._times.each(other.each, other.of) if other.each else [None]
            bare = replace(other, each="", by="", parts=())
            for period in days:
                gives = merged(merged(self._table.base, own), bare)
                named = period or self._times.named(gives.period or "year")
                if gives.measure:
                    yield made(gives.measure, self._times, where_of(gives), named, gives.chosen), gives.instead


def merged(first: Item, second: Item) -> Item:
    """What both say together; a cell may not be told two different things."""
    said = {}
    for name in ("measure", "period", "part", "per", "out_of", "before", "area"):
        one, other = getattr(first, name), getattr(second, name)
        if one and other and one != other:
            raise ExhibitError(f"A cell is told {name} twice: '{one}' and '{other}'.")
        said[name] = one or other
    where, chosen = {**first.where, **second.where}, {**first.chosen, **second.chosen}
    return replace(first, where=where, chosen=chosen, instead={**first.instead, **second.instead}, **said)


def where_of(gives: Item) -> dict[str, str]:
    """The part of the measure, each group by the name it has there."""
    return {gives.instead.get(name, name): value for name, value in gives.where.items()}
