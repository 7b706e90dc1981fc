"""An extract as a part: its record, what it lacks, and from which day it can be relied on.

The published scripts leave out what ended, or was held, more than six years before they ran. So the earliest thing
found that they would have left out shows how far back an extract reaches at least. A single old date may be a slip:
no extract is taken to reach back further than the first of the month after six years before its last day, and that is
the latest day on which anything in it began.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from handrail.record.problems import ERROR, NOTE, Problem
from handrail.record.record import Missing, Record
from handrail.returns.part import SSD, Part
from handrail.returns.sources import Source
from handrail.returns.ssd import care, people, protection
from handrail.returns.ssd.csv_tables import CsvTable, is_of_no_use, recognise
from handrail.returns.ssd.extract import Extract
from handrail.returns.ssd.layout import Table, tables, window_years

_A_YEAR = 366
_CARE, _PROTECTION = ("episodes", "reviews"), ("enquiries", "conferences", "conference_children", "plans")


def take_files(
    sources: Iterable[Source], covers: date | None, problems: list[Problem]
) -> tuple[list[Part], list[Source]]:
    """The parts that the files of the dataset among these make, and the files that are none of it."""
    found: list[tuple[Table, CsvTable]] = []
    rest: list[Source] = []
    for source in sources:
        recognised = None if source.is_xml else recognise(source)
        if recognised is not None:
            found.append(recognised)
        elif not source.is_xml and is_of_no_use(source):
            what = f"{source.name} is a table of the safeguarding dataset that has nothing on reviews or conferences. It was not read."
            problems.append(Problem("HR-SSD-NOT-USED", NOTE, source.name, None, None, None, None, what, "Nothing."))
        else:
            rest.append(source)
    return list(from_files(found, covers, problems)), rest


def from_files(found: Iterable[tuple[Table, CsvTable]], covers: date | None, problems: list[Problem]) -> Iterator[Part]:
    """One part for the tables of each folder."""
    folders: dict[str, dict[str, list[CsvTable]]] = {}
    for table, file in found:
        folder = file.name.rpartition("/")[0] or "the safeguarding dataset"
        folders.setdefault(folder, {}).setdefault(table.name, []).append(file)
    for folder, places in folders.items():
        extract = Extract(folder, {name: [*files] for name, files in places.items()}, problems)
        yield part(extract, covers)


def from_database(address: str, covers: date | None, problems: list[Problem]) -> Part | None:
    """The part a database holds, or None with a problem."""
    from handrail.returns.ssd.database import opened  # the database library is not loaded for files

    with opened(address, problems) as extract:
        return part(extract, covers) if extract is not None else None


def part(extract: Extract, covers: date | None) -> Part:
    """What one extract says, as a record of its own."""
    record = Record()
    care.add(extract, record)
    protection.add(extract, record)
    people.add(extract, record)
    record.events.sort(key=lambda event: event[:3])
    record.recorded_dues.sort(key=lambda due: (due.child_id, due.clock, due.due_on or date.min, due.read_from))
    _tell_of_missing_tables(extract)
    record.missing.extend(_missing(extract))
    _set_days(record, extract, covers)
    return Part(SSD, extract.name, record)


# --- tables that are not there


def _tell_of_missing_tables(extract: Extract) -> None:
    for table in tables().values():
        if table.name in extract.places or table.without is None:
            continue
        called = table.names[0]
        what = f"{extract.name} has no table {called} ({table.holds}). {table.without}"
        severity = ERROR if table.serious and "cla_episodes" in extract.places else NOTE
        remedy = "Nothing, if that is so; else add the table and load again."
        extract.problems.append(
            Problem("HR-SSD-TABLE-MISSING", severity, extract.name, None, None, called, None, what, remedy)
        )


def _missing(extract: Extract) -> Iterator[Missing]:
    for table in tables().values():
        if table.name in extract.broken or table.name not in extract.places:
            why = "could not be read to its end" if table.name in extract.broken else "is not in it"
            for fills in table.fills:
                yield Missing(fills, f"{extract.name}: {table.names[0]} {why}.")


# --- from when to when it can be relied on


def _set_days(record: Record, extract: Extract, covers: date | None) -> None:
    record.care_to = record.protection_to = last = _last_day(_beginnings(record))
    record.care_from = covers or _first_day(_left_out_if_old_care(record), last)
    record.protection_from = covers or _first_day(_left_out_if_old_protection(record), last)
    for first, of_what, filled in (
        (record.care_from, "looked-after children", _CARE),
        (record.protection_from, "child protection", _PROTECTION),
    ):
        if first is None:
            continue
        why = f"{extract.name} can be relied on from {first:%d/%m/%Y}."
        record.missing.extend(Missing(table, why, None, first - timedelta(days=1)) for table in filled)
        if covers is None:
            what = (
                f"{extract.name}: what it says of {of_what} is relied on from {first:%d/%m/%Y}. Extracts leave out what "
                f"ended more than {window_years()} years before they were made, so counts over a childhood are cut short."
            )
            remedy = "If it reaches back further, or less far, say from which day it is complete (--covers)."
            extract.problems.append(Problem("HR-SSD-WINDOW", NOTE, extract.name, None, None, None, None, what, remedy))


def _first_day(left_out_if_old: Iterable[date | None], last: date | None) -> date | None:
    """The first day relied on; None where nothing shows it."""
    earliest = min((day for day in left_out_if_old if day), default=None)
    if earliest is None or last is None:
        return earliest
    return max(earliest, _month_after(last.year - window_years(), last.month))


def _last_day(beginnings: Iterable[date]) -> date | None:
    """The day of the latest beginning; one that comes more than a year after all others is a slip of the pen."""
    days = sorted(set(beginnings))
    while len(days) > 1 and (days[-1] - days[-2]).days > _A_YEAR:
        days.pop()
    return days[-1] if days else None


def _month_after(year: int, month: int) -> date:
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)


def _left_out_if_old_care(record: Record) -> Iterator[date | None]:
    yield from (review.opened_on for review in record.reviews)
    yield from (episode.ended_on for episode in record.episodes)


def _left_out_if_old_protection(record: Record) -> Iterator[date | None]:
    yield from (conference.held_on for conference in record.conferences)
    yield from (plan.ended_on for plan in record.plans)


def _beginnings(record: Record) -> Iterator[date]:
    """Days of what is only recorded once it has happened; a meeting may stand there while it is still to come."""
    yield from (row.started_on for row in record.episodes)
    yield from (row.started_on for row in record.enquiries)
    yield from (row.started_on for row in record.plans)
    yield from (row.happened_on for row in record.events)
