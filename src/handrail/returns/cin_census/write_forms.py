"""The two forms of the census blocks that are written: XML in the schema's order, and flattened CSV."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from handrail.returns.cin_census import rows
from handrail.returns.outgoing import iso, whole_file, write_csv

ONLY_BLOCKS = (
    "This file holds only the conference and plan blocks. CINreferralDate, ReferralSource, ReferralNFA and, where no UPN "
    "stands, UPN or UPNunknown have to be completed before it is a whole census."
)
_HEADER = "Header"
_COLLECTION = ("Collection", "Year", "ReferenceDate")
_SOURCE = ("SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo")
_IDENTIFIERS = (
    "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate", "GenderCurrent", "Sex",
    "PersonDeathDate",
)  # fmt: skip
_COLUMNS: dict[str, tuple[str, ...]] = {
    _HEADER: (*_COLLECTION, *_SOURCE),
    rows.CHILD_IDENTIFIERS: ("LAchildID", *_IDENTIFIERS),
    rows.CHILD_CHARACTERISTICS: ("LAchildID", "Ethnicity"),
    rows.CIN_DETAILS: ("LAchildID", "CINdetailsID", "CINreferralDate", "DateOfInitialCPC", "ReferralNFA"),
    rows.SECTION_47: (
        "LAchildID", "CINdetailsID", "S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired",
    ),
    rows.PLANS: (
        "LAchildID", "CINdetailsID", "CPPID", "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse",
        "LatestCategoryOfAbuse", "NumberOfPreviousCPP",
    ),
    rows.REVIEWS: ("LAchildID", "CINdetailsID", "CPPID", "CPPreviewDate"),
}  # fmt: skip

Block = dict[str, str]
"""The leaves of one element by name, in the schema's order; a blank one is not written."""


@dataclass
class PlanBlock:
    """One ChildProtectionPlans with the days of its Reviews."""

    leaves: Block
    reviewed_on: list[date]


@dataclass
class Details:
    """One CINdetails."""

    leaves: Block = field(default_factory=dict)
    enquiries: list[Block] = field(default_factory=list)
    plans: list[PlanBlock] = field(default_factory=list)


class ChildBlock(NamedTuple):
    """One Child."""

    identifiers: Block
    characteristics: Block
    details: list[Details]


def header(reference_date: date, lea: str) -> Block:
    """The leaves of the header."""
    values = (
        "CIN",
        str(reference_date.year),
        iso(reference_date),
        "L",
        lea,
        "Handrail: conference and plan blocks only",
    )
    return dict(zip((*_COLLECTION, *_SOURCE), (*values, "1", "001"), strict=True))


def write_flat(folder: Path, header: Block, children: Iterable[ChildBlock]) -> dict[Path, int]:
    """Write the flattened form, one CSV file for each block; returns the files with their numbers of rows."""
    files = {}
    for table, lines in _flat(header, children).items():
        path = folder / f"{table}.csv"
        write_csv(path, _COLUMNS[table], lines)
        files[path] = len(lines)
    return files


def write_xml(path: Path, header: Block, children: Iterable[ChildBlock]) -> None:
    """Write the XML form, which says in its first lines what it holds."""
    with whole_file(path) as partial, etree.xmlfile(str(partial), encoding="utf-8") as file:
        file.write_declaration()
        with file.element("Message"):
            file.write(etree.Comment(f" {ONLY_BLOCKS} "), _header_element(header), pretty_print=True)
            with file.element("Children"):
                for child in children:
                    file.write(_child_element(child), pretty_print=True)


def _header_element(header: Block) -> Any:
    element = etree.Element("Header")
    _add(element, "CollectionDetails", {name: header[name] for name in _COLLECTION})
    _add(element, "Source", {name: header[name] for name in _SOURCE})
    return element


def _child_element(child: ChildBlock) -> Any:
    element = etree.Element("Child")
    _add(element, rows.CHILD_IDENTIFIERS, child.identifiers)
    _add(element, rows.CHILD_CHARACTERISTICS, child.characteristics)
    for each in child.details:
        details = _add(element, rows.CIN_DETAILS, each.leaves)
        for enquiry in each.enquiries:
            _add(details, rows.SECTION_47, enquiry)
        for plan in each.plans:
            block = _add(details, rows.PLANS, plan.leaves)
            if plan.reviewed_on:
                reviews = _add(block, rows.REVIEWS, {})
                for day in plan.reviewed_on:
                    etree.SubElement(reviews, "CPPreviewDate").text = iso(day)
    return element


def _add(parent: Any, name: str, leaves: Block) -> Any:
    element = etree.SubElement(parent, name)
    for leaf, text in leaves.items():
        if text:
            etree.SubElement(element, leaf).text = text
    return element


def _flat(header: Block, children: Iterable[ChildBlock]) -> dict[str, list[tuple[str, ...]]]:
    """The rows of each table: CINdetailsID restarts at 1 for each child, CPPID at 1 for each CINdetails."""
    found: dict[str, list[tuple[str, ...]]] = {table: [] for table in _COLUMNS}

    def add(table: str, **values: str) -> None:
        found[table].append(tuple(values.get(column, "") for column in _COLUMNS[table]))

    add(_HEADER, **header)
    for child in children:
        ids = {"LAchildID": child.identifiers["LAchildID"]}
        add(rows.CHILD_IDENTIFIERS, **child.identifiers)
        add(rows.CHILD_CHARACTERISTICS, **ids, **child.characteristics)
        for number, each in enumerate(child.details, 1):
            ids["CINdetailsID"] = str(number)
            add(rows.CIN_DETAILS, **ids, **each.leaves)
            for enquiry in each.enquiries:
                add(rows.SECTION_47, **ids, **enquiry)
            for count, plan in enumerate(each.plans, 1):
                add(rows.PLANS, **ids, CPPID=str(count), **plan.leaves)
                for day in plan.reviewed_on:
                    add(rows.REVIEWS, **ids, CPPID=str(count), CPPreviewDate=iso(day))
    return found
