"""Whatever is done to a sealed trail is found."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.trail.made import AT, KEY, OTHER_KEY, entries, exported, kept, kind_of, read, sealed, with_fitting_end

from handrail.trail.canonical import canonical_json, following
from handrail.trail.chain import Seal, beginning, genesis, seal, seal_content
from handrail.trail.checkpoint import make
from handrail.trail.entry import Entry, content
from handrail.trail.file import LONGEST, raw_lines
from handrail.trail.findings import MOST_FINDINGS, Verdict
from handrail.trail.verify import NotATrail, verify
from handrail.trail.words import hash_of

TEN = [read(number) for number in range(1, 11)]
BATCHES = sealed(TEN, (3, 4))
LINES = exported(BATCHES)

trails = st.tuples(st.lists(entries(), min_size=1, max_size=6), st.sets(st.integers(1, 5)))


def finds(lines: Sequence[bytes]) -> bool:
    try:
        return not verify(lines).is_sound
    except NotATrail:
        return True


def said(lines: Sequence[bytes]) -> list[str]:
    return [str(finding) for finding in verify(with_fitting_end(lines)).findings]


@given(trails)
def test_what_was_sealed_and_exported_is_sound(trail: tuple[list[Entry], set[int]]) -> None:
    made, cuts = trail
    batches = sealed(made, cuts)
    found = verify(exported(batches, made[:2]), [kept(batches)], KEY.public_key())
    assert (found.findings, found.sealed, found.confirmed) == ([], len(made), len(made))


@given(trails, st.data())
def test_any_byte_changed_is_found_and_also_when_the_end_is_made_to_fit(
    trail: tuple[list[Entry], set[int]], data: st.DataObject
) -> None:
    *above, end = exported(sealed(*trail))
    whole = bytearray(b"".join(above))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    broken = list(raw_lines(BytesIO(bytes(whole) + end)))
    assert finds(broken)
    assert finds(with_fitting_end(broken))


@given(trails, st.data())
def test_any_line_taken_out_is_found(trail: tuple[list[Entry], set[int]], data: st.DataObject) -> None:
    lines = exported(sealed(*trail))
    out = data.draw(st.integers(0, len(lines) - 2))
    assert finds(with_fitting_end(lines[:out] + lines[out + 1 :]))


@given(trails, st.data())
def test_any_two_lines_changed_about_are_found(trail: tuple[list[Entry], set[int]], data: st.DataObject) -> None:
    lines = exported(sealed(*trail))
    one, other = data.draw(st.sets(st.integers(0, len(lines) - 2), min_size=2, max_size=2).map(sorted))
    lines[one], lines[other] = lines[other], lines[one]
    assert finds(with_fitting_end(lines))


@given(trails, entries(), st.data())
def test_any_entry_put_in_is_found_whatever_position_it_claims(
    trail: tuple[list[Entry], set[int]], strange: Entry, data: st.DataObject
) -> None:
    batches = sealed(*trail)
    lines = exported(batches)
    at, position = data.draw(st.integers(1, len(lines) - 1)), data.draw(st.integers(0, 9))
    before = data.draw(st.sampled_from([beginning("fairlea"), *(batch.seal.end("fairlea") for batch in batches)]))
    link = seal(before, [strange], AT).entries[0].link
    told = {
        "entry": json.loads(exported([], [strange])[1])["entry"],
        "line": "entry",
        "link": link,
        "position": position,
    }
    assert finds(with_fitting_end([*lines[:at], canonical_json(told) + b"\n", *lines[at:]]))


@given(trails, st.integers(0, 5))
def test_a_trail_made_anew_agrees_with_itself_and_not_with_a_checkpoint(
    trail: tuple[list[Entry], set[int]], at: int
) -> None:
    made, cuts = trail
    checkpoint = kept(sealed(made, cuts))
    at %= len(made)
    forged = [*made[:at], read(1, reason="never happened"), *made[at + 1 :]]
    lines = exported(sealed(forged, cuts))
    assert verify(lines).is_sound
    assert not verify(lines, [checkpoint], KEY.public_key()).is_sound


def test_one_fault_is_told_in_one_finding_with_line_and_position() -> None:
    lines = [*LINES[:7], LINES[7].replace(b"c-5", b"c-8"), *LINES[8:]]
    assert said(lines) == [
        "Line 8, position 5: The entry is not the one that was sealed here, or its link or the line before was changed."
    ]


def test_an_entry_taken_out_is_named() -> None:
    assert said(LINES[:2] + LINES[3:]) == ["Line 3, position 3: Position 2 should stand before it and is missing."]
    assert said(LINES[:1] + LINES[3:])[0] == (
        "Line 2, position 3: Positions 1 to 2 should stand before it and are missing."
    )


def test_an_entry_that_stands_twice_is_named() -> None:
    assert said([*LINES[:3], LINES[2], *LINES[3:]]) == [
        "Line 4, position 2: Position 3 should stand here: this one stands twice, or not in its place."
    ]


def test_the_last_entry_of_a_batch_taken_out_is_told_by_its_seal() -> None:
    assert [kind_of(line) for line in LINES[3:5]] == ["entry", "seal"]
    assert said(LINES[:3] + LINES[4:]) == [
        "Line 4, position 3: Seal 1 holds positions 1 to 3, and the entries before it are 1 to 2."
    ]


def test_a_seal_taken_out_or_changed_is_named() -> None:
    assert said(LINES[:4] + LINES[5:])[0].startswith("Line 6, position 4: Seal 2 stands where seal 1 should")
    assert said([*LINES[:4], LINES[4].replace(b"10:00", b"10:01"), *LINES[5:]]) == [
        "Line 5, position 3: Seal 1 is not what it was when it was made."
    ]
    assert said(LINES[:-2] + LINES[-1:]) == [
        "Line 14, position 10: No seal follows the entries up to here: seals are missing."
    ]


@pytest.mark.parametrize(
    ("first", "last", "link", "words"),
    [
        (1, 10, "0" * 64, "Seal 1 is not what it was when it was made."),
        (2, 10, BATCHES[-1].seal.link, "Seal 1 holds positions 2 to 10, and the entries before it are 1 to 10."),
        (1, 11, BATCHES[-1].seal.link, "Seal 1 holds positions 1 to 11, and the entries before it are 1 to 10."),
    ],
)
def test_a_forged_seal_is_found_though_its_mark_fits(first: int, last: int, link: str, words: str) -> None:
    said_of_it = seal_content(1, first, last, link, AT)
    forged = Seal(1, first, last, link, AT, following(genesis("fairlea"), canonical_json(said_of_it)))
    whole = sealed(TEN)[0]
    assert [found.what for found in verify(exported([whole._replace(seal=forged)])).findings] == [words]
    honest = Seal(1, 1, 10, whole.seal.link, whole.seal.at, whole.seal.mark)
    assert verify(exported([whole._replace(seal=honest)])).is_sound


def test_a_missing_seal_is_told_once_however_much_follows() -> None:
    lines = exported(BATCHES, [read(11), read(12)])
    assert [found.what for found in verify(with_fitting_end(lines[:-4] + lines[-3:])).findings] == [
        "No seal follows the entries up to here: seals are missing."
    ]


def test_the_longest_wait_is_that_of_the_oldest_entry_of_any_batch() -> None:
    found = verify(exported(sealed([TEN[4], TEN[0], TEN[9], read(3_000)], (3,))))
    assert found.longest_wait == timedelta(seconds=3_599)


def test_the_end_cut_off_is_found_by_the_last_line_alone_and_by_a_checkpoint_if_that_was_forged() -> None:
    cut = LINES[:7]
    assert [str(found) for found in verify(cut).findings] == [
        "Line 7: The file breaks off: after this line its end is missing."
    ]
    forged = with_fitting_end([*cut, LINES[-1]])
    assert verify(forged).is_sound
    assert [found.what for found in verify(forged, [kept(BATCHES)]).findings] == [
        "The checkpoint of 2026-11-29T09:00:00.000000Z at position 10 was made later: everything from position 5 on is missing."
    ]


def test_batches_sealed_anew_do_not_agree_with_a_checkpoint() -> None:
    checkpoint = kept(BATCHES[:2])
    found = verify(exported(sealed(TEN, (7,))), [checkpoint])
    assert "no seal ends there. The trail was made anew since." in str(found.findings[0])
    found = verify(exported(sealed(TEN, (4,))), [checkpoint])
    assert len(found.findings) == 1
    assert "made anew since" in str(found.findings[0])


def test_a_checkpoint_of_the_middle_confirms_up_to_there() -> None:
    found = verify(LINES, [kept(BATCHES[:1]), kept(BATCHES[:2])], KEY.public_key())
    assert (found.is_sound, found.confirmed) == (True, 4)


def test_a_checkpoint_that_proves_nothing_is_a_finding_and_confirms_nothing() -> None:
    found = verify(LINES, [kept(BATCHES, OTHER_KEY)], KEY.public_key())
    assert "another key" in found.findings[0].what
    elsewhere = seal(beginning("elsewhere"), [Entry(number=1, authority="elsewhere", at=AT, action="refused")], AT)
    strange = make(elsewhere.seal.end("elsewhere"), AT, KEY)
    assert "authority 'elsewhere'" in verify(LINES, [strange]).findings[0].what
    assert found.confirmed == 0


def test_an_unsealed_entry_is_counted_and_only_the_last_line_holds_it() -> None:
    lines = exported(BATCHES, [read(11)])
    assert (verify(lines).unsealed, verify(lines).is_sound) == (1, True)
    lines[-2] = lines[-2].replace(b"c-11", b"c-12")
    assert [found.what for found in verify(lines).findings] == [
        "The file is not as it was exported: something above this line was changed."
    ]
    assert verify(with_fitting_end(lines)).is_sound


def test_lines_that_may_not_stand_where_they_stand() -> None:
    lines = exported(BATCHES, [read(11)])
    assert "may not stand here" in said([*lines[:-1], lines[0], lines[-1]])[0]
    assert "may not stand here" in said([*lines[:1], lines[0], *lines[1:]])[0]
    again = with_fitting_end([*lines, lines[-1]])
    assert [found.what for found in verify(again).findings] == [
        "A line 'end' may not stand here: it was moved or put in."
    ]
    late = [str(found) for found in verify([*lines, lines[-2]]).findings]
    assert "A line 'unsealed' may not stand here" in late[0]


def test_entries_of_another_authority_are_found() -> None:
    strange = Entry(number=11, authority="elsewhere", at=AT, action="refused")
    assert "another authority" in str(verify(exported(BATCHES, [strange])).findings[0])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"\n", "not JSON"),
        (b"{\n", "not JSON"),
        (b"\xff\n", "not JSON"),
        (b"[" * 100_000 + b"\n", "not JSON"),
        (b'{"line":"\\ud800"}\n', "not JSON"),
        (b"9" * 5_000 + b"\n", "not JSON"),
        (b"7\n", "no object"),
        (b'{"line":"entry","position":1.0}\n', "the number 1.0"),
        (b'{"line":"entry","position":NaN}\n', "the number NaN"),
        (b'{"line": "end"}\n', "not written as Handrail writes it"),
        (b'{"line":"end","line":"end"}\n', "not written as Handrail writes it"),
        (b'{"line":7}\n', "which kind"),
        (b"{}\n", "which kind"),
        (b'{"line":"unsealed"}\n', "does not say what a line 'unsealed' says"),
        (b'{"entry":{},"line":"unsealed"}\n', "'entry' is not written"),
        (b'{"line":"end","sealed":true,"sha256":"","unsealed":-1}\n', "'sealed' is not written"),
        (b'{"line":"end"}', "breaks off"),
        (b"x" * (LONGEST + 1), "longer than"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named_and_the_rest_is_still_tried(line: bytes, words: str) -> None:
    found = said([*LINES[:3], line, *LINES[4:]])
    assert found[0].startswith("Line 4: ")
    assert words in found[0]
    assert found[1:] == ["Line 5, position 3: Seal 1 holds positions 1 to 3, and the entries before it are 1 to 2."]


@pytest.mark.parametrize("position", [b"0", b"9007199254740991", b"9007199254740992"])
def test_a_position_far_off_is_told_and_no_more_than_its_neighbours(position: bytes) -> None:
    lines = [*LINES[:2], LINES[2].replace(b'"position":2', b'"position":' + position), *LINES[3:]]
    assert 1 <= len(said(lines)) <= 2


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "no audit trail"),
        ([b"child,born\n"], "no audit trail"),
        (LINES[1:], "first line is not the header"),
        ([LINES[0].replace(b"trail/1", b"trail/2"), *LINES[1:]], "format 'handrail-trail/2'"),
        ([LINES[0].replace(b"fairlea", b"\\u001b[2J"), *LINES[1:]], "'authority' is not written as it should be"),
        ([LINES[0].replace(b"fairlea", b"elsewhere"), *LINES[1:]], "authority and genesis"),
    ],
)
def test_what_is_no_trail_is_refused_in_words(lines: list[bytes], words: str) -> None:
    with pytest.raises(NotATrail, match=words):
        verify(lines)


def test_of_very_many_findings_the_first_are_kept_and_the_others_counted() -> None:
    found: Verdict = verify([LINES[0], *([b"\n"] * (MOST_FINDINGS + 50)), *LINES[1:]])
    assert len(found.findings) == MOST_FINDINGS
    assert found.more == 51


def erased(entry: Entry) -> Entry:
    return replace(entry, reason="", detail={}, salt="", erased=hash_of(content(entry)))


def erasing(number: int, *numbers: int) -> Entry:
    return replace(read(number), action="erase", kind="audit_trail", reason="By law", detail={"entries": list(numbers)})


def with_words_erased(*numbers: int, last: Entry) -> list[bytes]:
    """The trail of ten and a last entry, as it is exported after the words of some entries were erased."""
    (batch,) = sealed([*TEN, last])
    now = tuple(one._replace(entry=erased(one.entry)) if one.entry.number in numbers else one for one in batch.entries)
    return exported([batch._replace(entries=now)])


def test_words_that_were_erased_leave_the_trail_sound_where_a_sealed_entry_names_them() -> None:
    found = verify(with_words_erased(2, 5, last=erasing(11, 2, 5)))
    assert (found.findings, found.sealed, found.erased) == ([], 11, 2)


@pytest.mark.parametrize(
    "last",
    [
        read(11),
        erasing(11, 2),
        replace(erasing(11, 2, 5), kind="child"),
        replace(erasing(11, 2, 5), action="write"),
        replace(erasing(11), detail={"entries": 5}),
        replace(erasing(11), detail={"entries": ["5"]}),
    ],
)
def test_words_that_are_missing_and_that_no_entry_names_are_found(last: Entry) -> None:
    said = [str(finding) for finding in verify(with_words_erased(5, last=last)).findings]
    assert len(said) == 1
    assert said[0].startswith("Line 6, position 5: The words of the entry are missing")


def test_an_unsealed_entry_explains_no_erasure() -> None:
    (batch,) = sealed(TEN)
    now = tuple(one._replace(entry=erased(one.entry)) if one.position == 5 else one for one in batch.entries)
    assert not verify(exported([batch._replace(entries=now)], [erasing(11, 5)])).is_sound


def test_another_hash_in_place_of_the_words_is_found() -> None:
    lines = with_words_erased(5, last=erasing(11, 5))
    forged = [line.replace(hash_of(content(TEN[4])).encode(), b"0" * 64) for line in lines]
    assert forged != lines
    assert any("is not the one that was sealed here" in str(each) for each in verify(forged).findings)
