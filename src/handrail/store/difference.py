"""What a new version of the record changes, row by row. Where a row was read from is not part of what it says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from handrail.record.problems import ERROR, Problem
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, TABLES, Table

NEW, CHANGED, VANISHED, REFUSED = "new", "changed", "vanished", "refused"
OTHER = "(no one table)"
_READ_FROM = "read_from"
# Fields of the returns, and the table of the record that they end in.
_TABLE_OF_FIELD = {
    "DOB": "children", "CHILD": "children", "PersonBirthDate": "children", "ExpectedPersonBirthDate": "children",
    "DECOM": "episodes", "DEC": "episodes", "REVIEW": "reviews", "REVIEW_CODE": "reviews",
    "S47ActualStartDate": "enquiries", "InitialCPCtarget": "enquiries", "ICPCnotRequired": "enquiries",
    "DateOfInitialCPC": "conferences", "CPPreviewDate": "conferences",
    "CPPstartDate": "plans", "CPPendDate": "plans", "NumberOfPreviousCPP": "plans",
}  # fmt: skip
_TABLE_OF_FILE = {"header": "children", "episodes": "episodes", "reviews": "reviews"}


class Change(NamedTuple):
    """One row that is new, has vanished, or one field of a row that changed; or what was refused, and why."""

    table: str
    what: str
    key: str
    field: str | None
    before: str | None
    after: str | None
    read_from: str | None

    def in_words(self) -> str:
        """The change as a line for a person."""
        start = f"{self.table:20} {self.what:9} {self.key}"
        if self.what == REFUSED:
            return f"{start}  {self.after}"
        if self.field:
            return f"{start}  {self.field}: {self.before or '-'} -> {self.after or '-'}"
        return f"{start}  {self.after or self.before or ''}".rstrip()


class Count(NamedTuple):
    """How many rows of a table an import changes."""

    table: str
    new: int = 0
    changed: int = 0
    vanished: int = 0
    refused: int = 0
    unchanged: int = 0


class Difference(NamedTuple):
    """What an import would change: counts of every table, and the changes themselves."""

    counts: list[Count]
    changes: list[Change]

    @property
    def touches(self) -> bool:
        """Whether any row is new, changed or gone."""
        return any(count.new or count.changed or count.vanished for count in self.counts)


def between(before: Record, after: Record, refused: Iterable[Problem], holds: dict[str, str]) -> Difference:
    """The difference of two records; `holds` says for a file that holds one kind of row which kind it is."""
    refused = [problem for problem in refused if problem.severity == ERROR]
    of_table = Counter(_table(problem, holds) for problem in refused)
    counts: list[Count] = []
    changes: list[Change] = []
    for table in TABLES:
        pairs = list(_pairs(table, getattr(before, table.name), getattr(after, table.name)))
        told = Counter(what for what, _, _ in pairs)
        count = Count(table.name, told[NEW], told[CHANGED], told[VANISHED], of_table[table.name], told[""])
        counts.append(count)
        changes.extend(change for what, old, new in pairs if what for change in changes_of(table, what, old, new))
    if of_table[OTHER]:
        counts.append(Count(OTHER, refused=of_table[OTHER]))
    changes.extend(_refusal(problem, holds) for problem in refused)
    return Difference(counts, changes)


def key_text(table: Table, row: Any) -> str:
    """The key of a row as corrections write it: its values joined by |, dates as yyyy-mm-dd."""
    return "|".join(_text(getattr(row, name)) or "" for name in table.key)


def _pairs(table: Table, before: list[Any], after: list[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each row before with the row after that stands for the same thing; rows that say the same first."""
    old, new = _by_key(table, before), _by_key(table, after)
    for key in sorted({*old, *new}, key=str):
        gone, come = old.get(key, []), new.get(key, [])
        left = Counter(_saying(row) for row in come)
        for row in list(gone):
            if left[_saying(row)]:
                left[_saying(row)] -= 1
                same = next(each for each in come if _saying(each) == _saying(row))
                come.remove(same)
                gone.remove(row)
                yield "", row, same
        for one, other in zip(gone, come, strict=False):
            yield CHANGED, one, other
        yield from ((VANISHED, row, None) for row in gone[len(come) :])
        yield from ((NEW, None, row) for row in come[len(gone) :])


def _by_key(table: Table, rows: list[Any]) -> dict[tuple[Any, ...], list[Any]]:
    names = [name for name in table.key if name != _READ_FROM]
    at = [table.row._fields.index(name) for name in names]  # type: ignore[attr-defined]
    found: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in rows:
        found[tuple(row[index] for index in at)].append(row)
    return found


def _saying(row: Any) -> tuple[Any, ...]:
    return tuple(row[:-1] if row._fields[-1] == _READ_FROM else row)


def changes_of(table: Table, what: str, old: Any, new: Any) -> Iterator[Change]:
    """One change of a row in words: field by field where there are both an old and a new one."""
    row = new if new is not None else old
    key, read_from = key_text(table, row), getattr(row, _READ_FROM, None) or None
    if old is not None and new is not None:
        for name, was, becomes in zip(row._fields, old, new, strict=True):
            if was != becomes and name != _READ_FROM:
                yield Change(table.name, what, key, name, _text(was), _text(becomes), read_from)
    else:
        said = _in_full(table, row)
        before, after = (said, None) if new is None else (None, said)
        yield Change(table.name, what, key, None, before, after, read_from)


def _in_full(table: Table, row: Any) -> str:
    """What a row says besides its key and source."""
    values = zip(row._fields, map(_text, row), strict=True)
    return "; ".join(
        f"{name}={text}" for name, text in values if text is not None and name not in (*table.key, _READ_FROM)
    )


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _refusal(problem: Problem, holds: dict[str, str]) -> Change:
    place = problem.file if problem.row is None else f"{problem.file}:{problem.row}"
    said = f"{problem.rule}: {problem.message} {problem.what_to_do}"
    return Change(_table(problem, holds), REFUSED, place, problem.field, problem.value, said, place)


def _table(problem: Problem, holds: dict[str, str]) -> str:
    found = _TABLE_OF_FIELD.get(problem.field or "") or _TABLE_OF_FILE.get(holds.get(problem.file, ""))
    if found is None and problem.file.rpartition(".")[0] in TABLE_BY_NAME:
        found = problem.file.rpartition(".")[0]  # a file of a record is named for its table
    return found or OTHER
