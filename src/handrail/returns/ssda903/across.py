"""The checks of SSDA903 sets that look at all loaded years together."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from handrail.record.care import SHORT_BREAKS
from handrail.record.problems import ERROR, QUERY, Problem
from handrail.record.record import Record
from handrail.returns.ssda903.rows import EpisodeRow, HeaderRow, ReturnFile, ReturnSet, ReviewRow
from handrail.returns.ssda903.rules import problem
from handrail.returns.values import year_end, year_start

_Span = tuple[date, date]


def check(sets: list[ReturnSet], record: Record) -> Iterator[Problem]:
    """Every problem found by looking across the sets."""
    yield from _two_birth_dates(sets)
    if record.episodes:
        yield from _not_looked_after(sets, record)
    for before, after in pairwise([each for each in sets if each.year is not None and each.holding("episodes")]):
        yield from _do_not_join(before, after)


def _two_birth_dates(sets: list[ReturnSet]) -> Iterator[Problem]:
    """HR-LAC-7: one child has two birth dates, in one file or in several."""
    first: dict[str, tuple[date, int, str]] = {}
    told: set[tuple[str, date]] = set()
    for file in (file for each in sets for file in each.files):
        rows: list[HeaderRow | ReviewRow] = [*file.header, *file.reviews]
        for row in rows:
            if row.born_on is None:
                continue
            born_on, before, name = first.setdefault(row.child, (row.born_on, row.row, file.name))
            if born_on != row.born_on and (row.child, row.born_on) not in told:
                told.add((row.child, row.born_on))
                what = f"DOB is {row.born_on:%d/%m/%Y}, but row {before} of {name} gives {born_on:%d/%m/%Y} for the same child."
                remedy = "Find out which is right; if these are two children, they need two ids."
                yield problem(
                    "HR-LAC-7",
                    ERROR,
                    file,
                    row.row,
                    row.child,
                    "DOB",
                    f"{row.born_on:%d/%m/%Y}",
                    what,
                    remedy,
                )


def _not_looked_after(sets: list[ReturnSet], record: Record) -> Iterator[Problem]:
    """HR-LAC-1: a review while the child was not looked after. HR-LAC-9: one outside the years loaded."""
    in_care = _spans((period.child_id, period.began_on, period.ended_on) for period in record.periods_of_care)
    in_breaks = _spans(
        (episode.child_id, episode.started_on, episode.ended_on)
        for episode in record.episodes
        if episode.legal_status in SHORT_BREAKS
    )
    years = [each.year for each in sets if each.year is not None]
    last = year_end(max(years)) if years else date.max
    first = record.care_from or date.min
    for file in (file for each in sets for file in each.files):
        for row in file.reviews:
            day = row.held_on
            if day is None or _within(in_care.get(row.child), day) or _within(in_breaks.get(row.child), day):
                continue
            if first <= day <= last:
                what = f"the review of {row.held_text} is dated when the child was not looked after."
                remedy = "Correct the date of the review, or the episodes; it is not counted as it stands."
                yield problem("HR-LAC-1", ERROR, file, row.row, row.child, "REVIEW", row.held_text, what, remedy)
            else:
                what = f"the review of {row.held_text} lies outside the years loaded."
                remedy = "Correct the date, or load the return of that year too."
                yield problem("HR-LAC-9", QUERY, file, row.row, row.child, "REVIEW", row.held_text, what, remedy)


def _spans(given: Iterator[tuple[str, date, date | None]]) -> dict[str, list[_Span]]:
    spans: dict[str, list[_Span]] = {}
    for child, first, last in given:
        spans.setdefault(child, []).append((first, last or date.max))
    for of_child in spans.values():
        of_child.sort()
    return spans


def _within(spans: list[_Span] | None, day: date) -> bool:
    return spans is not None and any(first <= day <= last for first, last in spans)


def _do_not_join(before: ReturnSet, after: ReturnSet) -> Iterator[Problem]:
    """HR-LAC-8: an episode open at the end of a year is not in the next, or the next brings an older one that is new."""
    if before.year is None or after.year is None or after.year == before.year:
        return
    if after.year > before.year + 1:
        file = after.files[0]
        what = f"between {before.name} ({before.year}) and this set ({after.year}) a year is missing."
        yield Problem(
            "HR-LAC-8",
            ERROR,
            file.name,
            None,
            None,
            None,
            None,
            f"{file.name}: {what}",
            "Load the return of the year between as well.",
        )
        return
    known = {(row.child, row.started_on) for _, row in _episodes(before)}
    carried = {(row.child, row.started_on) for _, row in _episodes(after)}
    for file, row in _episodes(before):
        if row.ended_on is None and (row.child, row.started_on) not in carried:
            what = f"is open at the end of the year but not in the next year's return ({after.name})."
            yield _does_not_join(file, row, what, "Close the episode in this year, or add it to the next.")
    for file, row in _episodes(after):
        if row.started_on < year_start(after.year) and (row.child, row.started_on) not in known:
            what = f"began in an earlier year but is not in that year's return ({before.name})."
            yield _does_not_join(file, row, what, "Add it to the earlier year, or correct its start.")


def _does_not_join(file: ReturnFile, row: EpisodeRow, what: str, remedy: str) -> Problem:
    day = f"{row.started_on:%d/%m/%Y}"
    return problem("HR-LAC-8", ERROR, file, row.row, row.child, "DECOM", day, f"the episode of {day} {what}", remedy)


def _episodes(each: ReturnSet) -> Iterator[tuple[ReturnFile, EpisodeRow]]:
    return ((file, row) for file in each.files for row in file.episodes)
