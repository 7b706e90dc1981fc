"""Reading the XML form of the census (root Message), child by child, without trusting it.

The reader takes every CPPreviewDate under every Reviews of a plan: files hold them all in one Reviews, or one
Reviews for each. One widely used script writes CPPreviews instead; it is read as the same.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from handrail.record.problems import Problem
from handrail.returns.cin_census.blocks import BlockReader
from handrail.returns.cin_census.rows import Census
from handrail.returns.sources import Source, file_problem
from handrail.returns.xml_text import elements, root_tag

ROOT = "MESSAGE"
_REVIEWS = frozenset({"REVIEWS", "CPPREVIEWS"})
_BROKEN = "FILE-XML-BROKEN"


def is_census(root: str) -> bool:
    """Whether an XML file with this root element is a CIN census."""
    return root.rpartition("}")[2].upper() == ROOT


def read(source: Source, problems: list[Problem]) -> Census | None:
    """The census in this file, or None with a problem where nothing can be read.

    Of a file that breaks off, every child that stands complete before the break is kept.
    """
    root = root_tag(source, problems)
    if root is None:
        return None
    if not is_census(root):
        what = f"{source.name} is XML with the root {root[:40]}; a CIN census has the root Message."
        problems.append(file_problem("FILE-UNKNOWN", source.name, what, "Check that the right file was chosen."))
        return None
    census = Census(source.name)
    before = len(problems)
    reader = _Reader(census, BlockReader(source.name, census.place, problems))
    for element in elements(source, ("Header", "Child"), problems):
        reader.read(element)
    census.broken_off = any(problem.rule == _BROKEN for problem in problems[before:])
    return None if census.broken_off and census.is_empty else census


class _Names(dict[str, str]):
    """Element names as compared: no namespace, upper case; each worked out once."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = tag.rpartition("}")[2].upper()
        return name


class _Reader:
    """Puts the elements of one file into its census."""

    def __init__(self, census: Census, blocks: BlockReader) -> None:
        self.census, self.blocks = census, blocks
        self.names = _Names()

    def read(self, element: etree._Element) -> None:
        if self.names[element.tag] == "HEADER":
            self._header(element)
        else:
            self._child(element)

    def _header(self, header: etree._Element) -> None:
        for part in header:
            if self.names[part.tag] == "COLLECTIONDETAILS":
                block, line = self._block(part)
                self.census.year = block.get("YEAR", "").strip()
                self.census.reference_date = self.blocks.header_date(block, line, "ReferenceDate")

    def _child(self, element: etree._Element) -> None:
        parts = [(self.names[part.tag], part) for part in element]
        identifiers, line = next(
            (self._block(part) for name, part in parts if name == "CHILDIDENTIFIERS"), ({}, _line(element))
        )
        child = self.blocks.child_id(identifiers, line)
        if child is None:
            return
        ethnicity = None
        for name, part in parts:
            if name == "CHILDCHARACTERISTICS":
                block, at = self._block(part)
                ethnicity = self.blocks.ethnicity(block, at, child) or ethnicity
        self.census.children.append(self.blocks.child(identifiers, line, child, ethnicity))
        referrals = (part for name, part in parts if name == "CINDETAILS")
        for number, part in enumerate(referrals, 1):
            self._referral(part, child, str(number))

    def _referral(self, element: etree._Element, child: str, referral: str) -> None:
        census, blocks = self.census, self.blocks
        block, line = self._block(element)
        census.referrals.append(blocks.referral(block, line, child, referral))
        plans = 0
        for part in element:
            name = self.names[part.tag]
            if name == "SECTION47":
                block, line = self._block(part)
                census.enquiries.append(blocks.enquiry(block, line, child, referral))
            elif name == "CHILDPROTECTIONPLANS":
                plans += 1
                self._plan(part, child, referral, str(plans))

    def _plan(self, element: etree._Element, child: str, referral: str, plan: str) -> None:
        block, line = self._block(element)
        self.census.plans.append(self.blocks.plan(block, line, child, referral, plan))
        for block, line in self._reviews(element):
            self.census.plan_reviews.append(self.blocks.plan_review(block, line, child, referral, plan))

    def _reviews(self, plan: etree._Element) -> Iterator[tuple[dict[str, str], int]]:
        """Each CPPreviewDate under each Reviews, and once each Reviews that holds none."""
        for part in plan:
            if self.names[part.tag] not in _REVIEWS:
                continue
            found = False
            for leaf in part:
                if self.names[leaf.tag] == "CPPREVIEWDATE":
                    found = True
                    yield {"CPPREVIEWDATE": leaf.text or ""}, _line(leaf)
            if not found:
                yield {}, _line(part)

    def _block(self, element: etree._Element) -> tuple[dict[str, str], int]:
        """The texts of the element's leaves by name, the first of each, and the line of the first with text.

        The line is a leaf's because past line 65,535 the parser knows only the lines of texts.
        """
        names, block, line = self.names, dict[str, str](), 0
        for leaf in element:
            text = leaf.text
            if text:
                block.setdefault(names[leaf.tag], text)
                if not line and not text.isspace():
                    line = _line(leaf)
        return block, line or _line(element)


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline  # the stubs leave its type open
    return int(line or 0)
