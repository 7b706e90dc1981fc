"""Reads a file of who works here in which role: good rows are kept, bad ones named with their field and what to do."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from handrail.permissions import Held, NoSuchName, table_in_force

COLUMNS = ("email", "name", "role", "stream", "team", "worker_id", "from", "until")
_NEEDED = ("email", "name", "role", "stream", "from")
_LONGEST = {"email": 254, "name": 200, "team": 100, "worker_id": 200}
_DATES = ("%Y-%m-%d", "%d/%m/%Y")


class BadFile(ValueError):
    """The file cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Line:
    """One role somebody holds, as the file says: from its first day through its last (None: no end is known)."""

    email: str
    name: str
    role: str
    stream: str
    team: str
    worker_id: str
    holds_from: date
    holds_until: date | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it a role of its own, beside others of the same person."""
        return self.role, self.stream, self.team, self.worker_id


@dataclass(frozen=True)
class Wrong:
    """A row that was left out: its number in the file (the heading is 1), the field, and what to do."""

    row: int
    field: str
    text: str
    email: str = ""

    def __str__(self) -> str:
        return f"Row {self.row}, {self.field}: {self.text}"


@dataclass(frozen=True)
class People:
    """What a file says: its good rows, and what is wrong with the others."""

    lines: tuple[Line, ...]
    wrong: tuple[Wrong, ...]

    def may_go(self, email: str) -> bool:
        """Whether the file is believed when it does not name somebody: not while a row may be about them."""
        return all(one.email and one.email != email for one in self.wrong)


class _Refused(ValueError):
    """A field of a row is not as it should be."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def read(content: bytes) -> People:
    """The people of a CSV file. Raises BadFile where there is no heading, or no row is good."""
    lines: dict[tuple[str, ...], Line] = {}
    wrong = []
    for number, row in enumerate(_rows(content), start=2):
        email = (row["email"] or "").strip().lower()
        try:
            line = _line(row)
            if (line.email, *line.key) in lines:
                raise _Refused("role", "The same person holds this role in an earlier row. Keep one of the two.")
            lines[line.email, *line.key] = line
        except _Refused as error:
            wrong.append(Wrong(number, error.field, str(error), email if _is_email(email) else ""))
    if not lines:
        raise BadFile("\n".join(["The file holds no row that can be used.", *map(str, wrong)]))
    return People(tuple(lines.values()), tuple(wrong))


def one_line(told: Mapping[str, str]) -> Line:
    """One person's role, given by its columns. Raises BadFile, which names the field and what to do."""
    try:
        return _line(told)
    except _Refused as error:
        raise BadFile(f"{error.field}: {error}") from None


def _rows(content: bytes) -> Iterator[Mapping[str, str | None]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("The file is not UTF-8. Save it as 'CSV UTF-8' and try again.") from None
    found = csv.DictReader(io.StringIO(text))
    named = [(name or "").strip().lower() for name in found.fieldnames or ()]
    if missing := [name for name in COLUMNS if name not in named]:
        raise BadFile(f"The first row does not name {', '.join(missing)}. It names the columns: {', '.join(COLUMNS)}.")
    found.fieldnames = named
    return (row for row in found if any((row[name] or "").strip() for name in COLUMNS))


def _line(row: Mapping[str, str | None]) -> Line:
    told = {name: (row[name] or "").strip() for name in COLUMNS}
    for name in _NEEDED:
        if not told[name]:
            raise _Refused(name, "It is empty. Fill it in.")
    for name, longest in _LONGEST.items():
        if len(told[name]) > longest:
            raise _Refused(name, f"It is longer than {longest} characters. Shorten it.")
    email = told["email"].lower()
    if not _is_email(email):
        raise _Refused("email", f"'{told['email']}' is not an e-mail address. Write it in full.")
    first, last = _day(told, "from"), _day(told, "until") if told["until"] else None
    if last and first and last < first:
        raise _Refused("until", "It is before 'from'. Correct one of the two.")
    _refuse_role(told["role"], told["stream"], last)
    return Line(email, told["name"], told["role"], told["stream"], told["team"], told["worker_id"], first, last)


def _refuse_role(role: str, stream: str, last: date | None) -> None:
    try:
        known = table_in_force().role(role)
    except NoSuchName as error:
        raise _Refused("role", str(error)) from None
    try:
        Held(role, stream, date.min)
    except NoSuchName as error:
        raise _Refused("stream", str(error)) from None
    if known.for_a_time and last is None:
        raise _Refused("until", "This role is given for a time only. Write its last day.")


def _day(told: Mapping[str, str], name: str) -> date:
    for shape in _DATES:
        try:
            return datetime.strptime(told[name], shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise _Refused(name, f"'{told[name]}' is not a day. Write it as 2027-03-01 or 01/03/2027.")


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
