"""What each reference gives, and what is said where one is not written rightly."""

import pytest
from tests.unit.publications.exhibits.record import scene

from handrail.publications.document import Table, plain
from handrail.publications.references import KINDS, References, WrongReference
from handrail.record.record import Missing, Record


def said(written: str) -> str:
    given = References(scene()).give(written)
    assert isinstance(given, tuple)
    return plain(given)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("number disputes_raised", "31"),
        ("number disputes_raised where stream=care", "22"),
        ("number disputes_raised where stream=care in last_year", "7"),
        ("number disputes_raised in june", "31"),
        ("number disputes_resolved", "100.0% (31 of 31)"),
        ("part denominator disputes_resolved", "31"),
        ("of_all disputes_raised where stream=care", "71.0% (22 of 31)"),
        ("mean disputes_raised per staff_fte_percent", "20.7 (31 for 1.5)"),
        ("mean disputes_raised where stream=care per staff_fte_percent", "14.7 (22 for 1.5)"),
        ("mean staff_in_post per staff_fte_percent where role=reviewing_officer", "1.3 (2 for 1.5)"),
        ("change disputes_raised", "rose by 18, from 13 in 2024/25 to 31"),
        ("change disputes_resolved", "did not change: it was 100.0% (13 of 13) in 2024/25 and is 100.0% (31 of 31)"),
        ("change reviews_held", "did not change: it was 0 in 2024/25 and is 0"),
        ("word Reviewing_officers", "Independent reviewing officers"),
        ("limit lac_review_1", "20 working days"),
        ("date first", "1 April 2025"),
        ("date opening", "31 March 2025"),
        ('typed "about 12 of us" because "a quotation"', "about 12 of us"),
        ('missing "audits" because "none was made."', "Not in this report: audits. The reason: none was made."),
    ],
)
def test_what_a_reference_gives(written: str, words: str) -> None:
    assert said(written) == words


def test_a_change_of_what_was_not_loaded_is_not_told() -> None:
    record = Record(missing=[Missing("disputes", "No record was loaded.")])
    given = References(scene(record=record)).give("change disputes_raised")
    assert isinstance(given, tuple)
    assert plain(given) == "cannot be compared with 2024/25: no figure of it is known, and now it is not loaded"


def test_a_table_is_a_block() -> None:
    made = scene(
        {
            "tables": {
                "t": {
                    "caption": "D",
                    "measure": "disputes_raised",
                    "rows": [{"by": "stream"}],
                    "columns": [{"heading": "Number"}],
                }
            }
        }
    )
    (table,) = References(made).give("table t")
    assert isinstance(table, Table)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("", "empty"),
        ("numbr x", "no reference 'numbr'"),
        ("number", "A measure must be named"),
        ("number no_such", "no measure 'no_such'"),
        ("number disputes_raised where team", "must be written name=value"),
        ("number disputes_raised where shoe=4", "has no group 'shoe'"),
        ("number disputes_raised in spring", "no period 'spring'"),
        ("number disputes_raised with basis=x", "has no setting 'basis'"),
        ("number disputes_raised nonsense", "'nonsense' is not understood"),
        ("table nothing", "no table 'nothing'"),
        ("chart nothing", "no chart 'nothing'"),
        ("word nothing", "no word 'nothing'"),
        ("limit no_clock", "no_clock"),
        ("date middle", "first, last and opening"),
        ("note nothing", "no note 'nothing'"),
        ('typed "x"', "'because' is missing"),
        ('typed "x because "y"', "quotation mark is not closed"),
        ("comparator disputes_raised from England", "no published figure is known to mean the same"),
    ],
)
def test_a_reference_not_written_rightly_is_refused(written: str, wrong: str) -> None:
    with pytest.raises(WrongReference) as refused:
        References(scene()).give(written)
    assert wrong in str(refused.value)


def test_every_kind_has_an_example_that_is_understood() -> None:
    made = scene()
    for name, kind in KINDS.items():
        if name in ("table", "chart"):
            assert getattr(made.exhibits, name)(kind.example.split()[1])
        else:
            References(made).give(kind.example)
