"""Reading the CSV files of an SSDA903 return: header, episodes and reviews."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TypeVar

from handrail.record.problems import ERROR, NOTE, Problem
from handrail.returns.csv_text import BAD_CHARACTER, Sheet
from handrail.returns.ssda903 import placed
from handrail.returns.ssda903.layouts import Layout
from handrail.returns.ssda903.rows import EpisodeRow, HeaderRow, ReturnFile, ReviewRow
from handrail.returns.values import is_nothing, uk_date

Value = TypeVar("Value")
_REMEDY = "Correct it in your system, export again and load again."
_NOT_A_DATE = {
    "DOB": "903-102",
    "DECOM": "903-141",
    "DEC": "903-147",
}


def read(sheet: Sheet, layout: Layout, problems: list[Problem]) -> ReturnFile:
    """The rows of one file; what cannot be read becomes a problem, the rest is kept."""
    path = PurePath(sheet.name)
    file = ReturnFile(sheet.name, path.parent.as_posix(), path.stem.lower())
    missing = [column for column in layout.columns if column not in sheet.columns]
    if missing:
        problems.append(_columns_missing(sheet, layout, missing))
    needed = [column for column in layout.needs if column not in sheet.columns]
    if layout.name in _READERS and (not needed or set(needed) <= _CAN_DO_WITHOUT):
        file.holds = frozenset({layout.name})
        _READERS[layout.name](Cells(sheet, problems), file)
    return file


_CAN_DO_WITHOUT = frozenset({"REVIEW_CODE", "RNE", "PLACE", "REC", "DOB", "LS"})

_WITHOUT = {
    "LS": "Without LS short breaks (V3, V4) cannot be told from other care, so nothing is counted from these episodes.",
    "PLACE": "Without PLACE it is not known who was placed for adoption, so their reviews are judged as all others.",
}


def _columns_missing(sheet: Sheet, layout: Layout, missing: list[str]) -> Problem:
    used = [column for column in missing if column in layout.needs]
    if used:
        told = [_WITHOUT[column] for column in used if column in _WITHOUT]
        message = " ".join([f"{sheet.name} is the {layout.name} file but has no column {', '.join(used)}.", *told])
        return Problem(
            "FILE-COLUMN-MISSING",
            ERROR,
            sheet.name,
            1,
            None,
            used[0],
            None,
            message,
            "Export the file with all its columns and load it again.",
        )
    message = f"{sheet.name} has no column {', '.join(missing)}; nothing about reviews depends on it."
    return Problem(
        "FILE-COLUMN-MISSING",
        NOTE,
        sheet.name,
        1,
        None,
        missing[0],
        None,
        message,
        "Nothing for reviews; complete it before you submit the return.",
    )


class Understood(dict[str, Value]):
    """What each distinct text of a file means, worked out once, when it is first met."""

    def __init__(self, understand: Callable[[str], Value]) -> None:
        super().__init__()
        self._understand = understand

    def __missing__(self, text: str) -> Value:
        value = self[text] = self._understand(text)
        return value


class Cells:
    """The rows of one file, and what the texts in them mean: ids, blanks, codes and dates."""

    def __init__(self, sheet: Sheet, problems: list[Problem]) -> None:
        self.sheet, self.problems = sheet, problems
        self.children: Understood[str | None] = Understood(_child_id)
        self.texts: Understood[str] = Understood(self._text)
        self.codes: Understood[str | None] = Understood(lambda cell: self.texts[cell].upper() or None)
        self.days: Understood[date | None] = Understood(lambda cell: uk_date(self.texts[cell]))
        self._words_for_nothing: set[str] = set()

    def at(self, *columns: str) -> list[int]:
        """Where the columns stand; one the file does not have stands in the blank that `rows` adds to each row."""
        found = self.sheet.columns
        return [found.index(column) if column in found else len(found) for column in columns]

    def rows(self, columns: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
        """Each row with its number and the child's id; a problem for each without one, and for each NULL."""
        (at_child,) = self.at("CHILD")
        for number, row in self.sheet.rows(self.problems):
            child = self.children[row[at_child]]
            if child is None:
                self._no_child(number, row[at_child].strip())
                continue
            row.append("")
            yield number, child, row
        if self._words_for_nothing:
            self._report_words_for_nothing(columns)

    def wrong_date(self, number: int, child: str, column: str, cell: str, left_out: bool) -> None:
        """Add the problem that what stands here is not a date."""
        kept = "The row was left out; the rest was read." if left_out else "It was read as blank."
        text = self.texts[cell]
        what = f"{column} is {text or 'blank'}, which is not a date (dd/mm/yyyy). {kept}"
        self._add(_NOT_A_DATE[column], number, child, column, text or None, what, _REMEDY)

    def wrong_cell(self, rule: str, number: int, child: str, column: str, text: str, what: str) -> None:
        """Add the problem that a column holds what it cannot hold."""
        self._add(rule, number, child, column, text, f"{column} {what}", _REMEDY)

    def _text(self, cell: str) -> str:
        text = cell.strip()
        if is_nothing(text):
            if text:
                self._words_for_nothing.add(cell)
            return ""
        return text

    def _no_child(self, number: int, cell: str) -> None:
        what = "a child id that cannot be read" if BAD_CHARACTER in cell else "no child id"
        self._add(
            "ROW-NO-CHILD",
            number,
            None,
            "CHILD",
            cell or None,
            f"{what}. The row was left out; the rest was read.",
            _REMEDY,
        )

    def _report_words_for_nothing(self, columns: Sequence[str]) -> None:
        """Go through the file once more to say where a word such as NULL stands for a blank."""
        remedy = "Export blanks as empty cells, not as a word, and load again."
        places = list(zip(columns, self.at(*columns), strict=True))
        (at_child,) = self.at("CHILD")
        for number, row in self.sheet.rows([]):
            row.append("")
            for column, at in places:
                if row[at] in self._words_for_nothing:
                    word = row[at].strip()
                    what = f"{column} holds the word {word}, which was read as blank."
                    self._add("VALUE-NULL", number, self.children[row[at_child]], column, word, what, remedy)

    def _add(
        self, rule: str, number: int, child: str | None, column: str, value: str | None, what: str, remedy: str
    ) -> None:
        message = f"Row {number} of {self.sheet.name}: {what}"
        self.problems.append(Problem(rule, ERROR, self.sheet.name, number, child, column, value, message, remedy))


