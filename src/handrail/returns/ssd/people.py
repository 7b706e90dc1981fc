"""The children of the dataset and the numbers they go by. Names and addresses are never read."""

import re
from collections.abc import Iterable

from handrail.record.problems import ERROR
from handrail.record.record import Record
from handrail.record.tables import Child, Identifier
from handrail.returns.part import SSD
from handrail.returns.ssd.entries import problem
from handrail.returns.ssd.extract import Extract
from handrail.returns.ssd.rows import LinkedIdentifierRow, PersonRow

COUNCIL_ID, UPN, FORMER_UPN = "council_id", "upn", "former_upn"
_FORMER = re.compile(r"\b(FORMER|PREVIOUS|OLD|ALTERNATIVE)")
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")


def add(extract: Extract, record: Record) -> None:
    """Put the children the record speaks of, and their numbers, into it; everyone where it speaks of nobody."""
    spoken_of = _spoken_of(record)
    anyone = not extract.whole
    identifiers: dict[tuple[str, str, str], Identifier] = {}

    def gather(rows: Iterable[PersonRow]) -> dict[str, Child]:
        found: dict[str, Child] = {}
        for row in rows:
            if anyone or row.person in spoken_of:
                _meet(row, found, extract)
                _note(identifiers, row.person, COUNCIL_ID, row.legacy, row.where)
                _note(identifiers, row.person, UPN, _upn(row.upn), row.where)
        return found

    found = extract.take(PersonRow, gather) or {}
    for child_id, where in spoken_of.items():
        found.setdefault(child_id, Child(child_id, read_from=where))
    record.children = [found[child_id] for child_id in sorted(found)]
    for child in record.children:
        _note(identifiers, child.child_id, COUNCIL_ID, child.child_id, child.read_from)
    for row in extract.take(LinkedIdentifierRow, lambda links: [link for link in links if link.person in found]) or []:
        scheme = _scheme(row.kind)
        if scheme is not None:
            _note(identifiers, row.person, scheme, _upn(row.value), row.where)
    record.identifiers = sorted(identifiers.values())


def _spoken_of(record: Record) -> dict[str, str]:
    """Each child another table names, with the first place it was met."""
    met: dict[str, str] = {}
    for rows in (
        record.episodes,
        record.reviews,
        record.enquiries,
        record.conference_children,
        record.plans,
        record.events,
        record.recorded_dues,
    ):
        for row in rows:
            met.setdefault(row.child_id, row.read_from)
    return met


def _meet(row: PersonRow, found: dict[str, Child], extract: Extract) -> None:
    new = Child(row.person, row.born_on, row.expected_on, row.died_on, row.sex, row.ethnicity, row.where)
    before = found.get(row.person)
    if before is None:
        found[row.person] = new
        return
    if before.born_on and new.born_on and before.born_on != new.born_on:
        first, second = sorted((before.born_on, new.born_on))
        what = f"two birth dates stand for one child, {first:%d/%m/%Y} and {second:%d/%m/%Y}. Neither was used."
        remedy = "Find out which is right; if these are two children, they need two ids."
        extract.problems.append(problem("HR-SSD-TWO-BIRTH-DATES", ERROR, row.where, row.person, what, remedy))
        found[row.person] = before._replace(born_on=None)
        return
    blank = {name: value for name, value in new._asdict().items() if getattr(before, name) is None}
    found[row.person] = before._replace(**blank)


def _note(
    identifiers: dict[tuple[str, str, str], Identifier], child_id: str, scheme: str, value: str | None, where: str
) -> None:
    if value:
        identifiers.setdefault((child_id, scheme, value), Identifier(child_id, scheme, value, SSD, where))


def _upn(value: str | None) -> str | None:
    """A unique pupil number of 13 characters, or None: UN1 to UN7 say why there is none."""
    number = (value or "").replace(" ", "").upper()
    return number if _UPN.fullmatch(number) else None


def _scheme(kind: str) -> str | None:
    said = kind.upper()
    if "UPN" not in said and "UNIQUE PUPIL" not in said:
        return None
    return FORMER_UPN if _FORMER.search(said) else UPN
