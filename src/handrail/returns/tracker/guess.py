"""Guessing a mapping: from the words of the headings and the look of the values. A person then confirms it.

What is written down are headings, known words and counts. No value of a child is.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from handrail.record.problems import Problem
from handrail.returns.sources import Source
from handrail.returns.tracker import dates, match, vocabulary
from handrail.returns.tracker.grid import Grid, grids, is_blank, text
from handrail.returns.tracker.headings import NUMBER, key, of_rows
from handrail.returns.tracker.look import DATE_CELLS, Look
from handrail.returns.tracker.mapping import Entry, Mapping, Table
from handrail.returns.tracker.match import Column
from handrail.returns.tracker.vocabulary import CHILD, CONFERENCES, DATE, ENTRIES, PLANS, REVIEWS
from handrail.returns.workbook import Cell

ROWS_LOOKED_AT = 20_000
_FILL_DOWN_FROM = 0.2
_ENOUGH = {DATE: 0.5, "participation": 0.2, "yes_no": 0.5, "category": 0.2, "kind": 0.5, "sex": 0.5}
_DATED_BY = {
    REVIEWS: {"held_on", "due_on", "planned_on"},
    CONFERENCES: {"held_on", "due_on", "planned_on", "strategy_discussion_on"},
    PLANS: {"started_on"},
}


@dataclass
class TableGuess:
    """A table as guessed: why each heading was taken for what it is, and what the person should look at."""

    table: Table
    why: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass
class Guess:
    """A mapping as guessed, and for each sheet no table was found in, why not."""

    tables: list[TableGuess]
    passed_over: list[str]

    @property
    def mapping(self) -> Mapping:
        """The mapping, confirmed by nobody."""
        return Mapping(tuple(each.table for each in self.tables))


def guess(source: Source, problems: list[Problem]) -> Guess:
    """The mapping this file seems to need; without tables where no sheet of it could be understood."""
    tables: list[TableGuess] = []
    passed_over: list[str] = []
    for grid in grids(source, problems):
        found = _guess_table(grid)
        if isinstance(found, TableGuess):
            tables.append(found)
        else:
            passed_over.append(found)
    return Guess(_joined(tables), passed_over)


def _guess_table(grid: Grid) -> TableGuess | str:
    at, depth = _header(grid)
    what = f"Sheet {grid.sheet}" if grid.sheet else grid.file
    if depth == 0:
        return f"{what}: no row was recognised as headings with the child's id among them. Children are never told by name."
    rows = [[text(cell) for cell in cells] for _, cells in grid.head[at : at + depth]]
    headings, header_rows = of_rows(rows), tuple(number for number, _ in grid.head[at : at + depth])
    looks, below = _looks(grid, header_rows[-1], len(headings))
    columns = match.columns(headings, grid.sheet)
    return _Guesser(grid, headings, header_rows, looks, below).table(columns)


def _header(grid: Grid) -> tuple[int, int]:
    """Where in the head the headings begin and over how many rows they go; (0, 0) where there are none."""
    best, where = 0.0, (0, 0)
    for at in range(len(grid.head)):
        for depth in (1, 2):
            rows = grid.head[at : at + depth]
            if len(rows) < depth or not all(_could_be_headings(cells) for _, cells in rows):
                continue
            if rows[-1][0] - rows[0][0] != depth - 1 or rows[0][0] > 1000 - depth:
                continue
            score = match.score(of_rows([[text(cell) for cell in cells] for _, cells in rows]))
            if score > best + 0.001:
                best, where = score, (at, depth)
    return where


def _could_be_headings(cells: list[Cell]) -> bool:
    """Whether a row holds words only: a date or number among them makes it a row of values."""
    filled = [cell for cell in cells if not (isinstance(cell, str) and is_blank(cell))]
    return bool(filled) and all(isinstance(cell, str) and not dates.readings(cell) for cell in filled)


def _looks(grid: Grid, header_row: int, width: int) -> tuple[list[Look], list[set[int]]]:
    """The look of each column below the headings, and which columns each row fills."""
    looks = [Look() for _ in range(width)]
    below: list[set[int]] = []
    for number, cells in islice(grid.rows(), ROWS_LOOKED_AT):
        if number <= header_row:
            continue
        filled = {at for at, cell in enumerate(cells[:width]) if not is_blank(cell)}
        if len(filled) < 2:
            continue  # a blank row, a note or the name of a section
        below.append(filled)
        for at in filled:
            looks[at].saw(cells[at])
    return looks, below


class _Guesser:
    """Makes one table out of matched columns, dropping those whose values do not bear the heading out."""

    def __init__(
        self, grid: Grid, headings: list[str], header_rows: tuple[int, ...], looks: list[Look], below: list[set[int]]
    ) -> None:
        self.grid, self.headings, self.header_rows, self.looks, self.below = grid, headings, header_rows, looks, below
        self.why: dict[str, str] = {}
        self.notes: list[str] = []

    def table(self, columns: list[Column]) -> TableGuess | str:
        taken = self._best([column for column in columns if self._borne_out(column)])
        child = {column.field.name: column.heading for column in taken if column.field.of == CHILD}
        if "child_id" not in child:
            return f"{self._what()}: no column was recognised as the child's id. Children are never told by name."
        entries, used = self._entries([column for column in taken if column.field.of != CHILD])
        kept = [column for column in taken if column.field.of == CHILD or column in used]
        mapped = {at for column in kept for at in column.at}
        table = Table(
            header_rows=self.header_rows,
            child=child,
            entries=entries,
            sheet=self.grid.sheet or "*",
            date_forms=self._date_forms(kept),
            codes=self._codes(kept),
            leave_out=vocabulary.leave_out(),
            means_blank=tuple(sorted({word for at in mapped for word in self.looks[at].blank_words})),
            fill_down=self._fill_down(kept, mapped),
            not_used=tuple(
                heading
                for at, heading in enumerate(self.headings)
                if heading and at not in mapped and _is_words(heading)
            ),
        )
        if not any((entries, child.keys() - {"child_id"})):
            return f"{self._what()}: only the child's id was recognised."
        return TableGuess(table, {each.heading: self.why[each.heading] for each in kept}, self.notes)

    def _what(self) -> str:
        return f"Sheet {self.grid.sheet}" if self.grid.sheet else self.grid.file

    # --- which columns

    def _borne_out(self, column: Column) -> bool:
        """Whether the values fit the heading; a column without values rests on its heading alone."""
        look = self._look(column)
        kind, enough = column.field.kind, _ENOUGH.get(column.field.kind)
        share = look.share_dated() if kind == DATE else look.share_coded(kind)
        shape = look.shape(kind)
        if enough is not None and look.filled and share < enough:
            self.notes.append(f"{column.heading!r} reads like {column.field.means}, but: {shape}. It was left out.")
            return False
        sure = column.score > 0.99 and look.filled and (enough is None or share >= 0.9)
        how = "sure" if sure else "likely" if column.score >= 0.6 and look.filled else "unsure"
        self.why[column.heading] = f"{how}: the heading says {column.phrase!r}; {shape}"
        return True

    def _look(self, column: Column) -> Look:
        """The look of a column, or of all columns of a series together."""
        if len(column.at) == 1:
            return self.looks[column.at[0]]
        together = Look()
        for at in column.at:
            look = self.looks[at]
            for name in ("filled", "dated", "day_first", "month_first", "either"):
                setattr(together, name, getattr(together, name) + getattr(look, name))
            together.forms.update(look.forms)
            together.coded.update(look.coded)
            for kind, wordings in look.wordings.items():
                together.wordings.setdefault(kind, set()).update(wordings)
        return together

    def _best(self, columns: list[Column]) -> list[Column]:
        """One column for each field, the best fit first; the others are said to fit too."""
        best: dict[tuple[object, ...], Column] = {}
        for column in sorted(columns, key=lambda column: (-column.score, column.at)):
            first = best.setdefault((column.field.of, column.field.name, column.group), column)
            if first is not column:
                what = f"{column.field.means}; {first.heading!r} was taken for it"
                self.notes.append(f"{column.heading!r} also reads like {what}.")
        return sorted(best.values(), key=lambda column: column.at)

    def _entries(self, columns: list[Column]) -> tuple[tuple[Entry, ...], list[Column]]:
        groups: dict[tuple[str, str | None, bool, bool], list[Column]] = {}
        for column in columns:
            groups.setdefault((column.field.of, *column.group), []).append(column)
        _join_unhinted(groups)
        entries: list[Entry] = []
        used: list[Column] = []
        for (of, kind, _, _), members in sorted(groups.items(), key=lambda item: ENTRIES.index(item[0][0])):
            mapped = {column.field.name: column.heading for column in members}
            needs_kind = of == CONFERENCES and "kind" not in mapped
            if not _DATED_BY[of] & set(mapped) or (needs_kind and kind is None):
                lacking = "a kind (initial or review)" if needs_kind and kind is None else "a date of its own"
                self.notes.append(
                    f"{', '.join(map(repr, mapped.values()))}: read like {of}, but without {lacking}. Left out."
                )
                continue
            entries.append(Entry(of, mapped, {"kind": str(kind)} if needs_kind else {}))
            used.extend(members)
        return tuple(entries), used

    # --- how values are written

    def _date_forms(self, columns: list[Column]) -> tuple[str, ...]:
        looks = [self.looks[at] for column in columns if column.field.kind == DATE for at in column.at]
        seen = Counter[str]()
        for look in looks:
            seen.update(look.forms)
        day, month, either = (
            sum(getattr(look, name) for look in looks) for name in ("day_first", "month_first", "either")
        )
        forms = [form for form in (dates.ISO, dates.NAMED, dates.SERIAL) if seen[form]]
        if day:
            forms[:0] = [form for form in (dates.DAY_FIRST, dates.DAY_FIRST_SHORT) if seen[form]]
            if month:
                self.notes.append(
                    f"{month:,} dates only make sense month first. They will be listed as problems, not read."
                )
        elif month:
            self.notes.append(
                f"{month:,} dates only make sense month first and {either:,} fit both ways. If the tracker writes the month "
                f"first, add {dates.MONTH_FIRST!r} to date_forms."
            )
        elif either:
            self.notes.append(
                f"Each of the {either:,} dates with strokes fits both day first and month first. Add {dates.DAY_FIRST!r} or "
                f"{dates.MONTH_FIRST!r} to date_forms."
            )
        if seen[dates.SERIAL] and seen[DATE_CELLS] + day == 0:
            self.notes.append(
                "Dates are bare numbers. Check one against the tracker: old Macintosh books count from 1904."
            )
        return tuple(forms)

    def _codes(self, columns: list[Column]) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for column in columns:
            if not column.field.is_coded:
                continue
            kind, look = column.field.kind, self._look(column)
            known = vocabulary.codes()[kind].wordings
            wordings = found.setdefault(column.field.name, {})
            wordings |= {wording: known[wording] for wording in sorted(look.wordings.get(kind, ()))}
            if column.asks_if_late:
                wordings |= {"yes": "no", "y": "no", "true": "no", "no": "yes", "n": "yes", "false": "yes"}
                self.notes.append(f"{column.heading!r} asks whether it was late, so yes stands for not in time.")
            if unknown := look.filled - look.coded[kind]:
                self.notes.append(f"{column.heading!r}: {unknown:,} values are no known wording: `try` counts them.")
        return {name: wordings for name, wordings in found.items() if wordings}

    def _fill_down(self, columns: list[Column], mapped: set[int]) -> tuple[str, ...]:
        """Fields of the child that stand only in the first of several rows, as merged cells do."""
        child_id = next(column.at[0] for column in columns if column.field.name == "child_id")
        rows = [filled for filled in self.below if filled & mapped]
        blank = sum(child_id not in filled for filled in rows)
        if not rows or blank / len(rows) < _FILL_DOWN_FROM:
            return ()
        self.notes.append(
            f"The child's id is blank in {blank:,} of {len(rows):,} rows: taken from the row above (fill_down)."
        )
        return tuple(column.field.name for column in columns if column.field.of == CHILD)


def _join_unhinted(groups: dict[tuple[str, str | None, bool, bool], list[Column]]) -> None:
    """Columns on a conference that do not say which kind join the one group that does, if there is one."""
    for of, kind, repeated, is_next in list(groups):
        hinted = [each for each in groups if each[0] == of and each[1] and each[2:] == (repeated, is_next)]
        if of == CONFERENCES and kind is None and len(hinted) == 1:
            known = {column.field.name for column in groups[hinted[0]]}
            members = groups.pop((of, kind, repeated, is_next))
            groups[hinted[0]].extend(column for column in members if column.field.name not in known)


def _joined(tables: list[TableGuess]) -> list[TableGuess]:
    """Sheets that are alike but for their name (Reviews 2023, Reviews 2024) as one table with a pattern of names."""
    found: list[TableGuess] = []
    for guessed in tables:
        for index, known in enumerate(found):
            prefix = _common_prefix(known.table.sheet.rstrip("*"), guessed.table.sheet)
            same = replace(known.table, sheet="", date_forms=(), codes={}, means_blank=()) == replace(
                guessed.table, sheet="", date_forms=(), codes={}, means_blank=()
            )
            if same and len(prefix) >= 3:
                found[index] = _one(known, guessed, f"{prefix}*")
                break
        else:
            found.append(guessed)
    return found


def _one(first: TableGuess, second: TableGuess, sheet: str) -> TableGuess:
    table, other = first.table, second.table
    codes = {name: table.codes.get(name, {}) | other.codes.get(name, {}) for name in {**table.codes, **other.codes}}
    joined = replace(
        table,
        sheet=sheet,
        date_forms=tuple(dict.fromkeys([*table.date_forms, *other.date_forms])),
        means_blank=tuple(sorted({*table.means_blank, *other.means_blank})),
        codes=codes,
    )
    return TableGuess(joined, first.why, list(dict.fromkeys([*first.notes, *second.notes])))


def _common_prefix(first: str, second: str) -> str:
    length = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return first[:length]


def _is_words(heading: str) -> bool:
    """Whether a heading is safe to write down: words, and not a value that slipped into the row of headings."""
    return bool(key(heading)) and any(sign.isalpha() for sign in heading) and NUMBER not in heading


def lines_of(found: Guess) -> Iterator[str]:
    """What was guessed, for the person at the keyboard."""
    for each in found.tables:
        of = ", ".join(entry.of for entry in each.table.entries) or "children"
        yield f"{each.table.sheet}: {of}; headings in row {each.table.header_rows[0]}; {len(each.why)} columns mapped."
        yield from each.notes
    yield from found.passed_over
