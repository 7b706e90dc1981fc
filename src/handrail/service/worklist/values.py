"""Values of cells: how a person writes them, how they are kept, how they are shown. Pure.

Every value is kept as one text, blank where there is none: a day as 2027-01-20, a choice as its code, several as codes
under one another. What is shown is read back as what was kept: a page, a paste and a workbook all use these words.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256

from handrail.service.design.dates import short_date

TEXT, DATE, YES_NO, CHOICE, CHOICES, NUMBER = "text", "date", "yes_no", "choice", "choices", "number"
LONGEST = 2_000  # characters
BETWEEN = "; "
_YES_NO = {"yes": "Yes", "no": "No"}
_WRITTEN_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "no": "no", "n": "no", "false": "no", "0": "no"}
_DAYS = ("%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no spreadsheet and no page can hold."""

Options = Mapping[str, str]
"""Labels by their codes."""


class BadValue(ValueError):
    """What was written cannot stand in this column; the message says why and what can."""


def tidy(text: str) -> str:
    """A text as it is kept: lines end in one way, nothing blank around it, nothing in it that cannot be shown."""
    return _NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def parsed(kind: str, text: str, options: Options) -> str:
    """What a person wrote, as it is kept. Raises BadValue."""
    text = tidy(text)
    if len(text) > LONGEST:
        raise BadValue(f"This has {len(text):,} characters. Write {LONGEST:,} at most.")
    return _READERS[kind](text, options) if text else ""


def shown(kind: str, value: str, options: Options) -> str:
    """A kept value in words; `parsed` reads it back."""
    if not value:
        return ""
    if kind == DATE:
        return short_date(date.fromisoformat(value))
    if kind == YES_NO:
        return _YES_NO.get(value, value)
    if kind == CHOICES:
        return BETWEEN.join(options.get(one, one) for one in value.split("\n"))
    return options.get(value, value) if kind == CHOICE else tidy(value)


def fingerprint(text: str) -> str:
    """What a person saw in a cell, in a few letters: the version that a change was made to."""
    return sha256(tidy(text).encode()).hexdigest()[:12]


def _day(text: str, _: Options) -> str:
    for way in _DAYS:
        try:
            found = datetime.strptime(text, way).date()  # noqa: DTZ007 - a day, without a time
        except ValueError:
            continue
        return found.isoformat()
    raise BadValue(f"“{text}” is not a date. Write it as 20 Jan 2027 or 20/1/2027.")


def _yes_no(text: str, _: Options) -> str:
    if text.casefold() not in _WRITTEN_YES_NO:
        raise BadValue(f"“{text}” is neither Yes nor No.")
    return _WRITTEN_YES_NO[text.casefold()]


def _choice(text: str, options: Options) -> str:
    for code, label in options.items():
        if text == code or text.casefold() == tidy(label).casefold():
            return code
    raise BadValue(f"“{text}” is none of these: {BETWEEN.join(options.values()) or 'the list is empty'}.")


def _choices(text: str, options: Options) -> str:
    """Labels one after another; a label may itself hold what stands between them, so the longest that fits is taken."""
    found: list[str] = []
    labels = sorted(((tidy(label), code) for code, label in options.items()), key=lambda each: -len(each[0]))
    while text := text.strip("; \n"):
        fits = (each for each in labels if re.match(rf"{re.escape(each[0])}\s*(?:[;\n]|$)", text, re.IGNORECASE))
        label, code = next(fits, (re.split(r"[;\n]", text)[0].strip(), ""))
        found.append(code or _choice(label, options))
        text = text[len(label) :]
    return "\n".join(one for one in options if one in found)


def _text(text: str, _: Options) -> str:
    return text


_READERS = {TEXT: _text, NUMBER: _text, DATE: _day, YES_NO: _yes_no, CHOICE: _choice, CHOICES: _choices}
