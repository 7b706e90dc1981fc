"""Two pages for members of the board, whoever the authority is; one with more to say is refused with what to shorten."""

import io
from dataclasses import replace

import pikepdf
import pytest
from tests.integration.publications.fairlea import PROFILES, made, profile, record, request

from handrail.publications.document import Table
from handrail.publications.making import make
from handrail.publications.prose import ChapterError
from handrail.publications.writers import pdf


@pytest.mark.parametrize("of", PROFILES)
@pytest.mark.parametrize("children", [60, 200])
def test_it_has_two_pages(of: str, children: int) -> None:
    document = made("board_summary", profile(of), record=record(children, 3))
    assert document.most_pages == 2
    with pikepdf.open(io.BytesIO(pdf.render(document))) as file:
        assert len(file.pages) <= 2


def test_one_that_is_too_long_is_refused_with_where_its_chapters_begin() -> None:
    document = replace(made("board_summary"), most_pages=1)
    with pytest.raises(
        ChapterError, match=r"It has 2 pages in print, and may have 1\. 'The year in figures' begins on page 1;"
    ):
        pdf.render(document)


def test_every_count_and_share_stands_beside_that_of_the_year_before() -> None:
    tables = {one.id: one for one in made("board_summary").blocks() if isinstance(one, Table)}
    for name in ("table-board-counts", "table-board-shares"):
        headings = [column.heading for column in tables[name].columns]
        assert {"2024/25", "2025/26", "Change", "Counted"} <= set(headings)
    shares = [cell.text for row in tables["table-board-shares"].rows for cell in row.cells[:2]]
    assert all("(" in text or text == "not shown: small numbers" for text in shares), "each share has both its counts"


@pytest.mark.parametrize("of", ["default", "dudley", "sunderland"])
def test_it_asks_its_author_nothing_of_our_own_sentences(of: str) -> None:
    assert make(request("board_summary", profile(of))).questions == ()
