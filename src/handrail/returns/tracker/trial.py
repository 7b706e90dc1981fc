"""A dry run: what a mapping would make of a file. Nothing is written and nothing is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from handrail.record.problems import ERROR, Problem
from handrail.record.schema import TABLES
from handrail.returns.sources import Source
from handrail.returns.tracker.mapping import Mapping
from handrail.returns.tracker.read import FileReading, TableReading, read
from handrail.returns.tracker.to_record import part_of

MOST_SHOWN = 10


@dataclass
class Trial:
    """What would be read, and every problem that would be listed."""

    mapping: Mapping
    readings: list[FileReading]
    rows_of: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def would_be_read(self) -> bool:
        """Whether the file fits the mapping."""
        return bool(self.readings) and not any(reading.differences for reading in self.readings)

    def as_row(self) -> dict[str, Any]:
        """The trial as plain values."""
        return {
            "mapping": self.mapping.name,
            "confirmed": self.mapping.is_confirmed,
            "would_be_read": self.would_be_read,
            "differences": [each for reading in self.readings for each in reading.differences],
            "rows": self.rows_of,
            "sheets": [_sheet(table) for reading in self.readings for table in reading.tables],
            "problems": [problem._asdict() for problem in self.problems],
        }

    def lines(self) -> Iterator[str]:
        """The trial in words."""
        if not self.readings:
            yield "This file does not belong to the mapping: it has fewer than half of its headings."
        for reading in self.readings:
            for table in reading.tables:
                yield from _lines(table)
        yield ""
        if self.would_be_read:
            yield "It would be read. " + _counts(self.rows_of, "nothing") + "."
        elif self.readings:
            yield "It would not be read: the file and the mapping differ."
            yield from (f"  {each}" for reading in self.readings for each in reading.differences)
            yield "What the rows would give otherwise: " + _counts(self.rows_of, "nothing") + "."
        errors = sum(problem.severity == ERROR for problem in self.problems)
        yield f"Problems: {len(self.problems):,}, of them errors {errors:,}."
        yield from (f"  {problem.message}" for problem in self.problems[:MOST_SHOWN])
        if len(self.problems) > MOST_SHOWN:
            yield f"  and {len(self.problems) - MOST_SHOWN:,} more (--format json lists all)."
        yield "The mapping is confirmed." if self.mapping.is_confirmed else _CONFIRM


_CONFIRM = "Nobody has confirmed the mapping yet: when it is right, put your name and the date into confirmed_by."


def run(source: Source, mapping: Mapping) -> Trial:
    """Read the file with the mapping, confirmed or not, and say what would come of it."""
    trial = Trial(mapping, [])
    trial.readings = read(source, [mapping], trial.problems)
    rows_of = {table.name: 0 for table in TABLES}
    for reading in trial.readings:
        trial.problems.extend(reading.problems)
        part = part_of(reading, trial.problems)
        for name in rows_of:
            rows_of[name] += len(getattr(part.record, name))
    trial.rows_of = {name: count for name, count in rows_of.items() if count}
    return trial


def _sheet(table: TableReading) -> dict[str, Any]:
    tallies = table.values.tallies
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "rows_read": len(table.rows),
        "rows_left_out": dict(table.left_out),
        "dates": {
            name: {"first": each.first.isoformat(), "last": each.last.isoformat(), "filled": each.filled}
            for name, each in tallies.items()
            if each.first and each.last
        },
        "dates_in_two_forms": {name: each.in_two_forms for name, each in tallies.items() if each.in_two_forms},
        "dates_in_other_forms": {name: dict(each.other_forms) for name, each in tallies.items() if each.other_forms},
        "not_translated": {
            name: dict(each.not_translated.most_common()) for name, each in tallies.items() if each.not_translated
        },
        "columns_not_used": [*table.table.not_used, *table.place.new()],
    }


def _lines(table: TableReading) -> Iterator[str]:
    found = _sheet(table)
    yield f"{'Sheet ' + table.sheet if table.sheet else 'The file'}: headings in row {table.header_row}."
    yield f"  Rows read: {found['rows_read']:,}. Left out: {_counts(found['rows_left_out'], 'none')}."
    for name, days in found["dates"].items():
        yield f"  {name}: {days['filled']:,} filled, from {days['first']} to {days['last']}."
    for name, count in found["dates_in_two_forms"].items():
        yield f"  {name}: {count:,} dates fit two forms, and the mapping does not say which. State it in date_forms."
    for name, forms in found["dates_in_other_forms"].items():
        yield f"  {name}: in forms not stated: {_counts(forms, 'none')}."
    for name, wordings in found["not_translated"].items():
        shown = dict(list(wordings.items())[:MOST_SHOWN])
        more = f" and {len(wordings) - MOST_SHOWN:,} more wordings" if len(wordings) > MOST_SHOWN else ""
        yield f"  {name}: not translated: {_counts(shown, 'none')}{more}."
    if found["columns_not_used"]:
        yield f"  Columns not used: {', '.join(found['columns_not_used'])}."


def _counts(counts: dict[str, int], nothing: str) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items()) or nothing
