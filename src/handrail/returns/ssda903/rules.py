"""The checks of an SSDA903 set that touch reviews, run on rows as read and each set by itself.

Rules 903-166, 167, 399, 440 and 441 are the Department for Education's. It has none for a duplicate, a code without a
date or a code of another year: those are ours (HR-LAC). `across.py` holds those that look over all sets together.
"""

from collections.abc import Iterator
from datetime import date

from handrail.record.care import SHORT_BREAKS
from handrail.record.problems import ERROR, NOTE, QUERY, NotRun, Problem, none_ran
from handrail.returns.ssda903.layouts import codes
from handrail.returns.ssda903.rows import EpisodeRow, ReturnFile, ReturnSet, ReviewRow
from handrail.returns.ssda903.sets import usual_year
from handrail.returns.values import year_end, year_start

_PARTICIPATION = codes("REVIEW_CODE", None)
_AGAIN = "Correct it in your system, export again and load again."
_LOOKS_AT = {
    "903-166": ("reviews",),
    "903-167": ("reviews",),
    "903-399": ("header", "episodes", "reviews"),
    "903-440": ("reviews",),
    "903-441": ("reviews",),
    "HR-LAC-1": ("reviews",),
    "HR-LAC-2": ("episodes", "reviews"),
    "HR-LAC-4": ("reviews",),
    "HR-LAC-7": ("header",),
    "HR-LAC-8": ("episodes",),
    "HR-LAC-9": ("reviews",),
    "HR-LAC-10": ("episodes",),
    "HR-LAC-11": ("episodes",),
    "HR-LAC-13": ("episodes",),
}
_CODED = [
    (field, EpisodeRow._fields.index(name))
    for field, name in (
        ("RNE", "start_reason"),
        ("LS", "legal_status"),
        ("PLACE", "placement_type"),
        ("REC", "end_reason"),
    )
]


def check(sets: list[ReturnSet]) -> Iterator[Problem]:
    """Every problem the rules find in these sets, and a note for each rule that could not run."""
    if not sets:
        of_returns = [rule for rule in _LOOKS_AT if rule != "HR-LAC-11"]  # which looks at any record
        remedy = "Load the return, not a record of it, to have them run."
        yield none_ran(of_returns, "no SSDA903 return was loaded", remedy)
    for each in sets:
        yield from _without_their_files(each)
        yield from _review_date_missing(each)
        yield from _participation_code_invalid(each)
        yield from _filled_in_for_short_breaks(each)
        yield from _age_against_code(each)
        yield from _code_without_date(each)
        yield from _duplicates(each)
        yield from _codes_of_the_year(each)
        yield from _after_the_year(each)


def _reviews(each: ReturnSet) -> Iterator[tuple[ReturnFile, ReviewRow]]:
    return ((file, row) for file in each.files for row in file.reviews)


def problem(
    rule: str,
    severity: str,
    file: ReturnFile,
    row: int,
    child: str,
    field: str,
    value: str | None,
    what: str,
    remedy: str = _AGAIN,
) -> Problem:
    """A problem of one row, its place in front of what is wrong."""
    message = f"{file.place} {row} of {file.name}: {what}"
    return Problem(rule, severity, file.name, row, child, field, value, message, remedy)


def _without_their_files(each: ReturnSet) -> Iterator[Problem]:
    for rule, kinds in _LOOKS_AT.items():
        lacking = [kind.capitalize() for kind in kinds if not each.holding(kind)]
        if lacking:
            yield from could_not_run(rule, each, f"it has no {' and no '.join(lacking)} file")


def _review_date_missing(each: ReturnSet) -> Iterator[Problem]:
    """903-166: the review date is missing or is not a real dd/mm/yyyy date."""
    for file, row in _reviews(each):
        if row.held_on is None:
            text = row.held_text
            what = f"REVIEW is {text}, which is not a date (dd/mm/yyyy)." if text else "REVIEW is blank."
            kept = " The row was left out; the rest was read."
            yield problem("903-166", ERROR, file, row.row, row.child, "REVIEW", text or None, what + kept)


