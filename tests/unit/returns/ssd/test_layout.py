"""The layout: rows and columns agree, and the words of case systems mean the codes of the national returns."""

import pytest

from handrail.returns.ssd.cells import NotUnderstood, understand
from handrail.returns.ssd.layout import by_columns, by_name, codes, is_passed_over, tables
from handrail.returns.ssd.rows import ROWS


def test_every_table_of_the_layout_has_a_row_with_its_columns() -> None:
    assert list(tables()) == list(ROWS)
    for table in tables().values():
        assert ["where", *(column.name for column in table.columns)] == list(table.row._fields)  # type: ignore[attr-defined]
        assert all(column.kind in codes() or understand(column.kind) for column in table.columns)


def test_no_column_stands_in_two_tables() -> None:
    names = [name for table in tables().values() for column in table.columns for name in column.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("LS", "C2", "C2"),
        ("LS", "Full Care Order (C2)", "C2"),
        ("LS", "Interim care order", "C1"),
        ("LS", "Deemed care order", "C2"),
        ("LS", "Single period of accommodation under section 20", "V2"),
        ("LS", "S20", "V2"),
        ("LS", "Under an agreed series of short term breaks - individual episodes recorded", "V3"),
        ("LS", "Remand to youth detention accommodation", "J1"),
        ("LS", "Application for care order", None),
        ("LS", "Care order discharged", None),
        ("LS", "Supervision order", None),
        ("LS", "Child in need", None),
        ("RNE", "S", "S"),
        ("RNE", "L - Change of legal status only", "L"),
        ("RNE", "Started to be looked after", "S"),
        ("RNE", "Change of legal status only", "L"),
        ("REC", "X1 - Episode ceases, new episode begins same day", "X1"),
        ("REC", "E4A Returned home", "E4A"),
        ("REC", "Adopted - application unopposed", "E11"),
        ("REC", "Something else", None),
        ("PLACE", "A5: Placed for adoption with placement order with current foster carer", "A5"),
        ("PLACE", "Placed for adoption with placement order (not with current foster carer)", "A6"),
        ("REVIEW_CODE", "PN3", "PN3"),
        ("REVIEW_CODE", "Child aged under 4 at the time of the review", "PN0"),
        ("REVIEW_CODE", "Child physically attends and an advocate speaks on his or her behalf", "PN2"),
        ("REVIEW_CODE", "Child attends and conveys his or her view symbolically (non-verbally)", "PN3"),
        ("REVIEW_CODE", "Child physically attends but does not speak for him or herself", "PN4"),
        ("REVIEW_CODE", "Child does not attend but briefs an advocate to speak for him or her", "PN5"),
        ("REVIEW_CODE", "Child does not attend but conveys his or her feelings by a facilitative medium", "PN6"),
        ("REVIEW_CODE", "Child does not attend nor are his or her views conveyed", "PN7"),
        ("abuse", "Neglect", "NEG"),
        ("abuse", "Multiple: Neglect, Physical", "MUL"),
        ("abuse", "Emotional abuse and neglect", "MUL"),
        ("sex", "Female", "F"),
        ("sex", "1", "M"),
        ("ethnicity", "b) WIRI - White Irish", "WIRI"),
        ("ethnicity", "CNHE", "CHNE"),
    ],
)
def test_texts_of_case_systems_mean_codes(kind: str, text: str, code: str | None) -> None:
    assert codes()[kind].read(text) == code


def test_tables_are_known_by_their_columns_in_any_order_and_case() -> None:
    table = by_columns(["CLAR_CLA_REVIEW_DATE", "x", "clar_cla_id"])
    assert table is not None
    assert table.name == "cla_reviews"
    assert by_columns(["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]) is None
    assert is_passed_over(["prof_professional_id", "prof_staff_id", "x"])
    assert not is_passed_over(["CHILD", "DOB"])


def test_tables_of_a_database_are_known_by_name_and_views_too() -> None:
    assert [getattr(by_name(name), "name", None) for name in ("SSD_Person", "ssd_cla_review_vw", "person")] == [
        "person",
        "cla_reviews",
        None,
    ]


def test_cells_are_understood_whatever_type_they_come_in() -> None:
    flag, number = understand("flag"), understand("id")
    assert [flag(cell) for cell in (True, "Y", "n", 0, 1.0, None, "NULL")] == [
        True,
        True,
        False,
        False,
        True,
        None,
        None,
    ]
    assert [number(cell) for cell in (17, 17.0, " 17 ", "-1", None)] == ["17", "17", "17", None, None]
    for _ in range(2):
        with pytest.raises(NotUnderstood):
            flag("perhaps")
