"""What an entry may hold, and that two entries are never written alike."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from tests.unit.trail.made import AT, entries

from handrail.trail.actions import actions
from handrail.trail.canonical import canonical_json, instant
from handrail.trail.entry import LONGEST_REASON, MOST_CHILDREN, Entry, NotAnEntry, canonical, content
from handrail.trail.file import LONGEST, written_line
from handrail.trail.words import hash_of

PLAIN: dict[str, Any] = {"number": 1, "authority": "fairlea", "at": AT, "action": "read", "kind": "plan"}


def rebuilt(written: bytes) -> Entry:
    told = json.loads(written)
    return Entry(**told | {"at": datetime.fromisoformat(told["at"]), "children": tuple(told["children"])})


@given(entries())
def test_what_is_written_holds_the_whole_entry_so_no_two_are_written_alike(entry: Entry) -> None:
    again = rebuilt(canonical_json(content(entry)))
    assert again == entry
    assert canonical(again) == canonical(entry)


@given(entries(), entries())
def test_its_link_is_made_from_a_hash_of_its_words_and_from_all_the_rest(one: Entry, other: Entry) -> None:
    alike = replace(other, reason=one.reason, detail=one.detail, salt=one.salt)
    told = [json.loads(canonical(entry)) for entry in (one, alike)]
    assert told[0]["words"] == told[1]["words"]
    assert (canonical(one) == canonical(alike)) == (one == alike)
    assert (canonical(other) == canonical(alike)) == (other == alike)


@given(entries())
def test_its_words_erased_leave_the_same_to_be_hashed(entry: Entry) -> None:
    bare = replace(entry, reason="", detail={}, salt="", erased=hash_of(content(entry)))
    assert canonical(bare) == canonical(entry)
    assert not {"reason", "detail", "salt"} & set(content(bare))


@given(entries())
def test_what_is_written_has_its_names_in_order_and_no_blank_between(entry: Entry) -> None:
    whole = canonical_json(content(entry))
    told = json.loads(whole)
    assert list(told) == sorted(told) == sorted({*Entry.__dataclass_fields__} - {"erased"})
    assert json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() == whole


def test_one_moment_is_written_alike_whatever_the_time_zone() -> None:
    there = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert canonical(Entry(**PLAIN | {"at": there})) == canonical(Entry(**PLAIN))
    assert instant(datetime(999, 1, 1, tzinfo=UTC)) == "0999-01-01T00:00:00.000000Z"
    with pytest.raises(ValueError, match="time zone"):
        instant(AT.replace(tzinfo=None))


def test_children_are_kept_in_order_and_each_once() -> None:
    assert Entry(**PLAIN, children=("b", "a", "b")).children == ("a", "b")


def test_one_text_is_written_alike_however_its_accents_were_typed() -> None:
    composed, apart = (Entry(**PLAIN, reason=text, detail={"x": (text,)}) for text in ("Zo\xeb", "Zoe\u0308"))
    assert canonical(composed) == canonical(apart)


def test_the_largest_entry_fits_a_line() -> None:
    children = tuple(f"{number:064}" for number in range(MOST_CHILDREN))
    entry = Entry(**PLAIN, children=children, reason="\x01" * LONGEST_REASON, detail={"x": "y" * 3_900})
    line = {"line": "entry", "position": 2**53 - 1, "link": "0" * 64, "entry": content(entry)}
    assert len(written_line(line)) < LONGEST


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"number": 0}, "whole number from 1"),
        ({"number": True}, "whole number from 1"),
        ({"number": 2**53}, "whole number from 1"),
        ({"authority": ""}, "authority"),
        ({"authority": "Fair Lea"}, "authority"),
        ({"at": AT.replace(tzinfo=None)}, "time zone"),
        ({"action": "peeked"}, "no action 'peeked'. There are: read, list"),
        ({"who": "Ada Author"}, "who"),
        ({"role": "IRO"}, "role"),
        ({"route": "/children/1?name=x"}, "route"),
        ({"kind": "Plan of care"}, "kind"),
        ({"kind": ""}, "'read' needs its kind"),
        ({"action": "broke_glass", "reason": " "}, "'broke_glass' needs its who and its reason"),
        ({"children": ("Leah B",)}, "opaque key, and not as 'Leah B'"),
        ({"children": ("",)}, "opaque key"),
        ({"children": tuple(map(str, range(MOST_CHILDREN + 1)))}, "at most 50,000 children, and not 50,001"),
        ({"reason": "x" * 2_001}, "at most 2,000"),
        ({"salt": "pepper"}, "salt"),
        ({"erased": "0" * 63}, "erased"),
        ({"erased": "0" * 64, "reason": "x"}, "What was erased"),
        ({"reason": "\ud800"}, "half a character"),
        ({"detail": {"Name": 1}}, "small letters"),
        ({"detail": {"x": 1.5}}, "whole number"),
        ({"detail": {"x": 2**53}}, "whole number"),
        ({"detail": {"x": {"y": 1}}}, "whole number"),
        ({"detail": {"x": [[1]]}}, "whole number"),
        ({"detail": {"x": "y" * 4_000}}, "at most 4,000 bytes"),
    ],
)
def test_what_is_no_entry_is_refused_in_words(told: dict[str, Any], words: str) -> None:
    with pytest.raises(NotAnEntry, match=words):
        Entry(**PLAIN | told)


def test_every_action_says_what_it_means_and_needs_fields_there_are() -> None:
    for action in actions().values():
        assert action.means.endswith("."), action.name
        assert set(action.needs) <= set(Entry.__dataclass_fields__), action.name
