"""What the cells of a dataset mean, whether they come as text from a CSV file or as values from a database."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from handrail.returns.csv_text import BAD_CHARACTER
from handrail.returns.ssd.layout import Codes, codes, nothing_days, nothing_ids
from handrail.returns.values import either_date, is_nothing, whole_miles, yes_no

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_REMEMBERED = 100_000


class NotUnderstood(ValueError):
    """The cell holds something that is none of what its column may hold."""


def understand(kind: str) -> Callable[[Any], Any]:
    """A function that gives the meaning of a cell of this kind of column: a value, None for nothing."""
    plain = _KINDS.get(kind) or _code_reader(codes()[kind])
    if kind in ("key", "text"):
        return plain
    return _remembering(plain)


def text(cell: Any) -> str:
    """The cell as text, blank where it stands for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        word = cell.strip()
        return "" if is_nothing(word) else word
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, bytes | bytearray | memoryview):
        return bytes(cell).hex()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _remembering(plain: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same function, each distinct cell understood once, up to a bounded number of them."""
    known: dict[Any, Any] = {}

    def first_time(cell: Any) -> Any:
        try:
            value = plain(cell)
        except NotUnderstood:
            value = NotUnderstood
        if len(known) < _REMEMBERED:
            known[cell] = value
        return value

    def reader(cell: Any) -> Any:
        try:
            value = known[cell] if cell in known else first_time(cell)
        except TypeError:  # a cell that cannot be a key, such as an array
            return plain(cell)
        if value is NotUnderstood:
            raise NotUnderstood
        return value

    return reader


def _id(cell: Any) -> str | None:
    word = text(cell)
    if BAD_CHARACTER in word:
        raise NotUnderstood
    return None if word in nothing_ids() else word or None


def _plain_text(cell: Any) -> str | None:
    return text(cell) or None


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        if cell.isoformat() in nothing_days():
            return None
        if not _FIRST_YEAR <= cell.year <= _LAST_YEAR:
            raise NotUnderstood
        return cell
    word = text(cell)
    if not word or word[:10] in nothing_days():
        return None
    day = either_date(word) or either_date(word.partition(" ")[0])
    if day is None:
        raise NotUnderstood
    return None if day.isoformat() in nothing_days() else day


def _flag(cell: Any) -> bool | None:
    word = text(cell)
    answer = yes_no(word)
    if answer is None and word:
        raise NotUnderstood
    return answer


def _miles(cell: Any) -> int | None:
    word = text(cell)
    if not word:
        return None
    try:
        return whole_miles(word)
    except ValueError as error:
        raise NotUnderstood from error


def _code_reader(of: Codes) -> Callable[[Any], str | None]:
    def reader(cell: Any) -> str | None:
        word = text(cell)
        if not word:
            return None
        code = of.read(word)
        if code is None:
            raise NotUnderstood
        return code

    return reader


_KINDS: dict[str, Callable[[Any], Any]] = {
    "key": _plain_text,
    "id": _id,
    "text": _plain_text,
    "day": _day,
    "flag": _flag,
    "miles": _miles,
}
