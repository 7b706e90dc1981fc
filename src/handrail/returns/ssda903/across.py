"""The checks of SSDA903 sets that look at all loaded years together."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from operator import itemgetter

from handrail.record.care import SHORT_BREAKS
from handrail.record.problems import ERROR, QUERY, Problem, counted_in, none_ran, place_of
from handrail.record.record import Record
from handrail.record.tables import Episode
from handrail.returns.ssda903.rows import EpisodeRow, HeaderRow, ReturnFile, ReturnSet, ReviewRow
from handrail.returns.ssda903.rules import could_not_run, problem
from handrail.returns.values import year_end, year_start

_Span = tuple[date, date]


def check(sets: list[ReturnSet], record: Record) -> Iterator[Problem]:
    """Every problem found by looking across the sets."""
    yield from _two_birth_dates(sets)
    yield from _not_looked_after(sets, record)
    yield from _overlapping(sets, record.episodes)
    if not sets and not record.episodes:
        yield none_ran(["HR-LAC-11"], "no episodes were loaded", "Load them to have it run.")
    for before, after in pairwise([each for each in sets if each.year is not None and each.holding("episodes")]):
        yield from _do_not_join(before, after)


def of_one_year(sets: list[ReturnSet]) -> Iterator[Problem]:
    """HR-LAC-12: several sets of one year. What only one of them tells is counted all the same."""
    for year in sorted({each.year for each in sets if each.year is not None}):
        of_year = [each for each in sets if each.year == year]
        alike = [each for each in of_year if any(_tell_of_the_same(each, other) for other in of_year)]
        if alike:
            called = f"{year - 1}/{year % 100:02}"
            names = " and ".join(each.name for each in alike)
            message = f"{names} are all sets of {called}. They were read as one: what only one of them tells was kept."
            remedy = "Load only the set that was handed in, or correct the date that puts one into the wrong year (HR-LAC-13)."
            yield Problem("HR-LAC-12", ERROR, alike[-1].name, None, None, None, called, message, remedy)


def _tell_of_the_same(one: ReturnSet, other: ReturnSet) -> bool:
    """Whether two sets give one kind of file twice. Files of one folder about other children complete each other."""
    if one is other or _kinds(one).isdisjoint(_kinds(other)):
        return False
    return one.files[0].folder != other.files[0].folder or not _children(one).isdisjoint(_children(other))


def _kinds(each: ReturnSet) -> set[str]:
    return {kind for file in each.files for kind in file.holds}


def _children(each: ReturnSet) -> set[str]:
    found: set[str] = set()
    for file in each.files:
        found.update(row.child for row in file.header)
        found.update(row.child for row in file.episodes)
        found.update(row.child for row in file.reviews)
    return found


def _overlapping(sets: list[ReturnSet], episodes: list[Episode]) -> Iterator[Problem]:
    """HR-LAC-11: an episode is still open, or ceases later, when the child's next one begins."""
    places = {file.name: file.place for each in sets for file in each.files}
    for before, after in pairwise(sorted(episodes, key=itemgetter(0, 1))):
        if before.child_id != after.child_id or (before.ended_on is not None and before.ended_on <= after.started_on):
            continue
        file, number = place_of(before.read_from)
        place = places.get(file) or counted_in(file)
        day = f"{before.ended_on:%d/%m/%Y}" if before.ended_on else None
        is_so = f"ceases on {day}" if day else "is open"
        where = f"{place} {number} of {file}: " if number else ""
        what = (
            f"the episode of {before.started_on:%d/%m/%Y} {is_so}, but the next began on {after.started_on:%d/%m/%Y}."
        )
        remedy = "Give the day the first of them ceased, or correct the start of the second."
        yield Problem("HR-LAC-11", ERROR, file, number, before.child_id, "DEC", day, where + what, remedy)


def _two_birth_dates(sets: list[ReturnSet]) -> Iterator[Problem]:
    """HR-LAC-7: one child has two birth dates, in one file or in several."""
    first: dict[str, tuple[date, int, ReturnFile]] = {}
    told: set[tuple[str, date]] = set()
    for file in (file for each in sets for file in each.files):
        rows: list[HeaderRow | ReviewRow] = [*file.header, *file.reviews]
        for row in rows:
            if row.born_on is None:
                continue
            born_on, before, other = first.setdefault(row.child, (row.born_on, row.row, file))
            if born_on != row.born_on and (row.child, row.born_on) not in told:
                told.add((row.child, row.born_on))
                what = f"DOB is {row.born_on:%d/%m/%Y}, but {other.place.lower()} {before} of {other.name} gives {born_on:%d/%m/%Y} for the same child."
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
    for each in sets:
        if each.holding("reviews"):
            year = (year_start(each.year), year_end(each.year)) if each.year is not None else (date.min, date.max)
            why_not = record.why_missing(("episodes",), *year)
            if why_not is not None:
                for rule in ("HR-LAC-1", "HR-LAC-9"):
                    yield from could_not_run(rule, each, why_not.rstrip("."))
                continue
        for file, row in _reviews(each):
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


def _reviews(each: ReturnSet) -> Iterator[tuple[ReturnFile, ReviewRow]]:
    return ((file, row) for file in each.files for row in file.reviews)


def _episodes(each: ReturnSet) -> Iterator[tuple[ReturnFile, EpisodeRow]]:
    return ((file, row) for file in each.files for row in file.episodes)
