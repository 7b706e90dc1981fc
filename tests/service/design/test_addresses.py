"""Which page of a list is asked for, which pages are offered, and the number of a row as it was typed."""

import pytest

from handrail.service.design.addresses import page_at, pages_shown, row_number


@pytest.mark.parametrize(
    ("asked", "rows", "page"),
    [
        ("1", 0, (1, 1)),
        ("1", 50, (1, 1)),
        ("2", 51, (2, 2)),
        ("0", 200, (1, 4)),
        ("9", 200, (4, 4)),
        ("", 200, (1, 4)),
        ("-2", 200, (1, 4)),
        ("two", 200, (1, 4)),
        ("9" * 5_000, 200, (4, 4)),
    ],
)
def test_a_page_lies_in_the_list_whatever_was_typed(asked: str, rows: int, page: tuple[int, int]) -> None:
    assert page_at(asked, rows, 50) == page


def test_the_ends_and_the_neighbours_are_offered() -> None:
    assert pages_shown(6, 20) == [1, None, 5, 6, 7, None, 20]
    assert pages_shown(1, 2) == [1, 2]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("٧", 7),
        ("9" * 18, 10**18 - 1),
        ("", 0),
        ("-7", 0),
        ("7a", 0),
        ("²", 0),
        ("9" * 19, 0),
        ("9" * 5_000, 0),
    ],
)
def test_a_row_has_the_number_typed_or_none(typed: str, number: int) -> None:
    assert row_number(typed) == number
