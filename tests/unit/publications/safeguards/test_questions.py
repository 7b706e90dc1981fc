"""What a machine cannot decide is asked: each question is clear, to the author, and says what to look up."""

from dataclasses import replace

import pytest
from tests.unit.publications.safeguards.listed_findings import all_listed
from tests.unit.publications.safeguards.small_documents import LAST, made_of, month, num, paragraph, row, said, table

from handrail.publications.document import Document, Number, Table, Text
from handrail.publications.safeguards import QUESTION, Finding, examine
from handrail.publications.safeguards.hints import claims

ASKED = ("Say", "Name", "Look", "Make", "Write", "Which", "Who", "Is it", "Did")


def asked(document: Document) -> list[Finding]:
    return [one for one in examine(document) if one.kind == QUESTION]


def test_one_number_for_two_measures_is_asked_about_with_both_places() -> None:
    plans, made = num("plans_open", 267, unit="plan"), num("plans_made", 267, unit="plan")
    (found,) = asked(said("There are ", plans, " plans, and the plans made are ", made, "."))
    assert found.code == "G22"
    assert "'plans_made' (Section 'What we found') and 'plans_open' (Section 'What we found')" in found.wrong
    assert found.remedy == "Is one a copy of the other? Look both up in their own records."


@pytest.mark.parametrize(
    "other",
    [
        num("late_plans", 266, unit="plan"),  # another number
        num("late_reviews", 267, unit="review"),  # of another kind of thing
        num("late_plans", 267, LAST, unit="plan"),  # of another year
        num("plans_open", 267, unit="plan"),  # of the same measure
        num("late_plans", 267, unit="plan", group={"reason": "late report"}),  # of a part of the whole
    ],
)
def test_equal_numbers_that_are_no_surprise_are_not_asked_about(other: Number) -> None:
    document = said(
        "There are ", num("plans_open", 267, unit="plan"), " plans; last year with a late report ", other, "."
    )
    assert [one for one in asked(document) if one.code == "G22"] == []


def months(name: str, *counts: int) -> list[Number]:
    return [num(name, count, month(4 + at), unit="review") for at, count in enumerate(counts)]


def by_month(one: list[Number], other: list[Number]) -> Table:
    rows = [row(f"{month(4 + at)[0]:%B %Y}", *cells) for at, cells in enumerate(zip(one, other, strict=True))]
    return table("Reviews by month", ["Month", "Care", "Protection"], *rows, unit="review")


@pytest.mark.parametrize(
    ("care", "protection", "questions"),
    [
        ((24, 31, 17), (24, 31, 17), 1),  # copied
        ((24, 31, 17), (24, 31, 18), 0),
        ((24, 24, 24), (24, 24, 24), 0),  # a rule of the place and no slip
        ((4, 3, 2), (4, 3, 2), 0),  # small numbers are often equal
        ((24, 31), (24, 31), 0),  # and so are two
    ],
)
def test_a_column_that_repeats_another_is_asked_about(
    care: tuple[int, ...], protection: tuple[int, ...], questions: int
) -> None:
    found = asked(made_of(by_month(months("care", *care), months("protection", *protection))))
    assert len(found) == questions
    for one in found:
        assert one.wrong == "The columns 'Care' and 'Protection' hold the same numbers."
        assert "copied" in one.remedy


def test_where_all_work_full_time_as_many_posts_are_filled_as_there_are_people() -> None:
    units = ("person", "percent of a full-time post")
    rows = [
        row(role, num("staff", count, text=str(count), unit=units[0], group={"role": role}),
            num("filled", 100 * count, text=str(count), unit=units[1], group={"role": role}))
        for role, count in (("Officers", 14), ("Chairs", 11), ("Social workers", 60))
    ]  # fmt: skip
    made = table("Posts", ["Role", "People", "Full-time posts"], *rows, unit=units[0])
    assert asked(made_of(replace(made, also_units=units[1:]))) == []