def _participation_code_invalid(each: ReturnSet) -> Iterator[Problem]:
    """903-167: the participation code must be PN0 to PN7 where there is a date, and blank where there is none."""
    for file, row in _reviews(each):
        dated = row.held_text != ""
        if (row.code in _PARTICIPATION) if dated else (row.code is None):
            continue
        what = (
            f"REVIEW_CODE is {row.code or 'blank'}; a review needs one of PN0 to PN7."
            if dated
            else f"REVIEW_CODE is {row.code} although there is no review date."
        )
        yield problem("903-167", ERROR, file, row.row, row.child, "REVIEW_CODE", row.code, what)


def _filled_in_for_short_breaks(each: ReturnSet) -> Iterator[Problem]:
    """903-399: MOTHER, REVIEW and REVIEW_CODE must be blank for a child only ever in short breaks (V3, V4)."""
    episodes = [row for file in each.files for row in file.episodes]
    if not episodes:
        if each.holding("episodes"):
            yield from could_not_run("903-399", each, "the set has no episodes")
        return
    if not any(row.legal_status for row in episodes):
        yield from could_not_run("903-399", each, "the set gives no legal status (LS)")
        return
    ordinary = {row.child for row in episodes if row.legal_status not in SHORT_BREAKS}
    only = {row.child for row in episodes} - ordinary
    for file in each.files:
        for header in file.header:
            if header.child in only and header.mother:
                what = "MOTHER is filled in for a child only ever in short breaks (V3, V4)."
                yield problem(
                    "903-399",
                    ERROR,
                    file,
                    header.row,
                    header.child,
                    "MOTHER",
                    header.mother,
                    what,
                    "Leave it blank for this child.",
                )
        for row in file.reviews:
            if row.child in only and (row.held_text or row.code):
                what = "a review is given for a child only ever in short breaks (V3, V4)."
                yield problem(
                    "903-399",
                    ERROR,
                    file,
                    row.row,
                    row.child,
                    "REVIEW",
                    row.held_text or None,
                    what,
                    "Take the review out of the return, or correct the legal status.",
                )


def _age_against_code(each: ReturnSet) -> Iterator[Problem]:
    """903-440 and 903-441: PN0 is for children under four, PN1 to PN7 for the others; on the birthday either passes."""
    born = {row.child: row.born_on for file in each.files for row in file.header}
    unknown = 0
    for file, row in _reviews(each):
        born_on = row.born_on or born.get(row.child)
        if row.held_on is None or row.code not in _PARTICIPATION:
            continue
        if born_on is None:
            unknown += 1
            continue
        fourth = _birthday(born_on, 4)
        if row.code == "PN0" and row.held_on > fourth:
            what = "REVIEW_CODE is PN0 (under 4), but the child was 4 or over at the review."
            yield problem(
                "903-440",
                ERROR,
                file,
                row.row,
                row.child,
                "REVIEW_CODE",
                row.code,
                what,
                "Give the code for how the child took part, or correct the dates.",
            )
        elif row.code != "PN0" and row.held_on < fourth:
            what = f"REVIEW_CODE is {row.code}, but the child was under 4 at the review."
            yield problem(
                "903-441",
                ERROR,
                file,
                row.row,
                row.child,
                "REVIEW_CODE",
                row.code,
                what,
                "Give PN0, or correct the dates.",
            )
    if unknown:
        yield from could_not_run("903-440", each, f"{unknown:,} reviews have no date of birth")
        yield from could_not_run("903-441", each, f"{unknown:,} reviews have no date of birth")


