import pytest

from handrail.record.problems import place_of


@pytest.mark.parametrize(
    ("read_from", "place"),
    [
        ("2024-25/reviews.csv:17", ("2024-25/reviews.csv", 17)),
        ("annex-a.xlsx [List_8]:14", ("annex-a.xlsx [List_8]", 14)),
        ("postgresql://server:5432/db ssd_person:3", ("postgresql://server:5432/db ssd_person", 3)),
        ("typed in", ("typed in", None)),
        (":9", (":9", None)),
        ("a.csv:" + "9" * 5000, ("a.csv:" + "9" * 5000, None)),
        ("", ("", None)),
    ],
)
def test_where_an_entry_was_read_is_a_file_and_a_row_where_it_names_one(
    read_from: str, place: tuple[str, int | None]
) -> None:
    assert place_of(read_from) == place
