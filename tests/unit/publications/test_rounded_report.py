from dataclasses import replace

import pytest
from tests.unit.publications.made_up import Council, build, inputs, profile, small_council

from handrail.publications.document import Chart, Document, Number
from handrail.publications.numbers import ABSENT

OPEN = ("not_assessable", "not_recorded")


def rounded(council: Council, to: int) -> Document:
    """The council's report for an audience whose counts are rounded. What its figures do not bear is refused."""
    made = profile()
    public = replace(made.audiences.public, round_to=to)
    return build(replace(council, profile=replace(made, audiences=replace(made.audiences, public=public))))


def of_children(document: Document) -> list[Number]:
    """The numbers that are not about the state of the data."""
    return [
        one
        for one in document.numbers()
        if one.shows not in OPEN and one.figure is not None and one.figure.measure != "problems_found"
    ]


@pytest.mark.parametrize("to", [5, 10])
@pytest.mark.parametrize("council", [inputs(), small_council()], ids=["middling", "small"])
def test_every_count_is_rounded_and_says_so(council: Council, to: int) -> None:
    plain = ABSENT | {"0", "5 or fewer"}
    for one in of_children(rounded(council, to)):
        if "%" not in one.text and one.shows in ("numerator", "denominator"):
            assert one.head in plain or one.text.startswith("about "), one.text
            if one.head not in plain:
                assert int(one.text.removeprefix("about ").replace(",", "")) % to == 0


@pytest.mark.parametrize("to", [5, 10])
def test_every_share_is_in_whole_percents(to: int) -> None:
    for one in of_children(rounded(inputs(), to)):
        if "%" in one.text:
            assert "." not in one.text.split("%")[0], one.text


@pytest.mark.parametrize("to", [5, 10])
def test_a_chart_draws_no_more_exactly_than_is_printed(to: int) -> None:
    charts = [block for block in rounded(inputs(), to).blocks() if isinstance(block, Chart)]
    assert charts
    for chart in charts:
        unit = 100 if chart.unit == "share" else 1
        values = [value * unit for one in chart.series if one.kind in ("line", "bar") for value in one.values if value]
        assert all(abs(value - round(value)) < 1e-9 for value in values)
        assert unit == 100 or all(value % to == 0 for value in values)
        assert "highest" not in chart.alt


def test_the_report_says_that_it_rounds() -> None:
    said = " ".join(one.text for one in rounded(inputs(), 10).parts())
    assert "rounded to the nearest 10" in said
