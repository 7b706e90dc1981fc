"""The measures, ready to be counted on the service's own database: the counting is the command line's."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from handrail.measures.counting import Counting
from handrail.measures.definitions import Measure
from handrail.record.schema import Field
from handrail.service.scorecard.standing import Standing, Wanted, standing
from handrail.service.scorecard.temporary import as_read

_LISTED = tuple(
    Field(name, "date" if name.endswith("_on") else "string", "", False)
    for name in ("period_id", "child_id", "subject", "event_on", "due_on", "outcome", "read_from")
)


Splits = Callable[[Measure], Iterable[str]]
"""The groups a measure will be split by."""


class Ours(Counting):
    """Counts over the record as it stands in the service's database."""

    def __init__(self, wanted: Wanted, record: Standing, measures: Sequence[Measure], splits: Splits) -> None:
        self._standing = record
        super().__init__(record.record, wanted.periods, wanted.settings, wanted.lists, record.run)
        record.ready(self.statements(measures, splits))

    def _holds(self, table: str) -> bool:
        return self._standing.has_any(table)

    def _found(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return as_read(_LISTED, list(super()._found(sql, values)))


@contextmanager
def counting(wanted: Wanted, measures: Sequence[Measure], splits: Splits = lambda measure: ()) -> Iterator[Ours]:
    """These measures ready to be counted, for as long as the `with` lasts. Raises NoWall."""
    with standing(wanted) as record:
        yield Ours(wanted, record, measures, splits)