def _code_without_date(each: ReturnSet) -> Iterator[Problem]:
    """HR-LAC-4: a participation code stands without a review date."""
    for file, row in _reviews(each):
        if row.code and not row.held_text:
            yield problem(
                "HR-LAC-4",
                ERROR,
                file,
                row.row,
                row.child,
                "REVIEW",
                None,
                f"{row.code} stands without a review date.",
                "Give the date of the review, or take the code out.",
            )


def _duplicates(each: ReturnSet) -> Iterator[Problem]:
    """HR-LAC-2: the same review, or the same episode, stands twice in one set."""
    seen: dict[tuple[str, date], ReviewRow] = {}
    for file, row in _reviews(each):
        if row.held_on is None:
            continue
        first = seen.setdefault((row.child, row.held_on), row)
        if first is not row:
            differ = (
                ""
                if first.code == row.code
                else f" with another code ({first.code or 'blank'} and {row.code or 'blank'}): neither is counted"
            )
            what = f"the review of {row.held_text} stands already in {file.place.lower()} {first.row}{differ}."
            yield problem(
                "HR-LAC-2",
                ERROR,
                file,
                row.row,
                row.child,
                "REVIEW",
                row.held_text,
                what,
                "Take one of the two out, or correct its date.",
            )
    started: dict[tuple[str, date], int] = {}
    for file in each.files:
        for episode in file.episodes:
            if started.setdefault((episode.child, episode.started_on), episode.row) != episode.row:
                day = f"{episode.started_on:%d/%m/%Y}"
                yield problem(
                    "HR-LAC-2",
                    ERROR,
                    file,
                    episode.row,
                    episode.child,
                    "DECOM",
                    day,
                    f"an episode of {day} stands already; the later row was used.",
                    "Take one of the two out, or correct its date.",
                )


def _codes_of_the_year(each: ReturnSet) -> Iterator[Problem]:
    """HR-LAC-10: a code of an episode that decides about reviews is not in the list of that collection year."""
    valid = [(at, field, codes(field, each.year)) for field, at in _CODED]
    for file in each.files:
        for row in file.episodes:
            for at, field, known in valid:
                value = row[at]
                if value is not None and value not in known:
                    what = f"{field} is {value}, which is not a code of that year."
                    yield problem("HR-LAC-10", ERROR, file, row.row, row.child, field, str(value), what)


def _after_the_year(each: ReturnSet) -> Iterator[Problem]:
    """HR-LAC-13: a few DECOM or DEC lie after the year in which nearly all closed episodes of the set ended.

    The latest of them tells the year of a set, so that one slip of the pen moves all of it.
    """
    usual = usual_year(each)
    if usual is None or each.year is None:
        return
    end = year_end(usual)
    late = [
        (file, row)
        for file in each.files
        for row in file.episodes
        if row.started_on > end or (row.ended_on is not None and row.ended_on > end)
    ]
    if 5 * len(late) > sum(len(file.episodes) for file in each.files):
        return
    remedy = f"Correct it. If it is right, say from which day the data are complete (--covers {year_start(usual)})."
    for file, row in late:
        field, day = ("DECOM", row.started_on) if row.started_on > end else ("DEC", row.ended_on or end)
        what = (
            f"{field} is {day:%d/%m/%Y}, but nearly all closed episodes of the set ended by {end:%d/%m/%Y}. "
            f"By its latest date the set was read as that of {each.year - 1}/{each.year % 100:02}."
        )
        yield problem("HR-LAC-13", QUERY, file, row.row, row.child, field, f"{day:%d/%m/%Y}", what, remedy)


def _birthday(born_on: date, age: int) -> date:
    """The birthday; a child born on 29 February has it on 28 February in a common year."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 2, 28)


def could_not_run(rule: str, each: ReturnSet, why: str) -> Iterator[Problem]:
    """A note that a rule could not judge all of a set."""
    message = f"Rule {rule} could not run on all of {each.name}: {why}."
    yield NotRun(rule, NOTE, each.name, None, None, None, None, message, "Load the files it needs to have it run.")
