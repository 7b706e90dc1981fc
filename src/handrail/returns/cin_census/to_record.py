"""Stacking the censuses of several years into the record.

An enquiry and a plan are known by child and start, an initial conference and a review of a plan by child
and date. Where two years tell of the same one, the year with the later reference date wins; conferences and
reviews that a later year no longer lists stay, because a census lists those of its own year.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from handrail.record.identity import FORMER_UPN, UPN, says_no_upn
from handrail.record.problems import ERROR, NOTE, Problem
from handrail.record.record import Missing, Record
from handrail.record.tables import Child, Conference, ConferenceChild, Enquiry, Identifier, Plan
from handrail.returns.cin_census import rows
from handrail.returns.cin_census.rows import Census, ChildRow, EnquiryRow, PlanRow, ReferralRow
from handrail.returns.values import LAST_CREDIBLE, is_nothing, statistical_year, year_end, year_start

INITIAL, TRANSFER_IN, REVIEW = "initial", "transfer_in", "review"
_FROM = {
    "enquiries": frozenset({rows.SECTION_47}),
    "plans": frozenset({rows.PLANS}),
    "conferences": frozenset({rows.SECTION_47, rows.CIN_DETAILS, rows.REVIEWS}),
    "conference_children": frozenset({rows.SECTION_47, rows.CIN_DETAILS, rows.REVIEWS}),
}


class _Year(NamedTuple):
    """A census with the year it covers; both days None where nothing in it tells."""

    census: Census
    first: date | None
    last: date | None


def add(censuses: list[Census], record: Record, covers: date | None, problems: list[Problem]) -> None:
    """Put the censuses into the record, with what is missing and the first and last day they cover.

    Children already in the record (from the SSDA903) keep what is known of them; only blanks are filled.
    """
    years = sorted((_year(census, problems) for census in censuses), key=lambda year: year.last or date.min)
    record.children = _children(record.children, years, problems)
    record.identifiers = [*record.identifiers, *_identifiers(years)]
    enquiries = _latest_enquiries(years)
    record.enquiries = sorted(_enquiries(enquiries.values()), key=_by_start)
    record.plans = sorted(_plans(years), key=_by_start)
    record.conferences, record.conference_children = [], []
    _add_initial(enquiries, years, record)
    _add_reviews(years, record)
    record.missing.extend(_missing(years))
    record.protection_from = covers or _covered_from(years)
    record.protection_to = max((year.last for year in years if year.last), default=None)


def _by_start(row: Enquiry | Plan) -> tuple[str, date]:
    return row.child_id, row.started_on


def _read_from(row: NamedTuple) -> str:
    return f"{row[0]}:{row[1]}"


# --- which year a census is of


def _year(census: Census, problems: list[Problem]) -> _Year:
    if census.reference_date is not None:
        return _Year(census, census.first_day, census.reference_date)
    days = [day for day in _days(census) if day <= LAST_CREDIBLE]
    if not days:
        return _Year(census, None, None)
    year = statistical_year(max(days))
    first, last = year_start(year), year_end(year)
    message = (
        f"{census.name} has no ReferenceDate that can be read. It was taken to cover the year of the latest "
        f"date in it, {first:%d/%m/%Y} to {last:%d/%m/%Y}."
    )
    remedy = "Give the ReferenceDate in the header, or say from which day the data are complete (--covers)."
    problems.append(Problem("CIN-YEAR", NOTE, census.name, None, None, "ReferenceDate", None, message, remedy))
    return _Year(census, first, last)


def _days(census: Census) -> Iterator[date]:
    """Every referral, enquiry, initial conference and plan start: the days that tell the year."""
    for referral in census.referrals:
        yield from (day for day in (referral.referred_on, referral.conference_on) if day)
    for enquiry in census.enquiries:
        yield from (day for day in (enquiry.started_on, enquiry.conference_on) if day)
    yield from (plan.started_on for plan in census.plans if plan.started_on)


def _covered_from(years: list[_Year]) -> date | None:
    """The first day of the earliest census after which no year is missing."""
    known = [year for year in years if year.first and year.last]
    first = known[0].first if known else None
    for before, after in pairwise(known):
        if _years_between(before, after):
            first = after.first
    return first


def _years_between(before: _Year, after: _Year) -> range:
    """The statistical years, by the year they end in, that lie between two censuses."""
    if before.last is None or after.last is None:
        return range(0)
    return range(statistical_year(before.last) + 1, statistical_year(after.last))


def _missing(years: list[_Year]) -> Iterator[Missing]:
    """What was not loaded: a block of a year, or a whole year between two others."""
    for year in years:
        for table, blocks in _FROM.items():
            gone = sorted(blocks - year.census.tables)
            if gone:
                why = f"{year.census.name} was loaded without {', '.join(gone)}."
                yield Missing(table, why, year.first, year.last)
    for before, after in pairwise(years):
        for gap in _years_between(before, after):
            why = f"The CIN census of {gap - 1}/{gap % 100:02} was not loaded."
            yield from (Missing(table, why, year_start(gap), year_end(gap)) for table in _FROM)


# --- children


def _children(known: list[Child], years: list[_Year], problems: list[Problem]) -> list[Child]:
    """The children of the record and of all censuses: what is known stays, the latest census goes first."""
    found = {child.child_id: child for child in known}
    told: set[str] = set()
    for year in reversed(years):
        here: set[str] = set()
        for row in year.census.children:
            child = row.child_id
            before = found.get(child)
            if before is None:
                found[child] = Child(*row[2:8], _read_from(row))
            else:
                if child not in here and child not in told and _born_differently(before, row):
                    told.add(child)
                    problems.append(_two_birth_dates(before, row, year.census))
                found[child] = _filled(before, row)
            here.add(child)
        for other in _naming_a_child(year.census):
            if other[2] not in found:
                found[other[2]] = Child(other[2], read_from=_read_from(other))
    return sorted(found.values(), key=lambda child: child.child_id)


def _identifiers(years: list[_Year]) -> list[Identifier]:
    """Every UPN and former UPN of every child, where it was first read; UN1 to UN7 only say why there is none."""
    found: dict[tuple[str, str, str], str] = {}
    for row in (row for year in years for row in year.census.children):
        for scheme, number in ((UPN, row.upn), (FORMER_UPN, row.former_upn)):
            if number is not None and not says_no_upn(number) and not is_nothing(number):
                found.setdefault((row.child_id, scheme, number), _read_from(row))
    return [Identifier(*key, "cin_census", read_from) for key, read_from in sorted(found.items())]


def _naming_a_child(census: Census) -> Iterator[ReferralRow | EnquiryRow | PlanRow]:
    yield from census.referrals
    yield from census.enquiries
    yield from census.plans


def _born_differently(before: Child, row: ChildRow) -> bool:
    return before.born_on is not None and row.born_on is not None and before.born_on != row.born_on


def _two_birth_dates(before: Child, row: ChildRow, census: Census) -> Problem:
    """HR-CP-4 between two files; within one census the rules find it."""
    born, other = f"{row.born_on:%d/%m/%Y}", f"{before.born_on:%d/%m/%Y}"
    file, _, line = before.read_from.rpartition(":")
    message = (
        f"{census.place} {row.line} of {row.file}: PersonBirthDate is {born}, but {file} (at {line}) gives "
        f"{other} for the same child. {other} was used."
    )
    remedy = "Find out which is right; if these are two children, they need two ids."
    return Problem("HR-CP-4", ERROR, row.file, row.line, row.child_id, "PersonBirthDate", born, message, remedy)


def _filled(before: Child, row: ChildRow) -> Child:
    return Child(
        before.child_id,
        before.born_on or row.born_on,
        before.expected_on or row.expected_on,
        before.died_on or row.died_on,
        before.sex or row.sex,
        before.ethnicity or row.ethnicity,
        before.read_from,
    )


# --- enquiries, plans and conferences

_EnquiryKey = tuple[str, date | None, date | None]


def _latest_enquiries(years: Iterable[_Year]) -> dict[_EnquiryKey, list[EnquiryRow]]:
    """The enquiries by child and start, as the latest census that tells of them does; it may do so twice."""
    latest: dict[_EnquiryKey, list[EnquiryRow]] = {}
    for year in years:
        of_year: dict[_EnquiryKey, list[EnquiryRow]] = {}
        for row in year.census.enquiries:
            if row.started_on or row.conference_on:
                key = (row.child_id, row.started_on, None if row.started_on else row.conference_on)
                of_year.setdefault(key, []).append(row)
        latest.update(of_year)
    return latest


def _enquiries(found: Iterable[list[EnquiryRow]]) -> Iterator[Enquiry]:
    """One enquiry of the rows that tell of it: the one that led to the earliest conference, if any did."""
    for of_enquiry in found:
        row = min(of_enquiry, key=lambda each: each.conference_on or date.max)
        if row.started_on is not None:
            yield Enquiry(
                row.child_id,
                row.started_on,
                row.target_on,
                row.conference_not_needed,
                row.conference_on,
                _read_from(row),
            )


def _plans(years: Iterable[_Year]) -> Iterator[Plan]:
    """Each plan once, as the latest census that tells of it does."""
    latest = {(row.child_id, row.started_on): row for year in years for row in year.census.plans}
    for row in latest.values():
        if row.started_on is not None:
            yield Plan(
                row.child_id,
                row.started_on,
                row.ended_on,
                row.initial_category,
                row.latest_category,
                row.previous_plans,
                _read_from(row),
            )


def _add_initial(enquiries: dict[_EnquiryKey, list[EnquiryRow]], years: list[_Year], record: Record) -> None:
    """Initial conferences: each child and date once, with the earliest enquiry that led to it.

    A date that stands in CINdetails only is a conference without a local enquiry: a transfer in.
    """
    held: dict[tuple[str, date], EnquiryRow] = {}
    for row in (row for found in enquiries.values() for row in found):
        if row.conference_on is not None:
            key = (row.child_id, row.conference_on)
            before = held.get(key)
            if before is None or (row.started_on or date.max) < (before.started_on or date.max):
                held[key] = row
    transferred = {key: row for key, row in _transfers(years).items() if key not in held}
    found: list[tuple[tuple[str, date], str, date | None, str]] = [
        *((key, INITIAL, row.started_on, _read_from(row)) for key, row in held.items()),
        *((key, TRANSFER_IN, None, _read_from(other)) for key, other in transferred.items()),
    ]
    for (child, day), kind, enquiry_started_on, read_from in sorted(found):
        conference_id = f"{kind}:{child}:{day.isoformat()}"
        record.conferences.append(Conference(conference_id, kind, day))
        record.conference_children.append(
            ConferenceChild(conference_id, child, enquiry_started_on, None, read_from=read_from)
        )


def _transfers(years: Iterable[_Year]) -> dict[tuple[str, date], ReferralRow]:
    """Conferences of CINdetails by child and date.

    A later census corrects the date of a referral it tells of again, within one statistical year; a blank
    or a date of another year takes nothing back, because a census lists the conferences of its own year.
    """
    latest: dict[tuple[str, date | None, int], list[ReferralRow]] = {}
    for year in years:
        of_year: dict[tuple[str, date | None, int], list[ReferralRow]] = {}
        for row in year.census.referrals:
            if row.conference_on is not None:
                key = (row.child_id, row.referred_on, statistical_year(row.conference_on))
                of_year.setdefault(key, []).append(row)
        latest.update(of_year)
    return {(row.child_id, row.conference_on): row for found in latest.values() for row in found if row.conference_on}


def _add_reviews(years: Iterable[_Year], record: Record) -> None:
    """Review conferences of all years together, each child, plan and date once."""
    held: dict[tuple[str, date, date], str] = {}
    for year in years:
        starts = {plan.key: plan.started_on for plan in year.census.plans}
        for row in year.census.plan_reviews:
            started_on = starts.get(row.plan_key)
            if row.held_on is not None and started_on is not None:
                held[row.child_id, started_on, row.held_on] = _read_from(row)
    for (child, started_on, day), read_from in sorted(held.items()):
        conference_id = f"{REVIEW}:{child}:{started_on.isoformat()}:{day.isoformat()}"
        record.conferences.append(Conference(conference_id, REVIEW, day))
        record.conference_children.append(ConferenceChild(conference_id, child, None, started_on, read_from=read_from))
