"""What holds for any table of text."""

import csv
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.record.problems import catalogue
from handrail.returns.load import load
from handrail.returns.sources import Source
from handrail.returns.tracker import dates, trial, vocabulary, write
from handrail.returns.tracker.guess import guess
from handrail.returns.tracker.headings import key, numbered, of_rows
from handrail.returns.tracker.mapping import Entry, Mapping, Table, parse

WORDS = st.sampled_from(
    ["Child ID", "DOB", "Review date", "Review due", "1st review held", "2nd review held", "2nd review due", "ICPC",
     "Strategy discussion", "CP plan start", "Participation", "In time?", "Late?", "Notes", "Status", "Category", "{n}",
     "Review {n} held", "Next review due", "Date became LAC", "RCPC 1 held", "RCPC 2 held", "Review\nheld", "Total"]
)  # fmt: skip
VALUES = st.sampled_from(
    ["13/05/2024", "03/04/2024", "2024-05-13", "45292", "PN1", "yes", "Neglect", "A1", "", "TBC", "\x00"]
)
CELLS = st.one_of(WORDS, VALUES, st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
TABLES = st.lists(st.lists(CELLS, max_size=8), max_size=8)


def headed(rows: list[list[str]]) -> list[list[str]]:
    return [
        ["Child ID", "Review held", *(rows[0] if rows else [])],
        *([f"C{n}", "13/05/2024", *row] for n, row in enumerate(rows)),
    ]


@given(st.one_of(TABLES, TABLES.map(headed)))
def test_a_guess_never_raises_and_what_it_writes_parses_back_equal(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        source = Source(path, path.name, is_xml=False)
        found = guess(source, [])
        if not found.tables:
            return
        mapping = parse(write.of_guess(found, path.name))
        assert mapping == found.mapping
        assert not mapping.is_confirmed
        assert trial.run(source, mapping).readings, "a file belongs to the mapping guessed from it"
        loaded = load([path], mappings=[replace(mapping, confirmed_by="A, 2026-11-22", name="m")])
        assert {problem.rule for problem in loaded.problems} <= set(catalogue())


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10).filter(lambda text: bool(key(text)))
FORMS = st.sampled_from([(), ("dd/mm/yyyy", "yyyy-mm-dd"), ("mm/dd/yyyy",), ("excel serial",)])


@given(TEXT, TEXT, FORMS, st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.dates(date(1990, 1, 1)))
def test_any_mapping_written_parses_back_equal(one: str, two: str, forms: tuple[str, ...], by: str, day: date) -> None:
    first, second = f"{one} a", f"{two} b"
    day = min(day, date(2199, 1, 1))
    entry = Entry("reviews", {"held_on": f"{second} held"}, {"participation": "PN1"}, day)
    table = Table(
        (3, 4), {"child_id": first}, (entry,), one, forms, {f"{second} held": forms}, {"in_time": {two: "yes", "*": ""}},
        (one,), (two,), ("child_id",), (one, two), day,
    )  # fmt: skip
    if "{n}" in first or "{n}" in second or key(first) == key(f"{second} held"):
        return
    mapping = Mapping((table,), by)
    assert parse(write.of_mapping(mapping)) == mapping


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_a_date_is_read_only_in_the_form_stated(day: date) -> None:
    written = {
        dates.DAY_FIRST: f"{day:%d/%m/%Y}",
        dates.ISO: f"{day:%Y-%m-%d} 00:00:00",
        dates.NAMED: f"{day.day} {day:%B %Y}",
        dates.SERIAL: str((day - date(1899, 12, 30)).days),
        dates.MONTH_FIRST: f"{day:%m/%d/%Y}",
    }
    for form, text in written.items():
        assert dates.read(text, (form,)) == day
        others = tuple(other for other in dates.FORMS if other not in dates.readings(text))
        assert dates.read(text, others) is None


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("12-Jan-24", {"dd mmm yyyy": date(2024, 1, 12)}),
        ("Friday 12th January 2024", {"dd mmm yyyy": date(2024, 1, 12)}),
        ("31.12.99", {"dd/mm/yy": date(1999, 12, 31)}),
        ("03/04/2024", {"dd/mm/yyyy": date(2024, 4, 3), "mm/dd/yyyy": date(2024, 3, 4)}),
        ("31/02/2024", {}),
        ("12 Foo 2024", {}),
        ("14", {}),
        ("45292", {"excel serial": date(2024, 1, 1), "excel serial 1904": date(2024, 1, 1) + timedelta(days=1462)}),
    ],
)
def test_which_forms_a_text_fits(text: str, forms: dict[str, date]) -> None:
    assert dates.readings(text) == forms


def test_headings_are_one_line_and_told_apart() -> None:
    assert of_rows([["1st review", "", "2nd review", ""], ["Due", "Held", "Due", "Held"]]) == [
        "1st review Due", "1st review Held", "2nd review Due", "2nd review Held",
    ]  # fmt: skip
    assert of_rows([["Due", "Held", "due ", "#%", ""]])[:3] == ["Due (1)", "Held", "due (2)"]
    assert key("D.O.B.") == key("DOB")
    assert key("Review\u00a0Date:") == key("review  date")
    assert list(numbered("Second review held")) == [("{n} review held", 2)]
    assert list(numbered("Rev1 due")) == [("Rev{n} due", 1)]


def test_every_wording_of_the_vocabulary_is_written_as_it_is_compared() -> None:
    for code in vocabulary.codes().values():
        assert all(wording == (key(wording) or wording) for wording in code.wordings)
        assert set(code.wordings.values()) <= set(code.codes)


def test_the_reference_page_lists_every_field_and_form_and_its_example_is_a_mapping() -> None:
    page = (Path(__file__).parents[4] / "docs/reference/tracker-mapping.md").read_text(encoding="utf-8")
    for of in (vocabulary.CHILD, *vocabulary.ENTRIES):
        for field in vocabulary.fields(of).values():
            assert f"| `{field.name}` | {field.means} |" in page
    assert all(f"| `{form}` | {example} |" in page for form, example in dates.FORMS.items())
    example = "\n".join(line[4:] for line in page.split("## The file")[0].splitlines() if line.startswith("    "))
    assert parse(example).is_confirmed
