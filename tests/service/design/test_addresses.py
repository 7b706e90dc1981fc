"""Which page of a list is asked for, and which pages are offered."""

import pytest

from handrail.service.design.addresses import page_at, pages_shown


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
