"""How the values of a column look: how many are dates, in which forms, and how many are codes. Never the values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from handrail.returns.tracker import dates, vocabulary
from handrail.returns.tracker.grid import is_blank, text
from handrail.returns.tracker.headings import first_word, key
from handrail.returns.tracker.values import BEGINS_WITH_CODE
from handrail.returns.values import yes_no
from handrail.returns.workbook import Cell

DATE_CELLS = "date cells"


@dataclass
class Look:
    """What was met in one column. Dates of which day and month could change places are counted apart."""

    filled: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    dated: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    blank_words: set[str] = field(default_factory=set)
    coded: Counter[str] = field(default_factory=Counter)
    wordings: dict[str, set[str]] = field(default_factory=dict)
    _known: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict, repr=False)

    def saw(self, cell: Cell) -> None:
        """Count one cell."""
        if is_blank(cell):
            return
        written = text(cell)
        if isinstance(cell, str) and written.casefold() in vocabulary.means_blank():
            self.blank_words.add(written.casefold())
            return
        self.filled += 1
        self._saw_date(cell, written)
        if written not in self._known and len(self._known) < 5_000:
            self._known[written] = list(recognised(written))
        for kind, wording in self._known.get(written, ()):
            self.coded[kind] += 1
            if wording is not None:
                self.wordings.setdefault(kind, set()).add(wording)

    def share_dated(self) -> float:
        """The share of filled cells that are dates in some form."""
        return self.dated / self.filled if self.filled else 0.0

    def share_coded(self, kind: str) -> float:
        """The share of filled cells that are codes of this list, or known wordings of them."""
        return self.coded[kind] / self.filled if self.filled else 0.0

    def shape(self, kind: str) -> str:
        """The look of the values in words, as they matter for a field of this kind."""
        if not self.filled:
            return "no values"
        if kind == vocabulary.DATE:
            shown = [form for form, _ in self.forms.most_common() if not form.startswith("mm/") or not self.day_first]
            forms = f" ({' or '.join(shown)})" if shown else ""
            return f"dates{forms} in {self.dated:,} of {self.filled:,} filled"
        if kind in vocabulary.codes():
            return f"known codes or wordings in {self.coded[kind]:,} of {self.filled:,} filled"
        return f"{self.filled:,} filled"

    def _saw_date(self, cell: Cell, written: str) -> None:
        if isinstance(cell, date):
            self.dated += 1
            self.forms[DATE_CELLS] += 1
            return
        found = dates.readings(written)
        if not found:
            return
        self.dated += 1
        self.forms.update(form for form in found if form != dates.SERIAL_1904)
        first = {form for form in found if form in (dates.DAY_FIRST, dates.DAY_FIRST_SHORT)}
        second = {form for form in found if form in (dates.MONTH_FIRST, dates.MONTH_FIRST_SHORT)}
        self.day_first += bool(first and not second)
        self.month_first += bool(second and not first)
        self.either += bool(first and second)


def recognised(written: str) -> Iterable[tuple[str, str | None]]:
    """The lists of codes this text belongs to, each with the known wording it is, None for the code itself."""
    folded = key(written) or written.strip()
    for name, code in vocabulary.codes().items():
        own = {each.casefold() for each in code.codes}
        first = first_word(written).casefold() if name in BEGINS_WITH_CODE else folded
        if written.casefold() in own or first in own or (name == "yes_no" and yes_no(written) is not None):
            yield name, None
        elif folded in code.wordings:
            yield name, folded
