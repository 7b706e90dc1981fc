"""From the named texts of one block of the census to its row, whichever form the census was read from.

A block is a mapping of field names in upper case to texts: the leaves of an XML element, or one CSV row.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from handrail.record.problems import ERROR, Problem
from handrail.returns.cin_census.rows import ChildRow, EnquiryRow, PlanReviewRow, PlanRow, ReferralRow
from handrail.returns.csv_text import BAD_CHARACTER
from handrail.returns.values import either_date, is_nothing, yes_no

Block = Mapping[str, str]

_CORRECT = "Correct it in your system, export again and load again."
_SEXES = {"1": "M", "2": "F", "0": "U", "9": "U", "M": "M", "F": "F", "U": "U"}
_READ_AS_BLANK = "It was read as blank."
_LONGEST_SHOWN = 60

_date_of: Callable[[str], date | None] = lru_cache(maxsize=65_536)(either_date)


class BlockReader:
    """Turns blocks of one file into rows; what cannot be read becomes a problem.

    `place` is what line numbers count in this file: Line (XML) or Row (CSV).
    """

    def __init__(self, file: str, place: str, problems: list[Problem]) -> None:
        self.file, self.place, self.problems = file, place, problems

    def child_id(self, block: Block, line: int) -> str | None:
        """The child's id, or None with a problem where there is none that can be trusted."""
        child = block.get("LACHILDID", "").strip()
        if child and BAD_CHARACTER not in child and not is_nothing(child):
            return child
        what = "no child id" if not child or is_nothing(child) else "a child id that cannot be read"
        what = f"there is {what}. What belongs to it was left out; the rest was read."
        self._problem("ROW-NO-CHILD", line, None, "LAchildID", child, what)
        return None

    def child(self, block: Block, line: int, child: str, ethnicity: str | None) -> ChildRow:
        """The row of ChildIdentifiers; sex is Sex (from 2024/25) or GenderCurrent (before)."""
        return ChildRow(
            self.file,
            line,
            child,
            self._date(block, line, child, "PersonBirthDate"),
            self._date(block, line, child, "ExpectedPersonBirthDate"),
            self._date(block, line, child, "PersonDeathDate"),
            self._sex(block, line, child),
            ethnicity,
            block.get("UPN", "").strip().upper() or None,
            block.get("FORMERUPN", "").strip().upper() or None,
        )

    def ethnicity(self, block: Block, line: int, child: str) -> str | None:
        """The Ethnicity of ChildCharacteristics."""
        return self._code(block, line, child, "Ethnicity")

    def referral(self, block: Block, line: int, child: str, referral: str) -> ReferralRow:
        """The row of CINdetails."""
        return ReferralRow(
            self.file,
            line,
            child,
            referral,
            self._date(block, line, child, "CINreferralDate"),
            self._date(block, line, child, "DateOfInitialCPC"),
            block.get("DATEOFINITIALCPC", "").strip(),
        )

    def enquiry(self, block: Block, line: int, child: str, referral: str) -> EnquiryRow:
        """The row of Section47. One without a start keeps its conference, but is no enquiry in the record."""
        left_out = "The enquiry was left out; its conference, if it has one, was kept."
        return EnquiryRow(
            self.file,
            line,
            child,
            referral,
            self._date(block, line, child, "S47ActualStartDate", left_out),
            self._date(block, line, child, "InitialCPCtarget"),
            self._date(block, line, child, "DateOfInitialCPC"),
            self._yes_no(block, line, child, "ICPCnotRequired"),
            block.get("S47ACTUALSTARTDATE", "").strip(),
            block.get("INITIALCPCTARGET", "").strip(),
            block.get("DATEOFINITIALCPC", "").strip(),
        )

    def plan(self, block: Block, line: int, child: str, referral: str, plan: str) -> PlanRow:
        """The row of ChildProtectionPlans. One without a start is left out of the record, with a problem."""
        left_out = "The plan and its reviews were left out; the rest was read."
        started_on = self._date(block, line, child, "CPPstartDate", left_out)
        started_text = block.get("CPPSTARTDATE", "").strip()
        if started_on is None and (not started_text or is_nothing(started_text)):
            self._problem("CIN-DATE", line, child, "CPPstartDate", "", f"CPPstartDate is blank. {left_out}")
        return PlanRow(
            self.file,
            line,
            child,
            referral,
            plan,
            started_on,
            self._date(block, line, child, "CPPendDate", "It was read as blank, so the plan counts as open."),
            self._code(block, line, child, "InitialCategoryOfAbuse"),
            self._code(block, line, child, "LatestCategoryOfAbuse"),
            self._count(block, line, child, "NumberOfPreviousCPP"),
            started_text,
            block.get("CPPENDDATE", "").strip(),
        )

    def plan_review(self, block: Block, line: int, child: str, referral: str, plan: str) -> PlanReviewRow:
        """The row of one CPPreviewDate. One without a date is left out of the record (8842Q reports it)."""
        left_out = "The review was left out; the rest was read."
        held_on = self._date(block, line, child, "CPPreviewDate", left_out)
        return PlanReviewRow(self.file, line, child, referral, plan, held_on, block.get("CPPREVIEWDATE", "").strip())

    def header_date(self, block: Block, line: int, field: str, consequence: str = _READ_AS_BLANK) -> date | None:
        """A date that belongs to no child, as in the header."""
        return self._date(block, line, None, field, consequence)

    def _date(
        self, block: Block, line: int, child: str | None, field: str, consequence: str = _READ_AS_BLANK
    ) -> date | None:
        text = self._text(block, line, child, field)
        if not text:
            return None
        found = _date_of(text)
        if found is None:
            what = f"{field} is {text[:_LONGEST_SHOWN]}, which is not a date. {consequence}"
            self._problem("CIN-DATE", line, child, field, text, what)
        return found

    def _text(self, block: Block, line: int, child: str | None, field: str) -> str:
        """The value without spaces around it; blank where it only says NULL, with a problem."""
        text = block.get(_upper(field), "").strip()
        if text and text[0] in "Nn#" and is_nothing(text):
            what = f"{field} holds the word {text}, which was read as blank."
            remedy = "Export blanks as empty values, not as a word, and load again."
            self._problem("VALUE-NULL", line, child, field, text, what, remedy)
            return ""
        return text

    def _code(self, block: Block, line: int, child: str, field: str) -> str | None:
        text = self._text(block, line, child, field)
        return text.upper() or None

    def _sex(self, block: Block, line: int, child: str) -> str | None:
        for field in ("Sex", "GenderCurrent"):
            text = self._text(block, line, child, field)
            if text:
                found = _SEXES.get(text.upper())
                if found is None:
                    self._wrong_code(line, child, field, text, "none of M, F, U, 1, 2, 0 and 9")
                return found
        return None

    def _yes_no(self, block: Block, line: int, child: str, field: str) -> bool | None:
        text = self._text(block, line, child, field)
        if not text:
            return None
        found = yes_no(text)
        if found is None:
            self._wrong_code(line, child, field, text, "neither yes (1, true) nor no (0, false)")
        return found

    def _count(self, block: Block, line: int, child: str, field: str) -> int | None:
        text = self._text(block, line, child, field)
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= 6:
            return int(text)
        self._wrong_code(line, child, field, text, "not a number from 0 up")
        return None

    def _wrong_code(self, line: int, child: str, field: str, text: str, is_what: str) -> None:
        what = f"{field} is {text[:_LONGEST_SHOWN]}, which is {is_what}. {_READ_AS_BLANK}"
        self._problem("CIN-CODE", line, child, field, text, what)

    def _problem(
        self,
        rule: str,
        line: int,
        child: str | None,
        field: str,
        value: str,
        what: str,
        remedy: str = _CORRECT,
    ) -> None:
        message = f"{self.place} {line} of {self.file}: {what}"
        shown = value[:_LONGEST_SHOWN] or None
        self.problems.append(Problem(rule, ERROR, self.file, line, child, field, shown, message, remedy))


@lru_cache(maxsize=256)
def _upper(field: str) -> str:
    return field.upper()
