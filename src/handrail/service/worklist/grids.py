"""What a list is: a query of rows, each about one child, and a declared table of columns.

A new list declares a `Grid`; sorting, filtering, editing, pasting, bulk change, undo and workbook are here for all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet

from handrail.service.authorities.visits import Visit
from handrail.service.worklist import values
from handrail.service.worklist.values import TEXT, Options

RowKey = tuple[str, str]
"""The council's id of a child, and the natural key of the row within the child."""
Wanted = Mapping[str, str]
"""Values by column, as they are kept."""


@dataclass(frozen=True)
class Row:
    """A row as it stands: its number while it is there, the child by key and by the council's id, and its kept values.

    `source` is the row of the database; `cells` has a value for each column in which something stands.
    """

    number: int
    child: str
    child_id: str
    key: str
    source: Any
    cells: Mapping[str, str]

    @property
    def name(self) -> RowKey:
        """What changes hang on."""
        return self.child_id, self.key


BY_CHILD, BY_ROW = "{0}.child_id = rows.child_id", "{0}.child_id = rows.child_id AND {0}.duty = rows.key"


@dataclass(frozen=True)
class Order:
    """What a list is sorted by: SQL over `rows` and whatever is joined to them, which stands at most once for each.

    `given` are expressions the rows need for it; `joined` the queries joined to them by name, each with its condition
    (`BY_CHILD`, `BY_ROW`, or its own); `falling` whether the other way round is the usual one. What has no value is last.
    """

    by: str
    given: Mapping[str, Any] = field(default_factory=dict)
    joined: Mapping[str, tuple["QuerySet[Any]", str]] = field(default_factory=dict)
    falling: bool = False


class Editor(Protocol):
    """Writes columns that are written together, many rows at once."""

    def refuse(self, visit: Visit, row: Row, wanted: Wanted, *, back: bool) -> Mapping[str, str]:
        """Why some of these values cannot be written, by column; nothing where all can. `back` as for `write`."""

    def write(self, visit: Visit, wanted: Sequence[tuple[Row, Wanted]], *, back: bool) -> None:
        """Write them; `back` where they put back what stood before a step that this person takes back."""


def _none(_: Row) -> Options:
    return {}


@dataclass(frozen=True)
class Column:
    """A column: its key, heading and kind of value; what it is sorted by (None: it is not); who writes it.

    `options` gives the choices of a row's cell, `every_option` those that may stand anywhere in the column; `about` says
    what it is for, `width` how wide it is in a workbook, in characters.
    """

    key: str
    heading: str
    kind: str = TEXT
    order: Order | None = None
    editor: Editor | None = None
    options: Callable[[Row], Options] = _none
    every_option: Options = field(default_factory=dict)
    about: str = ""
    width: int = 20

    def shown(self, row: Row) -> str:
        """What stands in the cell of a row, in words."""
        return self.shown_as(row, row.cells.get(self.key, ""))

    def shown_as(self, row: Row, value: str) -> str:
        """A value in words, as it would stand in the cell of a row."""
        return values.shown(self.kind, value, self.options(row))


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list: a choice of `options`, or a day where there are none. `narrow` takes a value that fits."""

    key: str
    label: str
    narrow: Callable[["QuerySet[Any]", str], "QuerySet[Any]"]
    options: Options | None = None


@dataclass(frozen=True)
class Grid:
    """A list. `kind` and `stream` are what its pages ask the table of permissions for.

    `query` gives the rows a visit reaches, `columns` and `filters` what there is for this visit, `search` the rows that
    hold some words, `read` the rows as they stand, in the order given and in a constant number of queries; `order` is
    the column it is sorted by unless somebody says otherwise.
    """

    key: str
    title: str
    empty: str
    kind: str
    stream: str
    order: str
    query: Callable[[Visit], "QuerySet[Any]"]
    named: Callable[["QuerySet[Any]", Iterable[RowKey]], "QuerySet[Any]"]
    columns: Callable[[Visit], tuple[Column, ...]]
    filters: Callable[[Visit], tuple[Filter, ...]]
    search: Callable[[Visit, "QuerySet[Any]", str], "QuerySet[Any]"]
    read: Callable[[Visit, Sequence[Any]], list[Row]]
    links: Callable[[Visit, Row], Mapping[str, str]]

    def route(self, page: str) -> str:
        """The name of one of its pages."""
        return f"{self.key}-{page}"
