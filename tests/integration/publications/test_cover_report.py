"""The report to scrutiny: the sections a council expects, the annual report made with it, and one set of figures."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.integration.publications.fairlea import PROFILES, made, profile, request

from handrail.editions.publications import made_of, source_of
from handrail.publications.document import Document, Subheading
from handrail.publications.making import Made, make
from handrail.publications.prose import ChapterError

PROFILE = 'authority = "Fairlea"\n'
SECTIONS = ["purpose", "recommendations", "background", "figures", "implications", "consultation", "appendices"]
IMPLICATIONS = {"financial", "legal", "equality", "risk", "children-s-voice", "climate-and-environment"}


@cache
def whole() -> Made:
    return make(request("cover_report"))


@pytest.mark.parametrize("of", PROFILES)
def test_it_has_the_sections_of_a_council_s_report_and_numbered_paragraphs(of: str) -> None:
    document = made("cover_report", profile(of))
    assert [one.id for one in document.sections] == SECTIONS
    assert {block.id for block in document.blocks() if isinstance(block, Subheading)} >= IMPLICATIONS
    assert document.numbered


def test_the_annual_report_is_its_appendix_and_stands_beside_it() -> None:
    files = whole().files
    assert files["annual-report.pdf"].startswith(b"%PDF")
    assert files["annual-report.docx"].startswith(b"PK")
    assert files["annual-report.pdf"] != files["report.pdf"]
    headings = [block.text for block in whole().document.blocks() if isinstance(block, Subheading)]
    assert "Appendix A: Annual report of the Independent Reviewing Service" in headings


def heads(document: Document) -> dict[str, str]:
    """What is printed of each part of a figure."""
    numbers = (one for one in document.numbers() if one.figure and not one.against)
    return {f"{one.figure} {one.shows}": one.head for one in numbers}


def test_both_print_the_same_of_every_figure() -> None:
    annual, ours = heads(made("annual_report")), heads(whole().document)
    both = ours.keys() & annual.keys()
    assert len(both) >= 15
    assert {key: ours[key] for key in both} == {key: annual[key] for key in both}


def test_it_asks_its_author_nothing_of_our_own_sentences() -> None:
    assert whole().questions == ()


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return folder


def test_it_is_refused_where_its_appendix_cannot_be_made(tmp_path: Path) -> None:
    text = written(tmp_path, "annual_report/08-reviews.md", "# Reviews\n\nWe held 364 reviews.\n")
    with pytest.raises(ChapterError, match=r"It promises the annual report, which cannot be made\. .*364"):
        make(request("cover_report", text=text))


def test_an_edition_freezes_the_chapters_of_its_appendix_and_is_made_of_them(tmp_path: Path) -> None:
    own = "# Reviews\n\nOurs alone.\n"
    source = source_of(request("cover_report", text=written(tmp_path, "annual_report/08-reviews.md", own)), PROFILE)
    frozen = {
        name.partition("-")[2]: text for name, text in source.chapters.items() if name.startswith("annual_report.")
    }
    assert frozen["reviews.md"] == own.encode()
    assert "01-purpose.md" in source.chapters
    wrong = {name: text.replace(b"Ours alone", b"We held 364") for name, text in source.chapters.items()}
    with pytest.raises(ChapterError, match=r"It promises the annual report, which cannot be made\. .*364"):
        made_of(replace(source, chapters=wrong))


def test_an_appendix_that_is_not_there_is_refused(tmp_path: Path) -> None:
    promise = "# Purpose\n\nMore is in [Appendix B](#appendix-{}).\n"
    with pytest.raises(ChapterError, match="A link leads to 'appendix-b', which is not in the report"):
        made("cover_report", text=written(tmp_path, "01-purpose.md", promise.format("b")))
    with pytest.raises(ChapterError, match=r"The link 'Appendix B' leads to 'Appendix A: Annual report"):
        made("cover_report", text=written(tmp_path, "01-purpose.md", promise.format("a")))
