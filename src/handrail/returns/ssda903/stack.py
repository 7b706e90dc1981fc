"""Stacking yearly sets into the record: the latest version of each child, episode and review is kept.

An episode is known by child and DECOM, a review by child and date. Where one set gives two participation codes for the
same review, neither is believed and the code is left blank.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from handrail.record.care import periods_of_care
from handrail.record.identity import UPN, says_no_upn
from handrail.record.record import Missing, Record
from handrail.record.tables import Child, Episode, Identifier, Review
from handrail.returns.ssda903.rows import ReturnSet
from handrail.returns.values import is_nothing, year_end, year_start

_SEX = {"1": "M", "2": "F"}
_NO_FILE = {
    "episodes": "No SSDA903 Episodes file was loaded, so it is not known who was looked after.",
    "reviews": "No SSDA903 Reviews file was loaded.",
}
_KINDS = {"episodes": "episodes", "reviews": "reviews"}


def add(sets: list[ReturnSet], record: Record, covers: date | None) -> None:
    """Put the sets, in order of year, into the record, with what is missing and the first and last day they cover."""
    record.children = _children(sets)
    record.identifiers = _identifiers(sets)
    record.episodes = _episodes(sets)
    record.reviews = _reviews(sets)
    record.periods_of_care = periods_of_care(record.episodes)
    record.missing.extend(_missing(sets))
    record.care_from = covers or _covered_from(sets)
    record.care_to = max((year_end(each.year) for each in sets if each.year is not None), default=None)


def _children(sets: Iterable[ReturnSet]) -> list[Child]:
    found: dict[str, Child] = {}
    for file in (file for each in sets for file in each.files):
        for row in file.header:
            before = found.get(row.child)
            born_on = row.born_on or (before.born_on if before else None)
            sex = _SEX.get(row.sex or "", row.sex)
            found[row.child] = Child(row.child, born_on, None, None, sex, row.ethnicity, f"{file.name}:{row.row}")
    for file in (file for each in sets for file in each.files):
        for review in file.reviews:
            before = found.get(review.child)
            if before is None or (before.born_on is None and review.born_on is not None):
                read_from = before.read_from if before else f"{file.name}:{review.row}"
                found[review.child] = (before or Child(review.child))._replace(
                    born_on=review.born_on, read_from=read_from
                )
    for file in (file for each in sets for file in each.files):
        for episode in file.episodes:
            if episode.child not in found:
                found[episode.child] = Child(episode.child, read_from=f"{file.name}:{episode.row}")
    return sorted(found.values())


def _identifiers(sets: Iterable[ReturnSet]) -> list[Identifier]:
    """Every UPN of every child, where it was first read; UN1 to UN7 only say why there is none."""
    found: dict[tuple[str, str], str] = {}
    for file in (file for each in sets for file in each.files):
        for row in file.header:
            if row.upn is not None and (row.child, row.upn) not in found:
                found[row.child, row.upn] = f"{file.name}:{row.row}"
    return [
        Identifier(child, UPN, number, "ssda903", read_from)
        for (child, upn), read_from in sorted(found.items())
        if (number := upn.strip().upper()) and not says_no_upn(number) and not is_nothing(number)
    ]


def _episodes(sets: Iterable[ReturnSet]) -> list[Episode]:
    found: dict[tuple[str, date], Episode] = {}
    for file in (file for each in sets for file in each.files):
        name = file.name
        for row in file.episodes:
            key, episode = (row.child, row.started_on), Episode(*row[1:], f"{name}:{row.row}")
            if row.legal_status is None and key in found:  # it stays the same for as long as the episode lasts
                episode = episode._replace(legal_status=found[key].legal_status)
            found[key] = episode
    return [found[key] for key in sorted(found)]


def _reviews(sets: Iterable[ReturnSet]) -> list[Review]:
    found: dict[tuple[str, date], Review] = {}
    for each in sets:
        codes: dict[tuple[str, date], str | None] = {}
        for file in each.files:
            name = file.name
            for row in file.reviews:
                if row.held_on is None:
                    continue
                key = (row.child, row.held_on)
                code = row.code if codes.setdefault(key, row.code) == row.code else None
                found[key] = Review(row.child, row.held_on, None, code, f"{name}:{row.row}")
    return [found[key] for key in sorted(found)]


def _missing(sets: list[ReturnSet]) -> list[Missing]:
    """What was not loaded: a kind of file altogether, in one year of several, or a whole year between two others."""
    gaps = [
        Missing(table, _NO_FILE[table])
        for table, kind in _KINDS.items()
        if not any(each.holding(kind) for each in sets)
    ]
    gone = {gap.table for gap in gaps}
    loaded = {year for each in sets if (year := each.year) is not None}
    for year in range(min(loaded, default=0), max(loaded, default=-1) + 1):
        of_year = [each for each in sets if each.year == year]
        for table, kind in _KINDS.items():
            if table not in gone and not any(each.holding(kind) for each in of_year):
                why = f"The {kind} of {year - 1}/{year % 100:02} were not loaded."
                gaps.append(Missing(table, why, year_start(year), year_end(year)))
    return [*gaps, *_without_legal_status(sets)]


def _without_legal_status(sets: list[ReturnSet]) -> Iterator[Missing]:
    """The episodes of each set that does not tell short breaks from other care: no figure may rest on them."""
    with_episodes = [each for each in sets if each.holding("episodes")]
    for index, each in enumerate(with_episodes):
        for file in each.holding("episodes"):
            if file.episodes and not any(row.legal_status for row in file.episodes):
                why = (
                    f"{file.name} gives no legal status (LS), so short breaks (V3, V4) cannot be told from other care."
                )
                first = year_start(each.year) if each.year and index > 0 else None
                last = year_end(each.year) if each.year and index < len(with_episodes) - 1 else None
                yield Missing("episodes", why, first, last)


def _covered_from(sets: list[ReturnSet]) -> date | None:
    """The first day from which every year's episodes and reviews are loaded, up to the latest year that has both.

    With whole sets it is 1 April of the statistical year of the latest DECOM or DEC of the earliest set.
    """
    years = sorted({each.year for each in sets if each.year is not None and each.holding("episodes")})
    if not years:
        return None
    whole = {each.year for each in sets if each.holding("episodes") and each.holding("reviews")}
    first = years[0]
    for year in range(years[0], years[-1] + 1):
        if year not in whole and any(later in whole for later in range(year + 1, years[-1] + 1)):
            first = year + 1
    return year_start(first)
