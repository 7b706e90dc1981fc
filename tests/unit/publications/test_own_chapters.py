"""A sixth authority's own chapter and tables stand in its profile, and need no code."""

from datetime import date
from pathlib import Path

import pytest
from tests.unit.publications.exhibits.record import YEAR, a_record

from handrail.profiles import Profile, ProfileError, parse
from handrail.publications.document import Document, Number, Table, plain
from handrail.publications.library import publication
from handrail.publications.making import Request, compose
from handrail.publications.prose import ChapterError
from handrail.publications.safeguards import refusals

SIXTH = '''
authority = "Sixthby"

[words]
dispute = "concern"
disputes = "concerns"

[codes.dispute_reasons]
late_report = "The report came late"
drift = "The plan drifted"
no_visit = "Nobody visited"

[outline.annual_report]
title = "What the {service} did, {year}"
called = "annual report"
audience = "internal"
chapters = [
  { name = "disputes", title = "Concerns" },
  { name = "own-concerns", title = "Our concerns", text = """
# Our concerns, as we print them

In the year {{ number disputes_raised }} were raised.

{{ table own_concerns }}
""" },
  { name = "definitions" },
]

[tables.own_concerns]
caption = "{Disputes} by what they were about"
first = "Reason"
measure = "dispute_reasons_given"
decimals = 0
rows = [{ by = "reason", labels = "dispute_reasons" }]
total = "All reasons"
columns = [{ each = "year", of = 2, parts = [
  { heading = "number", part = "numerator" },
  { heading = "share", part = "of_all" },
] }]
'''


def sixth(text: str = SIXTH) -> Profile:
    return parse(text).on(date(2026, 3, 31))


def document(profile: Profile, folder: Path | None = None) -> Document:
    made, known = compose(Request("annual_report", YEAR, a_record(), profile, text=folder))
    assert [str(one) for one in refusals(made, known) if one.code != "G17"] == []
    return made


def test_its_table_is_printed_in_its_words_from_its_own_record() -> None:
    made = document(sixth())
    assert [section.title for section in made.sections] == ["Concerns", "Our concerns", "Definitions"]
    (table,) = (one for one in made.sections[1].blocks if isinstance(one, Table))
    assert table.caption == "Concerns by what they were about"
    cells = {row.heading: [cell.text for cell in row.cells if isinstance(cell, Number)] for row in table.rows}
    assert cells == {
        "The report came late": ["6", "46%", "8", "26%"],
        "The plan drifted": ["7", "54%", "23", "74%"],
        "Nobody visited": ["0", "0%", "0", "0%"],
        "All reasons": ["13", "100%", "31", "100%"],
    }


def test_a_chapter_of_the_folder_of_texts_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "02-own-concerns.md").write_text("# Of this year only\n\nIt was a year.\n", encoding="utf-8")
    (paragraph,) = document(sixth(), tmp_path).sections[1].blocks
    assert plain(paragraph.parts) == "It was a year."  # type: ignore[union-attr]


def test_without_a_text_anywhere_it_is_refused_by_name() -> None:
    without = SIXTH[: SIXTH.index(', text = """')] + SIXTH[SIXTH.index('""" },') + 3 :]
    with pytest.raises(ChapterError, match="There is no chapter 'own-concerns'"):
        document(sixth(without))


def test_what_is_wrong_in_it_is_named_with_its_line() -> None:
    with pytest.raises(ChapterError, match=r"own-concerns\.md, line 5: .*'own_conserns'"):
        document(sixth(SIXTH.replace("{{ table own_concerns }}", "{{ table own_conserns }}")))


@pytest.mark.parametrize("text", ['""', '"  \\n "', "7"])
def test_a_text_is_words(text: str) -> None:
    with pytest.raises(ProfileError, match="as many lines as it needs"):
        sixth(SIXTH.replace('{ name = "definitions" }', f'{{ name = "definitions", text = {text} }}'))


def test_the_library_needs_no_text_of_its_own() -> None:
    assert not [name for name in publication("annual_report").chapters if name.startswith("own-")]
