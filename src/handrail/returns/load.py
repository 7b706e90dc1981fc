"""Loading: paths in, a record and the list of problems out. Every command starts here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handrail.record.problems import ERROR, Problem
from handrail.record.record import Missing, Record
from handrail.returns import record_folder
from handrail.returns.cin_census import across as cin_across
from handrail.returns.cin_census import flat, to_record
from handrail.returns.cin_census import rules as cin_rules
from handrail.returns.cin_census import xml as cin_xml
from handrail.returns.cin_census.rows import Census
from handrail.returns.csv_text import Sheet
from handrail.returns.csv_text import read as read_sheet
from handrail.returns.part import Part
from handrail.returns.sources import Source, file_problem, find
from handrail.returns.ssda903 import across, read_csv, read_xml, rules, sets, stack
from handrail.returns.ssda903.layouts import recognise
from handrail.returns.ssda903.rows import ReturnFile, ReturnSet
from handrail.returns.values import year_end
from handrail.returns.xml_text import root_tag

_CENSUS_TABLES = ("enquiries", "conferences", "conference_children", "plans")


@dataclass
class Loaded:
    """What was loaded: the record, the problems met while reading, and the rows as read for the rules to check."""

    record: Record
    problems: list[Problem] = field(default_factory=list)
    sets: list[ReturnSet] = field(default_factory=list)
    censuses: list[Census] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def care_to(self) -> date | None:
        """The last day the SSDA903 sets cover."""
        years = [each.year for each in self.sets if each.year is not None]
        return year_end(max(years)) if years else None

    @property
    def protection_to(self) -> date | None:
        """The last day the censuses cover."""
        return max((census.reference_date for census in self.censuses if census.reference_date), default=None)


def load(paths: Iterable[Path], covers: date | None = None) -> Loaded:
    """Everything that can be read under these paths; `covers` overrides the first day the data are taken to cover."""
    paths = list(paths)
    folders = [folder for path in paths for folder in record_folder.find(path)]
    loaded = Loaded(Record())
    if folders:
        return _load_records(folders, paths, loaded, covers)
    sources, loaded.problems = find(paths)
    _read_sources(sources, loaded)
    stack.add(loaded.sets, loaded.record, covers)
    if loaded.censuses:
        to_record.add(loaded.censuses, loaded.record, covers, loaded.problems)
    else:
        loaded.record.missing.extend(Missing(table, "No CIN census was loaded.") for table in _CENSUS_TABLES)
    return loaded


def check(loaded: Loaded, working_days_before: Callable[[date, int], date]) -> Iterator[Problem]:
    """The problems the rules of the returns find in what was loaded, besides those met while reading."""
    yield from rules.check(loaded.sets)
    yield from across.check(loaded.sets, loaded.record)
    for census in loaded.censuses:
        yield from cin_rules.check(census, working_days_before)
    yield from cin_across.check(loaded.censuses)


def _load_records(folders: list[Path], paths: list[Path], loaded: Loaded, covers: date | None) -> Loaded:
    if len(folders) > 1 or len(paths) > 1:
        loaded.problems.append(
            file_problem(
                "RECORD-NOT-ALONE",
                folders[0].name,
                "A record folder was given together with other files; only the record was read.",
                "Load a record by itself, or the returns without it.",
            )
        )
    loaded.record = record_folder.read(folders[0], loaded.problems)
    loaded.record.care_from = covers or loaded.record.care_from
    loaded.record.protection_from = covers or loaded.record.protection_from
    return loaded


def _read_sources(sources: list[Source], loaded: Loaded) -> None:
    files: list[ReturnFile] = []
    flat_tables: dict[str, dict[str, list[Sheet]]] = {}
    for source in sources:
        if source.is_xml:
            _read_xml(source, files, loaded)
            continue
        sheet = read_sheet(source, loaded.problems)
        if sheet is None:
            continue
        table = flat.table_of(sheet.columns)
        if table is not None:
            folder = source.name.rpartition("/")[0]
            flat_tables.setdefault(folder, {}).setdefault(table, []).append(sheet)
            continue
        layout = recognise(sheet.columns)
        if layout is None:
            loaded.problems.append(_unrecognised(sheet))
            continue
        file = read_csv.read(sheet, layout, loaded.problems)
        if file.holds:
            files.append(file)
    loaded.sets = sets.group(files)
    for tables in flat_tables.values():
        loaded.censuses.extend(flat.read_all(tables, loaded.problems))


def _read_xml(source: Source, files: list[ReturnFile], loaded: Loaded) -> None:
    root = root_tag(source, loaded.problems)
    if root is None:
        return
    if root == read_xml.ROOT:
        files.append(read_xml.read(source, loaded.problems))
    elif cin_xml.is_census(root):
        census = cin_xml.read(source, loaded.problems)
        if census is not None:
            loaded.censuses.append(census)
    else:
        loaded.problems.append(
            file_problem(
                "FILE-UNKNOWN",
                source.name,
                f"{source.name} is XML with the root {root[:40]}, which is neither SSDA903 nor CIN census.",
                "Check that the right file was chosen.",
            )
        )


def _unrecognised(sheet: Sheet) -> Problem:
    shown = ", ".join(column[:20] for column in sheet.columns[:6])
    return Problem(
        "FILE-UNKNOWN", ERROR, sheet.name, 1, None, None, shown,
        f"The first row of {sheet.name} is not the header of a known return. It begins: {shown}.",
        "Check that the first row holds the column names of the return, and that the right file was chosen.",
    )  # fmt: skip
