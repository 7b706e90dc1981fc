"""Reading the flattened CSV form of the census: one file for each block, put together for one folder.

CINdetailsID restarts at 1 for each child and CPPID for each CINdetails, so a plan is known by all three
ids. A leading column without a name, other columns more, and columns in any order are all common and do no
harm.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath

from handrail.record.problems import ERROR, NOTE, QUERY, Problem
from handrail.returns.cin_census import rows
from handrail.returns.cin_census.blocks import BlockReader
from handrail.returns.cin_census.rows import Census
from handrail.returns.csv_text import Sheet

HEADER = "Header"
Sheets = dict[str, list[Sheet]]
_ID = "LACHILDID"
_REFERRAL, _PLAN = "CINDETAILSID", "CPPID"
_SEX = frozenset({"SEX", "GENDERCURRENT"})
_BLOCK_WORDS = re.compile(
    r"header|child_?identifiers?|child_?characteristics?|disabilit(y|ies)|cin_?details|assessments?|cin_?plan_?dates"
    r"|(section_?|s)47|child_?protection_?plans?|cpp|reviews?"
)

# The columns that stand in no other block, by which a file is recognised.
_OWN: dict[str, tuple[str, ...]] = {
    HEADER: ("REFERENCEDATE", "YEAR", "COLLECTION", "SOURCELEVEL", "LEA", "SOFTWARECODE", "SERIALNO"),
    rows.CHILD_IDENTIFIERS: (
        "PERSONBIRTHDATE",
        "EXPECTEDPERSONBIRTHDATE",
        "PERSONDEATHDATE",
        "SEX",
        "GENDERCURRENT",
        "UPN",
        "FORMERUPN",
        "UPNUNKNOWN",
    ),
    rows.CHILD_CHARACTERISTICS: ("ETHNICITY",),
    "Disabilities": ("DISABILITY",),
    rows.CIN_DETAILS: (
        "CINREFERRALDATE",
        "REFERRALNFA",
        "CINCLOSUREDATE",
        "REFERRALSOURCE",
        "PRIMARYNEEDCODE",
        "REASONFORCLOSURE",
    ),
    "Assessments": (
        "ASSESSMENTID",
        "ASSESSMENTACTUALSTARTDATE",
        "ASSESSMENTINTERNALREVIEWDATE",
        "ASSESSMENTAUTHORISATIONDATE",
        "ASSESSMENTFACTORS",
    ),
    "CINplanDates": ("CINPLANSTARTDATE", "CINPLANENDDATE"),
    rows.SECTION_47: ("S47ACTUALSTARTDATE", "ICPCNOTREQUIRED", "INITIALCPCTARGET"),
    rows.PLANS: (
        "CPPSTARTDATE",
        "CPPENDDATE",
        "INITIALCATEGORYOFABUSE",
        "LATESTCATEGORYOFABUSE",
        "NUMBEROFPREVIOUSCPP",
    ),
    rows.REVIEWS: ("CPPREVIEWDATE",),
}
# What each block that is read must have, besides the child's id, for nothing to be lost.
_NEEDED: dict[str, tuple[str, ...]] = {
    HEADER: ("REFERENCEDATE",),
    rows.CHILD_IDENTIFIERS: ("PERSONBIRTHDATE",),
    rows.CHILD_CHARACTERISTICS: ("ETHNICITY",),
    rows.CIN_DETAILS: (_REFERRAL, "CINREFERRALDATE", "DATEOFINITIALCPC"),
    rows.SECTION_47: (_REFERRAL, "S47ACTUALSTARTDATE", "DATEOFINITIALCPC", "ICPCNOTREQUIRED"),
    rows.PLANS: (_REFERRAL, _PLAN, "CPPSTARTDATE", "CPPENDDATE"),
    rows.REVIEWS: (_REFERRAL, _PLAN, "CPPREVIEWDATE"),
}
_CANNOT_DO_WITHOUT = {
    rows.SECTION_47: "S47ACTUALSTARTDATE",
    rows.PLANS: "CPPSTARTDATE",
    rows.REVIEWS: "CPPREVIEWDATE",
}


def table_of(columns: list[str]) -> str | None:
    """The block of the census that a CSV file with these columns, in upper case, holds; or None."""
    present = set(columns)
    if _ID not in present:
        return HEADER if {"REFERENCEDATE", "COLLECTION"} <= present else None
    blocks = (table for table in _OWN if table != HEADER)
    found = {table: sum(column in present for column in _OWN[table]) for table in blocks}
    best = max(found, key=lambda table: found[table])
    return best if found[best] else None


def read_all(sheets: Sheets, problems: list[Problem]) -> list[Census]:
    """The censuses of one folder, which may hold the files of several years."""
    return [census for group in _by_year(sheets) if (census := read(group, problems)) is not None]


def _by_year(sheets: Sheets) -> list[Sheets]:
    """The files of one folder, parted by what their names say besides their block, such as a year.

    They stay together where no block stands twice, and where the names do not tell all those that do apart.
    """
    if all(len(of_table) < 2 for of_table in sheets.values()):
        return [sheets]
    groups: dict[str, Sheets] = {}
    for table, of_table in sheets.items():
        for sheet in of_table:
            stem = PurePath(sheet.name).stem.lower()
            groups.setdefault(_BLOCK_WORDS.sub("", stem), {}).setdefault(table, []).append(sheet)
    told_apart = all(len(of_table) == 1 for group in groups.values() for of_table in group.values())
    return list(groups.values()) if told_apart else [sheets]


def read(sheets: Sheets, problems: list[Problem]) -> Census | None:
    """The census that these files of one folder, by block, make; None where nothing in them is read."""
    used = {table: of_table for table, of_table in sheets.items() if table in _NEEDED and of_table}
    if not used:
        return None
    loaded = {
        table: [sheet for sheet in of_table if _can_be_read(table, sheet, problems)] for table, of_table in used.items()
    }
    tables = frozenset(table for table, of_table in loaded.items() if of_table)
    census = Census(_name(used), place="Row", tables=tables & rows.TABLES)
    reader = _Reader(census, problems)
    for table, read_table in reader.tables.items():
        for sheet in loaded.get(table, []):
            read_table(sheet)
    reader.finish()
    return census


def _name(sheets: Sheets) -> str:
    """What problems about the census as a whole call it: its folder, or its header file."""
    first = next(iter(sheets.get(HEADER) or next(iter(sheets.values()))))
    return first.name.rpartition("/")[0] or first.name


def _can_be_read(table: str, sheet: Sheet, problems: list[Problem]) -> bool:
    """Whether the file has the column its rows cannot do without; each missing column becomes a problem."""
    present = set(sheet.columns)
    missing = [column for column in _NEEDED[table] if column not in present]
    if table == rows.CHILD_IDENTIFIERS and not present & _SEX:
        missing.append("SEX")
    useless = _CANNOT_DO_WITHOUT.get(table) in missing
    if missing:
        rest = "It was not read." if useless else "The rest was read."
        message = f"{sheet.name} is the {table} file but has no column {', '.join(missing)}. {rest}"
        remedy = "Export the file with all its columns and load it again."
        problems.append(Problem("FILE-COLUMN-MISSING", ERROR, sheet.name, 1, None, missing[0], None, message, remedy))
    unread = [column for column in _OWN[table] if column not in present and column not in missing]
    unread = [column for column in unread if column not in _SEX and column != "EXPECTEDPERSONBIRTHDATE"]
    if unread:
        message = f"{sheet.name} has no column {', '.join(unread)}; nothing about conferences depends on it."
        remedy = "Nothing for reviews and conferences; complete it before you submit the census."
        problems.append(Problem("FILE-COLUMN-MISSING", NOTE, sheet.name, 1, None, unread[0], None, message, remedy))
    return not useless


def _without_plan(review: rows.PlanReviewRow) -> Problem:
    place = f"Row {review.line} of {review.file}"
    ids = f"CINdetailsID {review.referral} and CPPID {review.plan}"
    message = f"{place}: the child has no plan with {ids}. The review was left out."
    remedy = "Correct the ids, or load the ChildProtectionPlans file that holds the plan."
    return Problem(
        "CIN-NO-PLAN", ERROR, review.file, review.line, review.child_id, "CPPID", review.plan, message, remedy
    )


class _Reader:
    """Puts the rows of the files of one folder into their census."""

    def __init__(self, census: Census, problems: list[Problem]) -> None:
        self.census, self.problems = census, problems
        self.ethnicities: dict[str, str | None] = {}
        self.tables = {
            HEADER: self._header,
            rows.CHILD_CHARACTERISTICS: self._characteristics,
            rows.CHILD_IDENTIFIERS: self._identifiers,
            rows.CIN_DETAILS: self._details,
            rows.SECTION_47: self._enquiries,
            rows.PLANS: self._plans,
            rows.REVIEWS: self._reviews,
        }

    def finish(self) -> None:
        """Report reviews that belong to no plan: they cannot be judged or counted."""
        if rows.PLANS not in self.census.tables:
            return
        plans = {plan.key for plan in self.census.plans}
        for review in self.census.plan_reviews:
            if review.plan_key not in plans:
                self.problems.append(_without_plan(review))

    def _blocks(self, sheet: Sheet) -> Iterator[tuple[dict[str, str], int]]:
        for line, cells in sheet.rows(self.problems):
            yield dict(zip(sheet.columns, cells, strict=True)), line

    def _children(self, sheet: Sheet) -> Iterator[tuple[BlockReader, dict[str, str], int, str, str]]:
        """Each row that names a child, with the child and the referral."""
        blocks = BlockReader(sheet.name, self.census.place, self.problems)
        for block, line in self._blocks(sheet):
            child = blocks.child_id(block, line)
            if child is not None:
                yield blocks, block, line, child, block.get(_REFERRAL, "").strip()

    def _header(self, sheet: Sheet) -> None:
        census, blocks = self.census, BlockReader(sheet.name, self.census.place, self.problems)
        for block, line in self._blocks(sheet):
            found = blocks.header_date(block, line, "ReferenceDate")
            if found is None:
                continue
            if census.reference_date is not None and found != census.reference_date:
                self._two_years(sheet, line, block["REFERENCEDATE"])
            if census.reference_date is None or found > census.reference_date:
                census.reference_date, census.year = found, block.get("YEAR", "").strip()

    def _two_years(self, sheet: Sheet, line: int, value: str) -> None:
        message = (
            f"Row {line} of {sheet.name}: ReferenceDate is {value}, but the same folder holds another one. "
            "The files were read as one census of the later year."
        )
        remedy = "Put the files of each year into a folder of their own and load them again."
        self.problems.append(
            Problem("CIN-TWO-YEARS", QUERY, sheet.name, line, None, "ReferenceDate", value, message, remedy)
        )

    def _characteristics(self, sheet: Sheet) -> None:
        for blocks, block, line, child, _ in self._children(sheet):
            self.ethnicities[child] = blocks.ethnicity(block, line, child)

    def _identifiers(self, sheet: Sheet) -> None:
        for blocks, block, line, child, _ in self._children(sheet):
            self.census.children.append(blocks.child(block, line, child, self.ethnicities.get(child)))

    def _details(self, sheet: Sheet) -> None:
        for blocks, block, line, child, referral in self._children(sheet):
            self.census.referrals.append(blocks.referral(block, line, child, referral))

    def _enquiries(self, sheet: Sheet) -> None:
        for blocks, block, line, child, referral in self._children(sheet):
            self.census.enquiries.append(blocks.enquiry(block, line, child, referral))

    def _plans(self, sheet: Sheet) -> None:
        for blocks, block, line, child, referral in self._children(sheet):
            plan = block.get(_PLAN, "").strip()
            self.census.plans.append(blocks.plan(block, line, child, referral, plan))

    def _reviews(self, sheet: Sheet) -> None:
        for blocks, block, line, child, referral in self._children(sheet):
            plan = block.get(_PLAN, "").strip()
            self.census.plan_reviews.append(blocks.plan_review(block, line, child, referral, plan))
