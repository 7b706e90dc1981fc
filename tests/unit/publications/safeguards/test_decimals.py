"""A percentage is printed with the decimals its table has, rounded once from its counts (G08)."""

from dataclasses import replace

import pytest
from tests.unit.publications.safeguards.small_documents import made_of, row, share, table

from handrail.publications.document import Number
from handrail.publications.safeguards import examine


@pytest.mark.parametrize(
    ("text", "decimals", "is_true"),
    [
        ("94%", 0, False),
        ("95%", 0, True),
        ("94.5%", 1, True),
        ("95%", 1, False),
        ("94.55%", 2, True),
        ("94.54%", 2, False),
    ],
)
def test_a_table_says_how_many_decimals_its_percentages_have(text: str, decimals: int, is_true: bool) -> None:
    in_time = share("on_time", 1613, 1706, text=text, unit="review")
    held, on_time = Number("1,706", in_time.figure, "denominator"), Number("1,613", in_time.figure, "numerator")
    rows = [row("Reviews held", held), row("On time", on_time), row("Share on time", in_time)]
    made = replace(table("Reviews on time", ["What", "All"], *rows, unit="review"), decimals=decimals)
    assert ("G08" not in {one.code for one in examine(made_of(made))}) == is_true
    assert is_true == (examine(made_of(made)) == [])
