"""Reading the XML form of an SSDA903 return: one file holds a whole set."""

from datetime import date
from functools import partial
from pathlib import PurePath

from lxml import etree

from handrail.record.problems import ERROR, Problem
from handrail.returns.sources import Source
from handrail.returns.ssda903 import placed
from handrail.returns.ssda903.rows import EpisodeRow, HeaderRow, ReturnFile, ReviewRow
from handrail.returns.values import is_nothing, uk_date
from handrail.returns.xml_text import elements, local_name

ROOT = "EXPSSDA903"
_REMEDY = "Correct it in your system, export again and load again."


def read(source: Source, problems: list[Problem]) -> ReturnFile:
    """The children, episodes and reviews of one XML file; what cannot be read becomes a problem."""
    path = PurePath(source.name)
    file = ReturnFile(
        source.name,
        path.parent.as_posix(),
        path.stem.lower(),
        holds=frozenset({"header", "episodes", "reviews"}),
        place="Line",
    )
    for element in elements(source, ("CHILD",), problems):
        _Child(element, file, problems).read()
    return file


class _Child:
    """One CHILD element: its header, reviews and episodes."""

    def __init__(self, element: etree._Element, file: ReturnFile, problems: list[Problem]) -> None:
        self.element, self.file, self.problems = element, file, problems
        self.child = ""

    def read(self) -> None:
        header = next((part for part in self.element if local_name(part).upper() == "HEADER"), None)
        values = self._values(header) if header is not None else {}
        self.child = values.get("CHILDID") or values.get("CHILD", "")
        if not self.child:
            self._no_child(self._line(self.element))
            return
        born_on = self._date("903-102", self._line(self.element), "DOB", values.get("DOB", ""))
        self.file.header.append(
            HeaderRow(
                self._line(self.element),
                self.child,
                born_on,
                _code(values, "SEX"),
                _code(values, "ETHNIC"),
                values.get("MOTHER") or None,
                _code(values, "UPN"),
            )
        )
        for part in header if header is not None else ():
            if local_name(part).upper() == "AREVIEW":
                self._review(part, born_on)
        for part in self.element:
            if local_name(part).upper() == "EPISODE":
                self._episode(part)

    def _review(self, part: etree._Element, born_on: date | None) -> None:
        values = self._values(part)
        held = values.get("REVIEW", "")
        self.file.reviews.append(
            ReviewRow(self._line(part), self.child, born_on, uk_date(held), held, _code(values, "REVIEW_CODE"))
        )

    def _episode(self, part: etree._Element) -> None:
        values, line = self._values(part), self._line(part)
        started_on = self._date("903-141", line, "DECOM", values.get("DECOM", ""), left_out=True)
        end = values.get("DEC", "")
        ended_on = self._date("903-147", line, "DEC", end, left_out=True) if end else None
        if started_on is None or (end and ended_on is None):
            return
        wrong = partial(self._problem, placed.RULE, line)
        lies = placed.read(values.get(placed.DISTANCE, ""), values.get(placed.LOCATION, ""), wrong)
        self.file.episodes.append(
            EpisodeRow(
                line,
                self.child,
                started_on,
                ended_on,
                _code(values, "RNE"),
                _code(values, "LS"),
                _code(values, "CIN"),
                _code(values, "PL") or _code(values, "PLACE"),
                _code(values, "PLACE_PROVIDER"),
                _code(values, "REC"),
                *lies,
            )
        )

    def _values(self, element: etree._Element) -> dict[str, str]:
        values = {}
        for part in element:
            name, text = local_name(part).upper(), (part.text or "").strip()
            if text and is_nothing(text):
                self._problem(
                    "VALUE-NULL",
                    self._line(part),
                    name,
                    text,
                    f"holds the word {text}, which was read as blank.",
                )
                text = ""
            values[name] = text
        return values

    def _date(self, rule: str, line: int, field: str, text: str, left_out: bool = False) -> date | None:
        found = uk_date(text)
        if found is None:
            kept = "The entry was left out; the rest was read." if left_out else "It was read as blank."
            self._problem(
                rule,
                line,
                field,
                text or None,
                f"is {text or 'blank'}, which is not a date (dd/mm/yyyy). {kept}",
            )
        return found

    def _no_child(self, line: int) -> None:
        what = "there is no child id (CHILDID). The child was left out; the rest was read."
        message = f"Line {line} of {self.file.name}: {what}"
        self.problems.append(
            Problem("ROW-NO-CHILD", ERROR, self.file.name, line, None, "CHILDID", None, message, _REMEDY)
        )

    def _problem(self, rule: str, line: int, field: str, value: str | None, what: str) -> None:
        message = f"Line {line} of {self.file.name}: {field} {what}"
        self.problems.append(
            Problem(rule, ERROR, self.file.name, line, self.child or None, field, value, message, _REMEDY)
        )

    @staticmethod
    def _line(element: etree._Element) -> int:
        """The line a person finds it on; libxml2 keeps lines past 65,535 right only where there is text."""
        leaf = next((part for part in element if part.text and part.text.strip()), element)
        return int(str(leaf.sourceline))


def _code(values: dict[str, str], field: str) -> str | None:
    return values.get(field, "").upper() or None
