"""Loading: paths in, a record and the list of problems out. Every command starts here.

Readers of the rarer sources are imported when one is met: starting them would cost every command a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.record.problems import ERROR, Problem
from handrail.record.record import Missing, Record
from handrail.record.schema import TABLES
from handrail.returns import combine, corrections_csv, record_folder
from handrail.returns.cin_census import across as cin_across
from handrail.returns.cin_census import flat, to_record
from handrail.returns.cin_census import rules as cin_rules
from handrail.returns.cin_census import xml as cin_xml
from handrail.returns.cin_census.rows import Census
from handrail.returns.corrections_csv import Acts
from handrail.returns.csv_text import Sheet
from handrail.returns.csv_text import read as read_sheet
from handrail.returns.part import Part
from handrail.returns.sources import Source, file_problem, find
from handrail.returns.ssda903 import across, read_csv, read_xml, rules, sets, stack
from handrail.returns.ssda903.layouts import recognise
from handrail.returns.ssda903.rows import ReturnFile, ReturnSet
from handrail.returns.xml_text import root_tag

if TYPE_CHECKING:
    from handrail.returns.tracker.mapping import Mapping

_FIRST_LINE = 65_536
_CENSUS_TABLES = ("enquiries", "conferences", "conference_children", "plans")


@dataclass
class Loaded:
    """What was loaded: the record, the problems met while reading, and the rows as read for the rules to check.

    `record` has the standing merges applied; `unmerged` is what it was made from, where merges were looked for.
    """

    record: Record
    problems: list[Problem] = field(default_factory=list)
    sets: list[ReturnSet] = field(default_factory=list)
    censuses: list[Census] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    acts: Acts = field(default_factory=Acts)
    unmerged: Record | None = None

    @property
    def before_merges(self) -> Record:
        """The record to write down: merges are listed in it and not yet applied, so that they can be undone."""
        return self.record if self.unmerged is None else self.unmerged

    @property
    def care_to(self) -> date | None:
        """The last day the data on children in care cover."""
        return self.record.care_to

    @property
    def protection_to(self) -> date | None:
        """The last day the data on child protection cover."""
        return self.record.protection_to


def load(places: Iterable[Path | str], covers: date | None = None, mappings: Sequence[Mapping] = ()) -> Loaded:
    """Everything that can be read under these paths, and in databases given as URLs.

    `covers` overrides the first day the data are taken to cover; files that belong to one of the confirmed `mappings` are
    read as trackers.
    """
    places = list(places)
    paths = [place for place in places if isinstance(place, Path)]
    folders = list({folder.resolve(): folder for path in paths for folder in record_folder.find(path)}.values())
    loaded = Loaded(Record())
    if folders:
        loaded.problems.extend(_unused(mapping) for mapping in mappings)
        return _load_records(folders, places, loaded, covers)
    sources, loaded.problems = find(paths)
    if mappings:
        sources = _read_trackers(sources, mappings, loaded)
    sources = _read_workbooks(sources, loaded)
    sources = _read_datasets(sources, covers, loaded)
    _read_databases(places, covers, loaded)
    _read_sources(sources, loaded)
    return assemble(loaded, covers)


def assemble(loaded: Loaded, covers: date | None = None) -> Loaded:
    """Make the record of the sets, censuses and parts as read; the store does it again from those it has kept."""
    loaded.problems.extend([*across.of_one_year(loaded.sets), *cin_across.of_one_year(loaded.censuses)])
    stack.add(loaded.sets, loaded.record, covers)
    if loaded.censuses:
        to_record.add(loaded.censuses, loaded.record, covers, loaded.problems)
    else:
        loaded.record.missing.extend(Missing(table, "No CIN census was loaded.") for table in _CENSUS_TABLES)
    combine.put_together(loaded.record, loaded.parts, covers, loaded.problems)
    return with_acts(loaded)


def with_acts(loaded: Loaded) -> Loaded:
    """List the corrections and merges that fit in the record, and apply the merges."""
    loaded.unmerged, loaded.record = corrections_csv.add(loaded.acts, loaded.record, loaded.problems)
    return loaded


def check(loaded: Loaded, working_days_before: Callable[[date, int], date]) -> Iterator[Problem]:
    """The problems the rules of the returns find in what was loaded, besides those met while reading."""
    if _is_empty(loaded):
        message, remedy = "No return was found, nor any entry of a record.", "Check that the right folder was chosen."
        yield Problem("FILE-NONE", ERROR, "", None, None, None, None, message, remedy)
    yield from rules.check(loaded.sets)
    yield from across.check(loaded.sets, loaded.record)
    for census in loaded.censuses:
        yield from cin_rules.check(census, working_days_before)
    if not loaded.censuses:
        yield cin_rules.none_could_run()
    yield from cin_across.check(loaded.censuses)


def _is_empty(loaded: Loaded) -> bool:
    return not (loaded.sets or loaded.censuses or loaded.parts) and not any(
        getattr(loaded.record, table.name) for table in TABLES
    )


def _load_records(folders: list[Path], places: list[Path | str], loaded: Loaded, covers: date | None) -> Loaded:
    if not _only_acts(folders, places, loaded) or len(folders) > 1:
        loaded.problems.append(
            file_problem(
                "RECORD-NOT-ALONE",
                folders[0].name,
                "A record folder was given together with other files; only the record, corrections and merges were read.",
                "Load a record with corrections and merges only, or the returns without it.",
            )
        )
    loaded.record = record_folder.read(folders[0], loaded.problems)
    loaded.record.care_from = covers or loaded.record.care_from
    loaded.record.protection_from = covers or loaded.record.protection_from
    return with_acts(loaded)


def _unused(mapping: Mapping) -> Problem:
    what = f"The mapping {mapping.name} was not used: a record is read by itself, and no tracker is read beside it."
    remedy = "Load the tracker with the returns the record was made from, or leave the mapping out."
    return file_problem("FILE-MAPPING-UNUSED", mapping.name, what, remedy)


def _only_acts(folders: list[Path], places: list[Path | str], loaded: Loaded) -> bool:
    """Read the corrections and merges that lie beside the record folders; whether nothing else does."""
    paths = [place for place in places if isinstance(place, Path)]
    sources, problems = find(paths, without=folders)
    only_acts = len(paths) == len(places) and not any(problem.severity == ERROR for problem in problems)
    for source in sources:
        sheet = None if source.is_xml or source.is_workbook else read_sheet(source, loaded.problems)
        if sheet is not None and corrections_csv.holds_acts(sheet.columns):
            corrections_csv.read(sheet, loaded.acts, loaded.problems)
        else:
            only_acts = False
    return only_acts


def _read_trackers(sources: list[Source], mappings: Sequence[Mapping], loaded: Loaded) -> list[Source]:
    """Read the files that belong to a mapping; the others."""
    from handrail.returns.tracker.load import Trackers

    trackers = Trackers(mappings)
    left = [source for source in sources if not trackers.take(source, loaded.parts, loaded.problems)]
    loaded.problems.extend(trackers.unused())
    return left


def _read_datasets(sources: list[Source], covers: date | None, loaded: Loaded) -> list[Source]:
    """Read the tables of safeguarding datasets among these files; the others."""
    if not any(_may_be_of_a_dataset(source) for source in sources):
        return sources
    from handrail.returns.ssd import to_record as ssd

    parts, left = ssd.take_files(sources, covers, loaded.problems)
    loaded.parts.extend(parts)
    return left


def _may_be_of_a_dataset(source: Source) -> bool:
    """Whether the first line has a column of a database: every table of the dataset has an id, no return has one."""
    if source.is_xml:
        return False
    try:
        with source.path.open("rb") as file:
            return b"_id" in file.readline(_FIRST_LINE).lower()
    except OSError:
        return False  # the reader of the file says why


def _read_databases(places: Iterable[Path | str], covers: date | None, loaded: Loaded) -> None:
    for url in (place for place in places if isinstance(place, str)):
        from handrail.returns.ssd import to_record as ssd

        part = ssd.from_database(url, covers, loaded.problems)
        if part is not None:
            loaded.parts.append(part)


def _read_workbooks(sources: list[Source], loaded: Loaded) -> list[Source]:
    """Read the workbooks among these, which can be Annex A lists only; the files that are no workbook."""
    for source in sources:
        if source.is_workbook:
            from handrail.returns import workbook  # the workbook library is not loaded for text files
            from handrail.returns.annex_a import read as annex_a

            found = workbook.read(source, loaded.problems)
            part = annex_a.read(found, loaded.problems) if found is not None else None
            if part is not None:
                loaded.parts.append(part)
    return [source for source in sources if not source.is_workbook]


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
        if corrections_csv.holds_acts(sheet.columns):
            corrections_csv.read(sheet, loaded.acts, loaded.problems)
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
