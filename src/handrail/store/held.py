"""What the store holds: the returns as read, each for its kind, year and part, and how a new one takes its place.

A return handed in again replaces the earlier one of the same kind, year and part, and nothing else. So a row
vanishes only when every return that told of it has been handed in again and none tells of it any more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, NamedTuple

from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns.cin_census import rows as cin
from handrail.returns.cin_census import to_record
from handrail.returns.cin_census.rows import Census
from handrail.returns.load import Loaded
from handrail.returns.sources import file_problem
from handrail.returns.ssda903 import rows as ssda903
from handrail.returns.ssda903.rows import ReturnFile, ReturnSet
from handrail.returns.values import statistical_year
from handrail.store import parts

SSDA903, CIN = "ssda903", "cin_census"
_UNDATED = 0
_CUT_SHORT = "FILE-XML-BROKEN"
# The kinds of file of an SSDA903 set; each may be handed in again by itself.
FILES: dict[str, Any] = {"header": ssda903.HeaderRow, "episodes": ssda903.EpisodeRow, "reviews": ssda903.ReviewRow}
_SAYS = tuple(each.name for each in fields(ReturnFile) if each.name not in FILES and each.name != "holds")
# The parts of a census that may be handed in by themselves: reviews name their plan by a number that counts within
# one file, so the two stay together.
BLOCKS: dict[str, frozenset[str]] = {
    "children": frozenset({cin.CHILD_IDENTIFIERS, cin.CHILD_CHARACTERISTICS}),
    "referrals": frozenset({cin.CIN_DETAILS}),
    "enquiries": frozenset({cin.SECTION_47}),
    "plans": frozenset({cin.PLANS, cin.REVIEWS}),
}
_LISTS = {
    "children": ("children",),
    "referrals": ("referrals",),
    "enquiries": ("enquiries",),
    "plans": ("plans", "plan_reviews"),
}
ROW_TYPES: dict[str, Any] = {
    **parts.ROW_TYPES,
    **FILES,
    "children": cin.ChildRow,
    "referrals": cin.ReferralRow,
    "enquiries": cin.EnquiryRow,
    "plans": cin.PlanRow,
    "plan_reviews": cin.PlanReviewRow,
}


class Place(NamedTuple):
    """What a return is: its kind, the year its statistical year ends in (0: it says none), and the part of it."""

    kind: str
    year: int
    part: str

    @property
    def return_in_words(self) -> str:
        """The return, as a person says it."""
        if self.year == _UNDATED:
            return self.kind
        name = "SSDA903" if self.kind == SSDA903 else "CIN census"
        return f"{name} {self.year - 1}/{self.year % 100:02}"


@dataclass
class Piece:
    """One file, or one census, of a return: what it says of itself, and its rows by type."""

    facts: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Any]] = field(default_factory=dict)


Held = dict[Place, list[Piece]]


def in_words(places: Iterable[Place]) -> list[str]:
    """Each return among these places with the parts of it that are."""
    found: dict[str, list[str]] = {}
    for place in sorted(places):
        found.setdefault(place.return_in_words, []).append(place.part)
    return [f"{name} ({', '.join(named)})" for name, named in found.items()]


def taken_from(loaded: Loaded, problems: list[Problem]) -> Held:
    """The returns that were loaded, each in its place; a problem for one whose year cannot be told."""
    found: Held = {}
    cut_short = {problem.file for problem in loaded.problems if problem.rule == _CUT_SHORT}
    for each in loaded.sets:
        for file, year in _dated(each, problems):
            for kind in sorted(file.holds & FILES.keys()):
                facts = {name: getattr(file, name) for name in _SAYS}
                facts.update(set=each.name, whole=file.name not in cut_short)
                found.setdefault(Place(SSDA903, year, kind), []).append(Piece(facts, {kind: getattr(file, kind)}))
    for census in loaded.censuses:
        cin_year = _census_year(census)
        if cin_year is None:
            problems.append(_no_year(census.name, "reference date"))
            continue
        for part, blocks in BLOCKS.items():
            if blocks & census.tables:
                rows = {name: getattr(census, name) for name in _LISTS[part]}
                found.setdefault(Place(CIN, cin_year, part), []).append(Piece(_facts(census, blocks), rows))
    for further in loaded.parts:
        facts = {"name": further.name, **parts.facts_of(further.record)}
        place = Place(further.source, _UNDATED, further.name)
        found.setdefault(place, []).append(Piece(facts, parts.rows_of(further)))
    return found


def together(before: Held, new: Held, problems: list[Problem]) -> Held:
    """What is held once the new returns have taken their places.

    A census that breaks off, or plans without their reviews, do not replace a whole one: what they lack would seem to
    have vanished.
    """
    after = dict(before)
    for place, pieces in new.items():
        if place in before and _incomplete(pieces) and not _incomplete(before[place]):
            problems.append(_stays(place, pieces))
        elif place.year == _UNDATED:
            after[place] = [_added([*before.get(place, []), *pieces])]
        else:
            after[place] = pieces
    return {place: after[place] for place in sorted(after)}


def as_loaded(held: Held) -> Loaded:
    """The returns held, as if they had just been read."""
    loaded = Loaded(Record())
    years = sorted({(place.kind, place.year) for place in held})
    for kind, year in years:
        of_year = {place.part: pieces for place, pieces in held.items() if place[:2] == (kind, year)}
        if year == _UNDATED:
            loaded.parts.extend(
                parts.as_part(kind, name, piece.facts, piece.rows) for name, (piece,) in of_year.items()
            )
        elif kind == SSDA903:
            loaded.sets.extend(_sets(of_year, year))
        else:
            loaded.censuses.extend(_censuses(of_year))
    return loaded


# --- SSDA903


def _dated(found: ReturnSet, problems: list[Problem]) -> Iterator[tuple[ReturnFile, int]]:
    """The files of a set, each with its year: that of the set, or else the one year all its reviews lie in."""
    for file in found.files:
        if found.year is not None and found.holding("episodes"):
            yield file, found.year
            continue
        years = {statistical_year(row.held_on) for row in file.reviews if row.held_on}
        if len(years) == 1:
            yield file, years.pop()
        elif file.holds:
            problems.append(_no_year(file.name, "episode, nor reviews of one year only,"))


def _sets(of_year: dict[str, list[Piece]], year: int) -> Iterator[ReturnSet]:
    """The sets of one year. A file handed in by itself belongs to the first."""
    sets: dict[str, ReturnSet] = {}
    for kind in ("episodes", "header", "reviews"):
        for piece in of_year.get(kind, []):
            facts = piece.facts
            says = {name: facts[name] for name in _SAYS if name in facts}
            file = ReturnFile(**says, holds=frozenset({kind}))
            setattr(file, kind, piece.rows[kind])
            name = facts["set"] if kind == "episodes" or facts["set"] in sets else next(iter(sets), facts["set"])
            sets.setdefault(name, ReturnSet(name, [], year)).files.append(file)
    yield from sets.values()


# --- CIN census


def _facts(census: Census, blocks: frozenset[str]) -> dict[str, Any]:
    return {
        "name": census.name,
        "place": census.place,
        "year": census.year,
        "reference_date": census.reference_date.isoformat() if census.reference_date else None,
        "blocks": sorted(census.tables & blocks),
        "whole": blocks <= census.tables and not census.broken_off,
        "broken_off": census.broken_off,
    }


def _census_year(census: Census) -> int | None:
    """The statistical year a census covers, as the record takes it."""
    alone = Record()
    to_record.add([census], alone, None, [])
    return statistical_year(alone.protection_from) if alone.protection_from else None


def _censuses(of_year: dict[str, list[Piece]]) -> Iterator[Census]:
    """The censuses of one year: the first of every part make the first, and so on."""
    held = frozenset(block for pieces in of_year.values() for piece in pieces for block in piece.facts["blocks"])
    for index in range(max(len(pieces) for pieces in of_year.values())):
        parts = [pieces[index] for pieces in of_year.values() if index < len(pieces)]
        facts = parts[0].facts
        day = next((piece.facts["reference_date"] for piece in parts if piece.facts["reference_date"]), None)
        census = Census(facts["name"], facts["place"], date.fromisoformat(day) if day else None, facts["year"], held)
        census.broken_off = any(piece.facts["broken_off"] for piece in parts)
        for piece in parts:
            for name, rows in piece.rows.items():
                setattr(census, name, rows)
        yield census


# --- further sources


def _added(pieces: list[Piece]) -> Piece:
    """Everything a further source has ever said, the latest word on each thing."""
    rows: dict[str, list[Any]] = {}
    for piece in pieces:
        rows = parts.added(rows, piece.rows)
    return Piece(pieces[-1].facts, rows)


# --- what cannot be placed


def _incomplete(pieces: Iterable[Piece]) -> bool:
    return not any(piece.facts.get("whole", True) for piece in pieces)


def _no_year(name: str, lacks: str) -> Problem:
    message = f"{name} has no dated {lacks} that tells which year it is for, so it has no place in the store."
    remedy = "Import it together with the rest of its year's files."
    return file_problem("FILE-NO-YEAR", name, message, remedy)


def _stays(place: Place, pieces: list[Piece]) -> Problem:
    name = pieces[0].facts["name"]
    message = (
        f"{name} is not whole, and the store holds whole {place.part} of {place.return_in_words} already, which stays."
    )
    return file_problem("FILE-NOT-WHOLE", name, message, "Make the file again, whole, and import it.")