def _child_id(cell: str) -> str | None:
    child = cell.strip()
    return None if is_nothing(child) or BAD_CHARACTER in child else child


def _read_header(cells: Cells, file: ReturnFile) -> None:
    columns = ("DOB", "SEX", "ETHNIC", "MOTHER")
    at_dob, at_sex, at_ethnic, at_mother, at_upn = cells.at(*columns, "UPN")
    texts, codes, days = cells.texts, cells.codes, cells.days
    has_dob = "DOB" in cells.sheet.columns
    for number, child, row in cells.rows(columns):
        born_on = days[row[at_dob]]
        if born_on is None and has_dob:
            cells.wrong_date(number, child, "DOB", row[at_dob], left_out=False)
        sex, ethnicity, mother = codes[row[at_sex]], codes[row[at_ethnic]], texts[row[at_mother]] or None
        file.header.append(HeaderRow(number, child, born_on, sex, ethnicity, mother, row[at_upn] or None))


def _read_episodes(cells: Cells, file: ReturnFile) -> None:
    columns = ("DECOM", "DEC", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC")
    at_start, at_end, rne, status, need, place, provider, rec = cells.at(*columns)
    at_distance, at_location = cells.at(placed.DISTANCE, placed.LOCATION)
    texts, codes, days = cells.texts, cells.codes, cells.days
    for number, child, row in cells.rows(columns):
        started_on, end = days[row[at_start]], row[at_end]
        ended_on = days[end]
        if started_on is None:
            cells.wrong_date(number, child, "DECOM", row[at_start], left_out=True)
        elif ended_on is None and texts[end]:
            cells.wrong_date(number, child, "DEC", end, left_out=True)
        else:
            wrong = partial(cells.wrong_cell, placed.RULE, number, child)
            lies = placed.read(texts[row[at_distance]], texts[row[at_location]], wrong)
            file.episodes.append(
                EpisodeRow(
                    number,
                    child,
                    started_on,
                    ended_on,
                    codes[row[rne]],
                    codes[row[status]],
                    codes[row[need]],
                    codes[row[place]],
                    codes[row[provider]],
                    codes[row[rec]],
                    *lies,
                )
            )


def _read_reviews(cells: Cells, file: ReturnFile) -> None:
    columns = ("DOB", "REVIEW", "REVIEW_CODE")
    at_dob, at_held, at_code = cells.at(*columns)
    texts, codes, days = cells.texts, cells.codes, cells.days
    for number, child, row in cells.rows(columns):
        dob, held = row[at_dob], row[at_held]
        born_on = days[dob]
        if born_on is None and texts[dob]:
            cells.wrong_date(number, child, "DOB", dob, left_out=False)
        file.reviews.append(ReviewRow(number, child, born_on, days[held], texts[held], codes[row[at_code]]))


_READERS: dict[str, Callable[[Cells, ReturnFile], None]] = {
    "header": _read_header,
    "episodes": _read_episodes,
    "reviews": _read_reviews,
}
