"""What the cells of Annex A mean, in all the ways councils write them."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.returns.annex_a import values
from handrail.returns.annex_a.values import Unusable
from handrail.returns.workbook import Cell

DAY = date(2025, 5, 14)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime.fromisoformat("2025-05-14T09:30:00"),
        "14/05/2025",
        "14/5/2025",
        "14-05-2025",
        "14.05.2025",
        "2025-05-14",
        "2025-05-14 00:00:00",
        "14/05/2025 00:00",
        " 14/05/2025\u00a0",
        45791.0,
        45791.5,
        "45791",
    ],
)
def test_a_day_is_read_as_true_date_iso_or_uk_text_or_excels_number(cell: Cell) -> None:
    assert values.day(cell) == DAY


@pytest.mark.parametrize("cell", ["", " ", "#N/A", "N/A", "NULL", "\u00a0"])
def test_words_for_nothing_are_blank(cell: Cell) -> None:
    assert values.day(cell) is None
    assert values.person_id(cell) is None
    assert values.yes_no(cell) is None
    assert values.code("legal_status")(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "05/14/2025",
        "14/05/25",
        "31/02/2025",
        "May 2025",
        "tbc",
        2025.0,
        20250514.0,
        True,
        time(9),
        date(201, 5, 14),
        0.0,
    ],
)
def test_what_could_be_two_days_or_none_is_refused(cell: Cell) -> None:
    with pytest.raises(Unusable):
        values.day(cell)


def test_a_number_counts_from_1904_in_a_workbook_that_says_so() -> None:
    assert values.day(44329.0, from_1904=True) == DAY


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("a) Yes", True), ("A) YES", True), ("1 - Yes", True), ("Y", True), ("Yes", True), ("True", True), (True, True), (1.0, True),
        ("b) No", False), ("0 - No", False), ("N", False), ("no", False), (False, False),
        ("c) Unknown", None), ("unknown", None),
    ],
)  # fmt: skip
def test_yes_and_no_behind_any_prefix(cell: Cell, answer: bool | None) -> None:
    assert values.yes_no(cell) is answer


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [("a) Yes", "seen_alone"), ("b) No", "not_seen_alone"), ("c) Unknown", None), ("Child seen", "seen"), ("", None)],
)
def test_child_seen_does_not_say_seen_alone(cell: Cell, outcome: str | None) -> None:
    assert values.seen_alone(cell) == outcome


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a) Male", "M"), ("b) Female", "F"), ("c) Not stated/recorded", "U"), ("c) Not stated/recorded (or unborn)", "U"),
        ("d) Neither", "U"), ("F", "F"), ("male", "M"), ("1", "M"), (2.0, "F"), ("", None),
    ],
)  # fmt: skip
def test_sex(cell: Cell, found: str | None) -> None:
    assert values.sex(cell) == found


def test_two_ethnicities_share_a_letter_and_are_told_by_their_code() -> None:
    ethnicity = values.code("ethnicity")
    assert [ethnicity(cell) for cell in ("s) REFU", "s) NOBT", "WBRI", "a) wbri", "WBRI - White British")] == [
        "REFU",
        "NOBT",
        "WBRI",
        "WBRI",
        "WBRI",
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("C2: FCO", "C2"),
        ("C2", "C2"),
        ("C2:Full Care Order", "C2"),
        ("CLA - C2 - Full care order", "C2"),
        ("Full care order", "C2"),
        ("Interim Care Order", "C1"),
        ("Accommodated under Section 20", "V2"),
        ("V2: Single period under S20", "V2"),
        ("V4: Short term breaks, agreements recorded", "V4"),
        ("E1: Placement order", "E1"),
    ],
)
def test_legal_status_is_its_code_first_and_its_wording_second(cell: Cell, code: str) -> None:
    assert values.code("legal_status")(cell) == code


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        ("placement_type", "a) U1: Foster placement - relatives - long term", "U1"),
        ("placement_type", "zz) T4: Temporary placement - seven days or less", "T4"),
        ("placement_type", "Z13", "Z13"),
        ("placement_provider", "b) PR1: Own provision", "PR1"),
        ("end_reason", "a) E11: Adopted - application unopposed", "E11"),
        ("end_reason", "e) E4A: Returned home to live with parents", "E4A"),
        ("need", "N1 - Abuse or neglect", "N1"),
    ],
)
def test_the_code_is_found_behind_its_prefix(kind: str, cell: Cell, code: str) -> None:
    assert values.code(kind)(cell) == code


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("legal_status", "C1/C2"), ("legal_status", "care"), ("placement_type", "nope"), ("ethnicity", "White")],
)
def test_a_cell_with_two_codes_or_none_is_refused(kind: str, cell: Cell) -> None:
    with pytest.raises(Unusable):
        values.code(kind)(cell)


@pytest.mark.parametrize(
    ("cell", "category"),
    [
        ("a) Neglect", "NEG"), ("b) Physical abuse", "PHY"), ("c) Sexual abuse", "SAB"), ("d) Emotional abuse", "EMO"),
        ("e) Multiple/not recommended", "MUL"), ("NEG", "NEG"), ("emo", "EMO"), ("Likelihood of physical abuse", "PHY"),
        ("a)", "NEG"), ("YNNN", "NEG"), ("NNYN", "SAB"), ("NNNY", "EMO"), ("YNNY", "MUL"), ("Neglect, Emotional abuse", "MUL"),
        ("NEG;EMO", "MUL"), ("Neglect; neglect", "NEG"), ("", None),
    ],
)  # fmt: skip
def test_a_category_of_abuse_and_several_are_multiple(cell: Cell, category: str | None) -> None:
    assert values.abuse(cell) == category


@pytest.mark.parametrize("cell", ["NNNN", "disability", "removed", "other"])
def test_what_is_no_category_of_abuse_is_refused(cell: Cell) -> None:
    with pytest.raises(Unusable):
        values.abuse(cell)


@pytest.mark.parametrize(("cell", "found"), [(1001.0, "1001"), ("0042", "0042"), (" A\u00a07 ", "A 7"), ("", None)])
def test_an_id_is_text_and_a_number_has_no_decimals(cell: Cell, found: str | None) -> None:
    assert values.person_id(cell) == found


CELLS = st.one_of(
    st.text(max_size=30), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas()
)


@given(CELLS)
def test_any_cell_is_understood_blank_or_refused(cell: Cell) -> None:
    readers = (
        values.day, values.person_id, values.yes_no, values.sex, values.abuse, values.whole_number, values.seen_alone,
        values.code("legal_status"), values.code("ethnicity"), values.is_unborn,
    )  # fmt: skip
    for reader in readers:
        with suppress(Unusable):
            reader(cell)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_the_same_in_every_form(day: date) -> None:
    serial = float((day - date(1899, 12, 30)).days)
    assert {values.day(day), values.day(day.isoformat()), values.day(f"{day:%d/%m/%Y}"), values.day(serial)} == {day}