def test_a_row_that_repeats_another_is_asked_about() -> None:
    cells = {name: months(name, 24, 31, 17) for name in ("Care", "Protection")}
    heads = ["Stream", *(f"{month(4 + at)[0]:%B %Y}" for at in range(3))]
    rows = [row(name, *numbers) for name, numbers in cells.items()]
    (found,) = asked(made_of(table("Reviews", heads, *rows, unit="review")))
    assert found.wrong == "The rows 'Care' and 'Protection' hold the same numbers."


def test_a_total_that_repeats_the_only_row_is_what_it_should_be() -> None:
    heads = ["Stream", *(f"{month(4 + at)[0]:%B %Y}" for at in range(3))]
    total = replace(row("All", *months("all", 24, 31, 17)), total=True)
    rows = (row("Care", *months("care", 24, 31, 17)), total)
    assert asked(made_of(table("Reviews", heads, *rows, unit="review"))) == []


def test_hours_have_as_many_decimals_as_they_come_to() -> None:
    unit = "percent of a full-time post"
    hours = {"Officers": (400, "4"), "Chairs": (450, "4.5"), "Managers": (100, "1"), "Others": (200, "2")}
    lines = [row(name, replace(num(name, percent, unit=unit), text=text)) for name, (percent, text) in hours.items()]
    assert [
        one for one in asked(made_of(table("Posts", ["Post", "Full time"], *lines, unit=unit))) if one.code == "G22"
    ] == []


@pytest.mark.parametrize(("odd", "questions"), [("81.19%", 1), ("81.2%", 0)])
def test_a_sudden_change_of_precision_is_asked_about(odd: str, questions: int) -> None:
    lines = [
        row(name, Text(text))
        for name, text in (("Here", "93.3%"), ("North", "87.0%"), ("South", "90.1%"), ("East", odd))
    ]
    found = asked(made_of(table("What others published", ["Area", "Share"], *lines)))
    assert len(found) == questions
    assert all("'81.19%' in the row 'East' of 'Share' has other decimals" in one.wrong for one in found)


def test_two_targets_with_decimals_and_one_without_are_no_slip() -> None:
    lines = [
        row(name, Text(text))
        for name, text in (("Here", "93.3%"), ("North", "87%"), ("South", "90%"), ("East", "81.2%"))
    ]
    assert asked(made_of(table("What others published", ["Area", "Share"], *lines))) == []


def test_a_percentage_among_counts_is_no_slip() -> None:
    cells = (("Judged", "120"), ("On time", "111"), ("Late", "9"), ("Share on time", "92.5%"), ("Target", "95%"))
    lines = [row(name, Text(text)) for name, text in cells]
    assert asked(made_of(table("Reviews on time", ["Reviews", "April"], *lines))) == []


@pytest.mark.parametrize("one", [one for one in all_listed() if one.kind == QUESTION], ids=lambda one: one.id)
def test_each_named_question_asks_the_author_and_says_what_to_check(one: object) -> None:
    for found in asked(one.document):  # type: ignore[attr-defined]
        assert "?" in found.remedy
        assert any(word in found.remedy for word in ASKED)
        assert found.wrong.endswith(".")
        assert found.where != "The report" or "(" in found.wrong


@pytest.mark.parametrize("one", claims(), ids=lambda one: one.of)
def test_every_claim_of_the_list_is_asked_about(one: object) -> None:
    words = one.words.pattern.split("(?:")[1].split("|")[0].replace("\\", "").rstrip(")")  # type: ignore[attr-defined]
    found = asked(made_of(paragraph(f"It is so {words} what we did.")))
    assert any(one.asks == each.remedy for each in found)  # type: ignore[attr-defined]
    assert "?" in one.asks  # type: ignore[attr-defined]


def test_what_is_typed_is_asked_about_with_its_reason() -> None:
    (found,) = asked(made_of(paragraph(Text("12 of us came", typed="a letter of May"))))
    assert "a letter of May" in found.wrong
