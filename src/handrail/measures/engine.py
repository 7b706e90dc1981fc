"""Runs the measures over a record: what they read goes to DuckDB, and each measure lists its rows.

The same SQL text runs unchanged on other engines (see `portable.py`); DuckDB is the one used over files.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from handrail.measures import tables
from handrail.measures.asked import Asked
from handrail.measures.counting import CANNOT_BE_TOLD, Counting, ListedRow
from handrail.measures.definitions import Measure, choose
from handrail.measures.figures import Figure
from handrail.measures.groups import Lists, lists
from handrail.measures.periods import Period
from handrail.record import corrections
from handrail.record.record import Record

__all__ = ["CANNOT_BE_TOLD", "Engine", "ListedRow", "measure_all"]


class Engine(Counting):
    """A record ready to be measured over some periods with some settings, split by groups where asked."""

    def __init__(
        self,
        record: Record,
        periods: Sequence[Period],
        given: dict[str, str],
        wanted: Sequence[Measure],
        groups: Sequence[str] = (),
        used: Lists | None = None,
        any_split: bool = False,
    ) -> None:
        """`used` are the bands and groups of codes to split by, where they are not the national ones.

        `any_split` makes ready for every group of the wanted measures, so that `split` may be asked for any.
        """
        settings = choose(given)
        for measure in wanted:
            measure.refuse_unless_grouped_by(groups)
        if settings["basis_of_record"] == "verified":
            record = corrections.apply(record)
        self._database = duckdb.connect(config={"threads": 1})
        super().__init__(record, periods, settings, used or lists(), self._fetch, groups)
        statements = self.statements(wanted, _every_group if any_split else None)
        asked = Asked(self.record, self.periods, settings, self.lists)
        tables.load(self._database, asked, dict.fromkeys(statements))

    def _fetch(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._database.execute(sql, list(values)).fetchall()


def _every_group(measure: Measure) -> Sequence[str]:
    return measure.groups


def measure_all(
    record: Record,
    wanted: Sequence[Measure],
    periods: Sequence[Period],
    given: dict[str, str],
    groups: Sequence[str] = (),
    used: Lists | None = None,
) -> list[Figure]:
    """The figures of these measures over these periods, measure by measure; each split by these groups."""
    engine = Engine(record, periods, given, wanted, groups, used)
    return [figure for measure in wanted for figure in engine.figures(measure)]
