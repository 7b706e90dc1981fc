"""Whatever is done to a profile, it is read or refused by name with a remedy, and what is written reads back."""

import copy
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.profiles import ProfileError, parse
from handrail.toml_text import dumps

RICH = Path(__file__).with_name("rich.toml").read_text(encoding="utf-8")
DATA = tomllib.loads(RICH)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KEYS = st.sampled_from(["", "name", "from", "2020-01-01", "2020-13-01", "codes", "a.b", '"', "é"]) | TEXTS
SCALARS = (
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | TEXTS
    | st.dates()
    | st.datetimes()
    | st.times()
)
VALUES = st.recursive(
    SCALARS, lambda one: st.lists(one, max_size=3) | st.dictionaries(KEYS, one, max_size=3), max_leaves=6
)

Place = tuple[Any, ...]


def places(data: Any, at: Place = ()) -> Iterator[Place]:
    """Every place in the profile, but those that publications read."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if (*at, key)[0] != "tables":
            yield (*at, key)
            yield from places(value, (*at, key)) if isinstance(value, dict | list) else ()


PLACES = list(places(DATA))


def mangled(place: Place, change: Any) -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    inside: Any = data
    for step in place[:-1]:
        inside = inside[step]
    change(inside, place[-1])
    return data


def is_read_or_refused(text: str, place: Place) -> None:
    """A refusal names the file, one of the settings on the way to the place, and a remedy."""
    refused = refusal(text)
    if refused is None:
        assert parse(parse(text).as_toml()) == parse(text)
        return
    assert str(refused).startswith("fernshire.toml: ")
    assert refused.remedy.strip()
    assert str(refused).endswith(f"{refused.remedy}.")
    assert "\n" not in str(refused)
    assert not place or any(step in str(refused) for step in place if isinstance(step, str))


def refusal(text: str) -> ProfileError | None:
    try:
        parse(text, "fernshire.toml")
    except ProfileError as refused:
        return refused
    return None


@given(st.sampled_from(PLACES), VALUES)
def test_another_value(place: Place, value: Any) -> None:
    def change(inside: Any, key: Any) -> None:
        inside[key] = value

    is_read_or_refused(dumps(mangled(place, change)), place)


@given(st.sampled_from(PLACES))
def test_something_left_out(place: Place) -> None:
    def change(inside: Any, key: Any) -> None:
        del inside[key]

    is_read_or_refused(dumps(mangled(place, change)), place)


@given(st.sampled_from([place for place in PLACES if isinstance(place[-1], str)]), KEYS)
def test_another_name(place: Place, name: str) -> None:
    def change(inside: Any, key: Any) -> None:
        inside[name] = inside.pop(key)

    is_read_or_refused(dumps(mangled(place, change)), ())


@given(st.sampled_from(PLACES), KEYS, VALUES)
def test_something_more(place: Place, name: str, value: Any) -> None:
    def change(inside: Any, key: Any) -> None:
        if isinstance(inside, list):
            inside.append(value)
        else:
            inside[name] = value

    is_read_or_refused(dumps(mangled(place, change)), ())


@given(st.integers(0, len(RICH)), st.integers(0, 9), TEXTS)
def test_text_cut_and_pasted(start: int, length: int, pasted: str) -> None:
    is_read_or_refused(RICH[:start] + pasted + RICH[start + length :], ())


@pytest.mark.parametrize(
    "unknown", ["words.kid", "audiences.public.round", "disputes.names", "outline.annual_report.x"]
)
def test_an_unknown_setting_is_named_with_those_there_are(unknown: str) -> None:
    *at, name = unknown.split(".")

    def change(inside: Any, key: Any) -> None:
        inside[key][name] = "x"

    with pytest.raises(ProfileError, match=rf"there is no setting '{unknown}'\. .*There are: ") as refused:
        parse(dumps(mangled(tuple(at), change)), "fernshire.toml")
    assert str(refused.value).startswith("fernshire.toml: ")


def test_the_rich_profile_is_sound() -> None:
    profile = parse(RICH)
    assert profile.on(date(2021, 3, 31)).words.children == "children in our care"
    assert profile.on().words.children == "cared-for children"
