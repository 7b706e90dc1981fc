"""A list opened by somebody: its columns and filters for them, what they chose, and the rows that leaves.

What was chosen stands in the address, but for words that were searched for: they may be a child's name, and are kept in
the session under a mark that says nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from secrets import token_hex
from typing import Any

from django.db.models import QuerySet

from handrail.service.authorities.visits import Visit
from handrail.service.worklist.grids import Column, Filter, Grid, Order, Row, RowKey
from handrail.service.worklist.placing import placed

PER_PAGE = 200
SORT, PAGE, WORDS = "sort", "page", "words"
_KEPT, _MOST_KEPT, _LONGEST = "worklist-words", 20, 200


@dataclass
class Chosen:
    """How a list is looked at. `query` is what stands in the address; `odd` says what in it could not be understood."""

    query: dict[str, str]
    words: str = ""
    odd: list[str] = field(default_factory=list)


class Opened:
    """A list opened in a visit."""

    def __init__(self, grid: Grid, visit: Visit, chosen: Chosen | None = None) -> None:
        self.grid, self.visit, self.chosen = grid, visit, chosen or Chosen({})

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Its columns by key."""
        return {one.key: one for one in self.grid.columns(self.visit)}

    @cached_property
    def filters(self) -> dict[str, Filter]:
        """Its filters by key."""
        return {one.key: one for one in self.grid.filters(self.visit)}

    @property
    def editable(self) -> dict[str, Column]:
        """The columns that somebody may write."""
        return {key: one for key, one in self.columns.items() if one.editor}

    @cached_property
    def rows(self) -> "QuerySet[Any]":
        """The rows that are left."""
        rows = self.grid.query(self.visit)
        for key, value in self.chosen.query.items():
            if key in self.filters:
                rows = self._narrowed(rows, self.filters[key], value)
        if self.chosen.words:
            rows = self.grid.search(self.visit, rows, self.chosen.words)
        return rows

    def page(self, number: int) -> tuple[list[Row], int]:
        """A page of them, its rows found first and read after; and how many there are in all."""
        numbers, total = placed(self.rows, *self._order(), (number - 1) * PER_PAGE, PER_PAGE)
        return self.numbered(numbers), total

    def first(self, most: int) -> tuple[list[Row], int]:
        """As many of them as that, in order; and how many there are in all."""
        numbers, total = placed(self.rows, *self._order(), 0, most)
        return self.numbered(numbers), total

    def numbered(self, numbers: Iterable[int]) -> list[Row]:
        """The rows of these numbers, in the order given; those that are no longer there are left out."""
        numbers = list(numbers)
        found = {one.pk: one for one in self.grid.query(self.visit).filter(pk__in=numbers)}
        return self.grid.read(self.visit, [found[one] for one in numbers if one in found])

    def named(self, keys: Iterable[RowKey]) -> dict[RowKey, Row]:
        """The rows of these keys that are there."""
        keys = set(keys)
        there = self.grid.named(self.grid.query(self.visit), keys)
        rows = self.grid.read(self.visit, [one for one in there if (one.child_id, one.key) in keys])
        return {one.name: one for one in rows}

    def _narrowed(self, rows: "QuerySet[Any]", by: Filter, value: str) -> "QuerySet[Any]":
        if by.options is None and not is_day(value):
            self.chosen.odd.append(f"{by.label}: “{value}” is no date, so nothing was left out for it.")
            return rows
        if by.options is not None and value not in by.options:
            self.chosen.odd.append(
                f"{by.label}: what was chosen is not there any more, so nothing was left out for it."
            )
            return rows
        return by.narrow(rows, value)

    def _order(self) -> tuple[Order, bool]:
        """What it is sorted by, and whether the other way round."""
        asked = self.chosen.query.get(SORT, "")
        column = self.columns.get(asked.lstrip("-"))
        if column is None or column.order is None:
            column, asked = self.columns[self.grid.order], ""
        order = column.order or Order("rows.id")
        return order, asked.startswith("-") != order.falling


def chosen_of(given: Mapping[str, str], session: Any) -> Chosen:
    """What stands in an address, and the words it stands for."""
    query = {key: value for key, value in given.items() if value and key != PAGE}
    kept = session.get(_KEPT, {})
    words = kept.get(query.get(WORDS, ""), "")
    odd = [] if words or WORDS not in query else ["The words searched for are gone. Type them again."]
    return Chosen(query, words, odd)


def keep_words(words: str, session: Any) -> str:
    """Keep words that were searched for until the session ends; the mark they are kept under."""
    mark, kept = token_hex(6), session.get(_KEPT, {})
    session[_KEPT] = dict([*kept.items(), (mark, words[:_LONGEST])][-_MOST_KEPT:])
    return mark


def is_day(value: str) -> bool:
    """Whether a text of an address is a day, as 2027-01-20."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
