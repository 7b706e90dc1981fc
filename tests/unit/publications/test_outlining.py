"""Numbered paragraphs, approval and signatures, in the tree and in every file."""

import io
from dataclasses import replace
from datetime import date

import docx as word
import openpyxl
import pikepdf
import pytest
from tests.unit.publications.made_up import build, inputs, profile

from handrail.publications.document import Approval, Document, Paragraph, plain
from handrail.publications.prose import ChapterError
from handrail.publications.writers import docx, html, pdf, xlsx

BOARD, SCRUTINY = "Corporate Parenting Board", "Scrutiny Committee"


def made(**outline: object) -> Document:
    usual = profile()
    report = replace(usual.outline_of("annual_report"), **outline)  # type: ignore[arg-type]
    return build(inputs(profile=replace(usual, outline={**usual.outline, "annual_report": report})))


def approval(document: Document) -> Approval:
    return next(block for block in document.blocks() if isinstance(block, Approval))


def test_paragraphs_are_numbered_within_their_chapter() -> None:
    document = made(numbered=True)
    assert document.numbered
    for place, section in enumerate(document.sections, 1):
        numbers = [block.number for block in section.blocks if isinstance(block, Paragraph)]
        assert section.heading == f"{place}. {section.title}"
        assert numbers == [f"{place}.{at}" for at in range(1, len(numbers) + 1)]


def test_nothing_is_numbered_approved_or_signed_where_the_outline_does_not_say_so() -> None:
    document = made()
    assert not document.numbered
    assert {block.number for block in document.blocks() if isinstance(block, Paragraph)} == {""}
    assert "approval" not in [section.id for section in document.sections]


@pytest.mark.parametrize(
    ("by", "on", "said"),
    [
        ((BOARD,), None, f"To be approved by the {BOARD}."),
        ((SCRUTINY, BOARD), None, f"To be approved by the {SCRUTINY}, then the {BOARD}."),
        ((BOARD,), date(2026, 7, 1), f"Approved by the {BOARD} on 1 July 2026."),
        (
            ("Quality Committee", SCRUTINY, BOARD),
            date(2026, 7, 1),
            f"Approved by the Quality Committee, the {SCRUTINY} and the {BOARD}; the last of them on 1 July 2026.",
        ),
    ],
)
def test_it_says_who_approves_it(by: tuple[str, ...], on: date | None, said: str) -> None:
    assert plain(approval(made(approved_by=by, approved_on=on)).parts) == said


def test_the_roles_that_sign_stand_by_their_name() -> None:
    document = made(signatures=("service_manager", "director"))
    assert document.sections[-1].title == "Signatures"
    assert approval(document).roles == ("Service manager", "Director of children's services")


def test_every_file_carries_numbers_approval_and_signatures() -> None:
    document = made(numbered=True, approved_by=(BOARD,), signatures=("service_manager",))
    last = f"{len(document.sections)}."
    page = html.render(document)
    assert '<p class="numbered"><span>1.1</span>' in page
    assert f"{last} Approval</h2>" in page
    file = word.Document(io.BytesIO(docx.render(document)))
    numbered = [line for line in file.paragraphs if line.style.name == "Numbered"]
    assert len(numbered) == sum(isinstance(block, Paragraph) for block in document.blocks())
    assert file.styles["Numbered"].element.pPr.numPr.ilvl.val == 1
    with pikepdf.open(io.BytesIO(pdf.render(document))) as printed:
        assert len(printed.pages) > 1
    lines = [row[0] for row in openpyxl.load_workbook(io.BytesIO(xlsx.render(document))).worksheets[0].values]
    assert f"To be approved by the {BOARD}. Service manager" in lines
    assert all(BOARD in text for text in (page, " ".join(line.text for line in file.paragraphs)))


def test_a_short_document_begins_under_its_title() -> None:
    document = replace(made(), short=True)
    assert '<nav aria-labelledby="contents">' not in html.render(document)
    assert "Contents" not in [line.text for line in word.Document(io.BytesIO(docx.render(document))).paragraphs]
    with pikepdf.open(io.BytesIO(pdf.render(document))) as short, pikepdf.open(io.BytesIO(pdf.render(made()))) as long:
        assert len(short.pages) < len(long.pages)


def test_a_document_of_too_many_pages_is_refused_with_how_many_it_has() -> None:
    document = replace(made(), short=True)
    with pikepdf.open(io.BytesIO(pdf.render(document))) as file:
        pages = len(file.pages)
    assert pdf.render(replace(document, most_pages=pages))
    with pytest.raises(ChapterError, match=rf"It has {pages} pages in print, and may have {pages - 1}\."):
        pdf.render(replace(document, most_pages=pages - 1))
