"""Whatever an author writes around the numbers, the safeguards answer and never break."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.safeguards.small_documents import (
    LAST,
    change,
    fig,
    made_of,
    month,
    num,
    paragraph,
    row,
    said,
    share,
    table,
    tabled,
)

from handrail.publications.document import Paragraph, Place, Text
from handrail.publications.safeguards import REFUSAL, Flow, Standing, examine

WORDS = [
    "rose",
    "fell",
    "more",
    "than",
    "highest since 2015",
    "majority",
    "half of",
    "from",
    "to",
    "similar",
    "improved",
]
WORDS += [
    ". ",
    "; ",
    ", and ",
    "target was 95%",
    "31 February 2026",
    "99 March 2026",
    "2019/20",
    "see table",
    "\uf8ff",
    "halved",
]
NUMBERS = [num("in_care", 5), num("in_care", 0, LAST), num("in_care", None), share("reviews_held_on_time", 3, 4)]
NUMBERS += [
    share("reviews_held_on_time", 0, 0, text="none to count"),
    change("3", "relative", fig("a", 3), fig("a", 0, when=LAST)),
]
PARTS = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(NUMBERS), st.text(max_size=12)), max_size=12)


@given(PARTS)
def test_any_sentence_is_answered(parts: list[object]) -> None:
    pieces = [f" {part} " if isinstance(part, str) else part for part in parts]
    for finding in examine(said(*pieces)):  # type: ignore[arg-type]
        assert finding.code[0] == "G"
        assert finding.wrong
        assert finding.remedy


@given(st.lists(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3), max_size=4), st.booleans())
def test_any_table_is_answered(cells: list[list[object]], total: bool) -> None:
    rows = [row(f"{at}", *line, total=total and at == len(cells) - 1) for at, line in enumerate(cells)]  # type: ignore[arg-type]
    examine(tabled("Any", ["What", "One", "Two"], *rows))


def test_a_finding_says_file_and_line_where_they_are_known() -> None:
    line = Paragraph((Text("It is "), num("in_care", 5, text="6"), Text(".")), Place("02-care.md", 7))
    (found,) = examine(made_of(line))
    assert str(found) == "02-care.md, line 7 (G11): '6' is not what 'in_care' says. Write 5."


@pytest.mark.parametrize(("closing", "refused"), [(486, False), (480, True)])
def test_a_stock_reconciles_with_its_flows(closing: int, refused: bool) -> None:
    flow = Flow("G15", "plans", ("starts",), ("ends",), "plans")
    rows = [("Open before", num("plans", 499, LAST)), ("Started", num("starts", 711)), ("Ended", num("ends", 724))]
    lines = [row(heading, cell) for heading, cell in rows]
    document = tabled("Plans", ["Plans", "Number"], *lines, row("Open at the end", num("plans", closing), total=True))
    found = examine(document, Standing(flows=(flow,)))
    assert [one.code for one in found if one.kind == REFUSAL] == (["G15"] if refused else [])


def test_a_month_never_stands_in_for_a_year_that_is_hidden() -> None:
    flow = Flow("G15", "plans", ("starts",), ("ends",), "plans")
    march = (date(2020, 3, 1), date(2020, 3, 31))
    hidden = [row("Started", num("starts", 3, text="5 or fewer")), row("Ended", num("ends", 4, text="5 or fewer"))]
    year = table("Plans", ["Plans", "Number"], row("Open before", num("plans", 33, LAST)), *hidden, row("Open at the end", num("plans", 32)))  # fmt: skip
    month = replace(table("In March", ["Plans", "Number"], row("Started", num("starts", 0, march)), row("Ended", num("ends", 0, march))), id="table-y")  # fmt: skip
    assert [one for one in examine(made_of(year, month), Standing(flows=(flow,))) if one.code == "G15"] == []


def test_the_share_of_all_is_pooled_and_not_the_mean_of_months() -> None:
    months = [(date(2019, 4, 1), date(2019, 4, 30)), (date(2019, 5, 1), date(2019, 5, 31))]
    lines = [
        row("April 2019", share("held", 9, 10, months[0], unit="review")),
        row("May 2019", share("held", 10, 90, months[1], unit="review")),
    ]
    pooled = row("Whole year", share("held", 19, 100, unit="review"), total=True)
    mean = row("Whole year", share("held", 51, 100, unit="review"), total=True)
    assert examine(made_of(table("Held, by month", ["Month", "Share"], *lines, pooled, unit="review"))) == []
    found = examine(made_of(table("Held, by month", ["Month", "Share"], *lines, mean, unit="review")))
    assert [one.code for one in found] == ["G07"]


def test_the_highest_is_the_highest_of_what_is_printed() -> None:
    lines = [row(f"{2016 + at}/{17 + at}", num("plans", count, (date(2016 + at, 4, 1), date(2017 + at, 3, 31))))
             for at, count in enumerate((300, 410, 390, 366))]  # fmt: skip
    years = table("Plans by year", ["Year", "Number"], *lines)
    this_year = num("plans", 366)

    def found(words: str) -> list[str]:
        line = Paragraph((Text(f"The number is the {words}: "), this_year, Text(".")))
        return [one.remedy for one in examine(made_of(line, years)) if one.code == "G05"]

    assert found("lowest since 2017") == ["It is 300 in 2016/17."]
    assert found("lowest since 2018") == []
    assert found("highest since 2016") == ["It is 410 in 2017/18."]
    assert "Print every year since 2009, or name the first year there is." in found("highest since 2009")


@pytest.mark.parametrize(("word", "codes"), [("lowest", []), ("record low", ["G05"]), ("highest", ["G05"])])
def test_the_lowest_month_is_the_lowest_of_its_own_year(word: str, codes: list[str]) -> None:
    last_june = date(2018, 6, 1), date(2018, 6, 30)
    months = [("June 2018", last_june, 3), ("May 2019", month(5), 9), ("June 2019", month(6), 6)]
    rows = [row(heading, num("reviews_held", held, when=days, unit="review")) for heading, days, held in months]
    number = num("reviews_held", 6, when=month(6), unit="review")
    document = made_of(
        paragraph(f"June 2019 was the {word}, with ", number, " reviews held."),
        table("Reviews held, by month", ["Month", "Held"], *rows, unit="review"),
    )
    assert [one.code for one in examine(document) if one.code == "G05"] == codes


def test_a_share_hidden_as_small_bears_no_superlative() -> None:
    hidden = share("on_time", 26, 30, month(4), text="not shown: small numbers")
    july, june = share("on_time", 38, 45, month(7)), share("on_time", 18, 25, month(6))
    lines = [Paragraph((Text(f"In {name} the share on time was "), one, Text(".")))
             for name, one in (("April", hidden), ("June", june))]  # fmt: skip
    highest = Paragraph((Text("The share on time was highest in July, at "), july, Text(".")))
    assert [one for one in examine(made_of(*lines, highest)) if one.code == "G05"] == []


@pytest.mark.parametrize(
    ("said_of_it", "right"),
    [
        (("We held ", num("held", 40, LAST), " in 2017/18."), "2018/19"),
        (("In the second quarter ", num("held", 9, month(4)), " were held in all of April."), "April"),
        (("We held ", num("held", 9, month(4)), " in June."), "April"),
        (("Of June (", num("held", 9, month(4)), ") and April nothing is known."), "April"),
        (("We held ", num("held", 40), " last year, and more the year before."), "2019/20"),
        (("We held ", num("held", 40, LAST), " this year, and fewer last year."), "2018/19"),
    ],
)
def test_the_period_right_beside_a_number_is_its_own(said_of_it: tuple[object, ...], right: str) -> None:
    found = [one for one in examine(said(*said_of_it)) if "the words beside it say" in one.wrong]  # type: ignore[arg-type]
    assert [f"Say '{right}'" in one.remedy for one in found] == [True]
