"""One cell by its mapping: a day, a code, a number or text; and a count of all that did not fit."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from handrail.returns.csv_text import BAD_CHARACTER
from handrail.returns.tracker import dates, vocabulary
from handrail.returns.tracker.grid import is_blank, text
from handrail.returns.tracker.headings import first_word, key
from handrail.returns.tracker.mapping import ANY_OTHER, Table
from handrail.returns.tracker.vocabulary import DATE, ID, Field
from handrail.returns.values import yes_no
from handrail.returns.workbook import Cell

Value = date | str | bool | int
BEGINS_WITH_CODE = ("participation", "category", "sex")
MAX_ID = 64


@dataclass
class ColumnTally:
    """What was met in one column: values, days from when to when, and what did not fit the mapping."""

    filled: int = 0
    first: date | None = None
    last: date | None = None
    other_forms: Counter[str] = field(default_factory=Counter)
    in_two_forms: int = 0
    unreadable: int = 0
    not_translated: Counter[str] = field(default_factory=Counter)

    @property
    def form_changed(self) -> bool:
        """Whether dates in forms not stated are more than slips: two or more, and one in fifty, or all there are."""
        others = self.other_forms.total()
        return others > 0 and (others == self.filled or (others >= 2 and others * 50 >= self.filled))

    def saw(self, day: date) -> date:
        """Keep the range of days."""
        self.first = min(day, self.first or day)
        self.last = max(day, self.last or day)
        return day


class Unreadable(ValueError):
    """A cell that is not blank and cannot be read; the message says why, in words that follow its heading."""


class Values:
    """Reads the cells of one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.tallies: dict[str, ColumnTally] = {}
        self._blank = {word.strip().casefold() for word in table.means_blank}
        self._codes: dict[str, Callable[[str], Value | None]] = {}

    def is_blank(self, cell: Cell) -> bool:
        """Whether the cell holds nothing, or a word the mapping says means nothing."""
        return is_blank(cell) or (isinstance(cell, str) and cell.strip().casefold() in self._blank)

    def read(self, cell: Cell, heading: str, shown: str, field: Field) -> Value | None:
        """The value of a cell, None for a blank. Raises Unreadable.

        `heading` is the mapping's, `shown` the file's own: they differ in a numbered series.
        """
        if self.is_blank(cell) and not self._is_translated(cell, field):
            return None
        tally = self.tallies.get(shown)
        if tally is None:
            tally = self.tallies[shown] = ColumnTally()
        tally.filled += 1
        if field.kind == DATE:
            return self._day(cell, heading, tally)
        written = text(cell)
        if BAD_CHARACTER in written:
            raise Unreadable("holds a character that could not be read")
        if field.is_coded:
            return self._code(written, field, tally)
        if field.kind == vocabulary.NUMBER:
            if written.isascii() and written.isdigit() and len(written) <= 4:
                return int(written)
            raise Unreadable("is not a whole number")
        if field.kind == ID and len(written) > MAX_ID:
            raise Unreadable(f"is longer than {MAX_ID} characters")
        return written

    def _is_translated(self, cell: Cell, field: Field) -> bool:
        return field.is_coded and isinstance(cell, str) and cell.strip() in self.table.codes.get(field.name, {})

    def _day(self, cell: Cell, heading: str, tally: ColumnTally) -> date:
        if isinstance(cell, date | datetime):
            day = dates.in_range(cell)
            if day:
                return tally.saw(day)
            tally.unreadable += 1
            raise Unreadable("is a day in a year no child of a return has lived in")
        written = text(cell)
        forms = self.table.forms_of(heading)
        day = dates.read(written, forms)
        if day:
            return tally.saw(day)
        others = dates.readings(written)
        if not others:
            tally.unreadable += 1
            raise Unreadable("is not a date")
        tally.other_forms[next(iter(others))] += 1
        tally.in_two_forms += len(set(others.values())) > 1
        stated = " or ".join(forms) or "no form of date at all"
        raise Unreadable(f"is written as {' or '.join(others)}; the mapping states {stated}")

    def _code(self, written: str, field: Field, tally: ColumnTally) -> Value | None:
        translate = self._codes.get(field.name) or self._codes.setdefault(field.name, self._translator(field))
        try:
            return translate(written)
        except KeyError:
            tally.not_translated[written] += 1
            raise Unreadable("is a wording the mapping does not translate") from None

    def _translator(self, field: Field) -> Callable[[str], Value | None]:
        given = self.table.codes.get(field.name, {})
        exact = {_wording(wording): code for wording, code in given.items() if wording != ANY_OTHER}
        codes = {code.casefold(): code for code in vocabulary.codes()[field.kind].codes}
        any_other = ANY_OTHER in given

        def translate(written: str) -> Value | None:
            code = exact.get(_wording(written))
            if code is None:
                code = codes.get(written.casefold())
            if code is None and field.kind in BEGINS_WITH_CODE:
                code = codes.get(first_word(written).casefold())
            if code is None and field.kind == "yes_no" and (answer := yes_no(written)) is not None:
                return answer
            if code is None and any_other:
                return None
            if code is None:
                raise KeyError(written)
            if field.kind == "yes_no" and code:
                return code == "yes"
            return code or None

        return translate


def _wording(written: str) -> str:
    return key(written) or written.strip()
