"""What is written as TOML is read as it was."""

import tomllib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.toml_text import dumps

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
PLAIN = TEXT | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.dates() | st.floats(allow_nan=False)
PLAIN |= st.datetimes(timezones=st.just(UTC)) | st.lists(TEXT, max_size=3)
SECTION = st.dictionaries(TEXT, PLAIN, max_size=4)
DOCUMENT = st.dictionaries(
    TEXT, PLAIN | SECTION | st.lists(SECTION, min_size=1, max_size=3) | st.dictionaries(TEXT, SECTION, max_size=2)
)


@given(DOCUMENT)
def test_what_is_written_is_read_the_same(document: dict[str, object]) -> None:
    assert tomllib.loads(dumps(document)) == document


MIXED = st.recursive(PLAIN | st.times(), lambda one: st.lists(one, max_size=3) | st.dictionaries(TEXT, one, max_size=3))


@given(st.dictionaries(TEXT, MIXED, max_size=4))
def test_mappings_among_other_things_are_read_the_same(document: dict[str, object]) -> None:
    assert tomllib.loads(dumps(document)) == document


def test_what_is_none_is_left_out() -> None:
    assert dumps({"a": None, "b": 1}) == "b = 1\n"


def test_it_reads_well() -> None:
    found = dumps({"from": date(2025, 4, 1), "at": datetime(2026, 1, 2, 3, tzinfo=UTC), "steps": [{"by": "Ada"}]})
    assert found == 'from = 2025-04-01\nat = 2026-01-02T03:00:00+00:00\n\n[[steps]]\nby = "Ada"\n'


def test_what_toml_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        dumps({"a": {1, 2}})  # type: ignore[dict-item]
