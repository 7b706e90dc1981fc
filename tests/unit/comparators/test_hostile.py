"""Whatever is handed in, there are rows and problems, and never a traceback."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.comparators.made_up import DUDLEY, GEOGRAPHY, loaded, published, rules

from handrail.comparators.load import load
from handrail.comparators.rows import GIVEN, STATUSES, WORKED_OUT

D6 = "CPP_At31_3Months,Reviewed_within_timescales,Reviewed_within_timescales_percent"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"", "FILE-EMPTY"),
        (b"\x01\x02\x03A" * 500, "FILE-BINARY"),
        (b"PK\x03\x04 no zip at all", "FILE-WORKBOOK-BROKEN"),
        (b"<html><body>not found</body></html>", "HR-CMP-FILE"),
        (b'{"data": [1, 2]}', "HR-CMP-FILE"),
        (f"{GEOGRAPHY},a,a\n2025,,National,,,,,,,,1,2\n".encode(), "FILE-COLUMN-TWICE"),
        (f"{GEOGRAPHY},{D6}\n".encode(), "HR-CMP-FILE"),
        (published(D6, f'2027;{DUDLEY};"120,111,92').encode(), "ROW-QUOTE"),
        (published(D6, f"2027;{DUDLEY};12,11,92").replace("Dudley", "D\xfcdley").encode("latin-1"), "FILE-ENCODING"),
        (f"{GEOGRAPHY},{D6}\n".encode().replace(b",", b";"), "HR-CMP-FILE"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: bytes, rule: str) -> None:
    (tmp_path / "broken.csv").write_bytes(text)
    found = load([tmp_path / "broken.csv"])
    assert rule in rules(found)
    assert found.comparators == []


def test_a_formula_in_a_name_is_kept_as_text(tmp_path: Path) -> None:
    found = loaded(tmp_path, d6=published(D6, f"2027;{DUDLEY.replace('Dudley', '=1+1')};12,11,91.7"))
    assert {row.area_name for row in found.comparators} == {"=1+1"}


CELL = st.one_of(
    st.sampled_from(
        ["c", "z", "x", ":", "-", "", "NaN", "inf", "1,234", "12.50", "100%", "-1", "1e9", "9" * 40, "=1", "½", "①"]
    ),
    st.integers(-5, 10**6).map(str),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters='\r\n",'), max_size=8),
)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6))
def test_every_value_kept_is_possible_and_every_status_known(values: list[tuple[str, str, str]]) -> None:
    text = published(D6, *(f"2027;{DUDLEY};{','.join(row).replace(';', ' ')}" for row in values))
    with tempfile.TemporaryDirectory() as folder:
        found = loaded(Path(folder), d6=text)
    for row in found.comparators:
        assert row.status in STATUSES
        assert (row.value is not None) == (row.status in (GIVEN, WORKED_OUT))
        assert row.value is None or row.value >= 0
        assert not row.indicator.endswith("_share") or row.value is None or row.value <= 100
    assert all(problem.message and problem.what_to_do for problem in found.problems)


@given(st.binary(max_size=600))
def test_bytes_of_any_kind_raise_nothing(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(data)
        found = load([path])
    assert found.problems


def test_a_table_too_wide_and_long_to_hold_is_read_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handrail.comparators.sheets.MAX_CELLS", 26)
    found = loaded(tmp_path, d6=published(D6, *(f"{year};{DUDLEY};12,11,91.7" for year in range(2020, 2027))))
    assert rules(found) == ["FILE-TOO-LARGE"]
    assert {row.year for row in found.comparators} == {2020, 2021}
