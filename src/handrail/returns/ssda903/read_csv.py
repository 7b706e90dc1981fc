"""Reading the CSV files of an SSDA903 return: header, episodes and reviews."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePath

from handrail.record.problems import ERROR, NOTE, Problem
from handrail.returns.csv_text import BAD_CHARACTER, Sheet
from handrail.returns.ssda903.layouts import Layout
from handrail.returns.ssda903.rows import EpisodeRow, HeaderRow, ReturnFile, ReviewRow
from handrail.returns.values import is_nothing, uk_date

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


def _columns_missing(sheet: Sheet, layout: Layout, missing: list[str]) -> Problem:
    used = [column for column in missing if column in layout.needs]
    if used:
        message = f"{sheet.name} is the {layout.name} file but has no column {', '.join(used)}."
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


class Cells:
    """Takes single values out of rows: blanks, codes and dates, each text worked out once."""

    def __init__(self, sheet: Sheet, problems: list[Problem]) -> None:
        self.sheet, self.problems = sheet, problems
        self._at = {column: index for index, column in reversed(list(enumerate(sheet.columns)))}
        self._dates: dict[str, date | None] = {}
        self._codes: dict[str, str | None] = {}
        self._texts: dict[str, str] = {"": ""}
        self._children: dict[str, str] = {}

    def at(self, column: str) -> int:
        """Where the column stands; -1 for one the file does not have (see `blank_for_absent`)."""
        return self._at.get(column, -1)

    def text(self, cells: list[str], at: int, number: int, child: str | None, column: str) -> str:
        """The value without spaces around it; blank where it only says NULL, with a problem."""
        cell = cells[at] if at >= 0 else ""
        known = self._texts.get(cell)
        if known is not None:
            return known
        text = cell.strip()
        if not is_nothing(text):
            return self._texts.setdefault(cell, text)
        if text:
            self.problems.append(self._says_null(number, child, column, text))
        return ""

    def _says_null(self, number: int, child: str | None, column: str, text: str) -> Problem:
        message = f"Row {number} of {self.sheet.name}: {column} holds the word {text}, which was read as blank."
        remedy = "Export blanks as empty cells, not as a word, and load again."
        return Problem("VALUE-NULL", ERROR, self.sheet.name, number, child, column, text, message, remedy)

    def code(self, text: str) -> str | None:
        """The code in upper case; None for a blank."""
        try:
            return self._codes[text]
        except KeyError:
            found = self._codes[text] = text.upper() or None
            return found

    def day(self, text: str) -> date | None:
        """The date, or None for a blank or for text that is not a date."""
        try:
            return self._dates[text]
        except KeyError:
            found = self._dates[text] = uk_date(text) if text else None
            return found

    def wrong_date(self, number: int, child: str, column: str, text: str, left_out: bool) -> None:
        """Add the problem that this text is not a date."""
        kept = "The row was left out; the rest was read." if left_out else "It was read as blank."
        self.problems.append(
            Problem(
                _NOT_A_DATE[column],
                ERROR,
                self.sheet.name,
                number,
                child,
                column,
                text or None,
                f"Row {number} of {self.sheet.name}: {column} is {text or 'blank'}, which is not a date (dd/mm/yyyy). {kept}",
                _REMEDY,
            )
        )

    def child(self, cells: list[str], at: int, number: int) -> str | None:
        """The child's id, or None with a problem where there is none that can be trusted."""
        cell = cells[at]
        if cell in self._children:
            return self._children[cell]
        child = cell.strip()
        if child and BAD_CHARACTER not in child and not is_nothing(child):
            return self._children.setdefault(cell, child)
        what = "no child id" if not child or is_nothing(child) else "a child id that cannot be read"
        self.problems.append(
            Problem(
                "ROW-NO-CHILD",
                ERROR,
                self.sheet.name,
                number,
                None,
                "CHILD",
                child or None,
                f"Row {number} of {self.sheet.name} has {what}. The row was left out; the rest was read.",
                _REMEDY,
            )
        )
        return None


def _read_header(cells: Cells, file: ReturnFile) -> None:
    at_child, at_dob, at_sex = cells.at("CHILD"), cells.at("DOB"), cells.at("SEX")
    at_ethnic, at_mother = cells.at("ETHNIC"), cells.at("MOTHER")
    for number, row in cells.sheet.rows(cells.problems):
        child = cells.child(row, at_child, number)
        if child is None:
            continue
        dob = cells.text(row, at_dob, number, child, "DOB")
        born_on = cells.day(dob)
        if born_on is None and at_dob >= 0:
            cells.wrong_date(number, child, "DOB", dob, left_out=False)
        file.header.append(
            HeaderRow(
                number,
                child,
                born_on,
                cells.code(cells.text(row, at_sex, number, child, "SEX")),
                cells.code(cells.text(row, at_ethnic, number, child, "ETHNIC")),
                cells.text(row, at_mother, number, child, "MOTHER") or None,
            )
        )


def _read_episodes(cells: Cells, file: ReturnFile) -> None:
    at_child, at_start, at_end = cells.at("CHILD"), cells.at("DECOM"), cells.at("DEC")
    coded = [(column, cells.at(column)) for column in ("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC")]
    for number, row in cells.sheet.rows(cells.problems):
        child = cells.child(row, at_child, number)
        if child is None:
            continue
        start = cells.text(row, at_start, number, child, "DECOM")
        started_on = cells.day(start)
        if started_on is None:
            cells.wrong_date(number, child, "DECOM", start, left_out=True)
            continue
        end = cells.text(row, at_end, number, child, "DEC")
        ended_on = cells.day(end)
        if end and ended_on is None:
            cells.wrong_date(number, child, "DEC", end, left_out=True)
            continue
        rne, status, need, place, provider, rec = [
            cells.code(cells.text(row, at, number, child, column)) for column, at in coded
        ]
        file.episodes.append(EpisodeRow(number, child, started_on, ended_on, rne, status, need, place, provider, rec))


def _read_reviews(cells: Cells, file: ReturnFile) -> None:
    at_child, at_dob = cells.at("CHILD"), cells.at("DOB")
    at_held, at_code = cells.at("REVIEW"), cells.at("REVIEW_CODE")
    for number, row in cells.sheet.rows(cells.problems):
        child = cells.child(row, at_child, number)
        if child is None:
            continue
        dob = cells.text(row, at_dob, number, child, "DOB")
        born_on = cells.day(dob)
        if dob and born_on is None:
            cells.wrong_date(number, child, "DOB", dob, left_out=False)
        held = cells.text(row, at_held, number, child, "REVIEW")
        code = cells.code(cells.text(row, at_code, number, child, "REVIEW_CODE"))
        file.reviews.append(ReviewRow(number, child, born_on, cells.day(held), held, code))


_READERS: dict[str, Callable[[Cells, ReturnFile], None]] = {
    "header": _read_header,
    "episodes": _read_episodes,
    "reviews": _read_reviews,
}
