"""A trail of three entries in two batches, worked out by hand with nothing but SHA-256.

number | who   | action      | children | position | batch
7      | acc-1 | read        | c-2      | 1        | 1
9      | acc-1 | broke_glass | c-9      | 2        | 1
8      |       | write       | c-1, c-2 | 3        | 2

Entry 8 drew its number before entry 9 and was written for good after it, so it takes its place after it.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handrail.trail import checkpoint
from handrail.trail.canonical import canonical_json
from handrail.trail.chain import Batch, beginning, seal
from handrail.trail.entry import Entry, canonical, content
from handrail.trail.file import export
from handrail.trail.verify import verify


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


SEVEN = (
    '{"action":"read","at":"2026-11-28T09:00:00.000001Z","authority":"fairlea","children":["c-2"],"detail":{},"kind":'
    '"plan","number":7,"reason":"","role":"iro","route":"people:plan","salt":"","through":"","who":"acc-1"}'
)
NINE = (
    '{"action":"broke_glass","at":"2026-11-28T09:00:02.500000Z","authority":"fairlea","children":["c-9"],"detail":'
    '{"minutes":60},"kind":"","number":9,"reason":"Café \\"Zoë\\":\\nduty cover","role":"iro","route":"people:child",'
    '"salt":"00ff","through":"emergency_access","who":"acc-1"}'
)
EIGHT = (
    '{"action":"write","at":"2026-11-28T09:00:02.000000Z","authority":"fairlea","children":["c-1","c-2"],"detail":'
    '{"fields":["due_on","held_on"],"nightly":true},"kind":"review","number":8,"reason":"","role":"","route":"",'
    '"salt":"","through":"","who":""}'
)

# What links are made from: the same with a hash in place of the words.
SEVEN_WORDS = '{"detail":{},"reason":"","salt":""}'
NINE_WORDS = '{"detail":{"minutes":60},"reason":"Café \\"Zoë\\":\\nduty cover","salt":"00ff"}'
EIGHT_WORDS = '{"detail":{"fields":["due_on","held_on"],"nightly":true},"reason":"","salt":""}'
SEVEN_LINKED = (
    '{"action":"read","at":"2026-11-28T09:00:00.000001Z","authority":"fairlea","children":["c-2"],"kind":"plan",'
    f'"number":7,"role":"iro","route":"people:plan","through":"","who":"acc-1","words":"{hashed(SEVEN_WORDS)}"}}'
)
NINE_LINKED = (
    '{"action":"broke_glass","at":"2026-11-28T09:00:02.500000Z","authority":"fairlea","children":["c-9"],"kind":"",'
    '"number":9,"role":"iro","route":"people:child","through":"emergency_access","who":"acc-1",'
    f'"words":"{hashed(NINE_WORDS)}"}}'
)
EIGHT_LINKED = (
    '{"action":"write","at":"2026-11-28T09:00:02.000000Z","authority":"fairlea","children":["c-1","c-2"],"kind":'
    f'"review","number":8,"role":"","route":"","through":"","who":"","words":"{hashed(EIGHT_WORDS)}"}}'
)
FIRST_SEAL = '{"at":"2026-11-28T09:00:30.000000Z","batch":1,"count":2,"first":1,"last":2,"link":"%s"}'
SECOND_SEAL = '{"at":"2026-11-28T09:01:00.000000Z","batch":2,"count":1,"first":3,"last":3,"link":"%s"}'

NINE_O_CLOCK = datetime(2026, 11, 28, 9, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NINE_O_CLOCK + timedelta(seconds=seconds)


def entries() -> tuple[Entry, Entry, Entry]:
    plan = {"who": "acc-1", "role": "iro"}
    return (
        Entry(number=7, authority="fairlea", at=after(0.000001), action="read", kind="plan", children=("c-2",),
              route="people:plan", **plan),
        Entry(number=9, authority="fairlea", at=after(2.5), action="broke_glass", children=("c-9",),
              route="people:child", reason='Cafe\u0301 "Zoe\u0308":\nduty cover', detail={"minutes": 60}, salt="00ff",
              through="emergency_access", **plan),
        Entry(number=8, authority="fairlea", at=after(2), action="write", kind="review", children=("c-2", "c-1"),
              detail={"nightly": True, "fields": ["due_on", "held_on"]}),
    )  # fmt: skip


def batches() -> tuple[Batch, Batch]:
    seven, nine, eight = entries()
    first = seal(beginning("fairlea"), [seven, nine], after(30))
    return first, seal(first.seal.end("fairlea"), [eight], after(60))


def test_each_entry_is_written_in_the_one_way() -> None:
    assert [canonical_json(content(entry)).decode() for entry in entries()] == [SEVEN, NINE, EIGHT]
    assert [canonical(entry).decode() for entry in entries()] == [SEVEN_LINKED, NINE_LINKED, EIGHT_LINKED]


def test_each_link_is_the_hash_of_the_link_before_and_the_entry() -> None:
    genesis = sha256(b"handrail-trail/1\nfairlea").digest()
    one = sha256(genesis + SEVEN_LINKED.encode()).digest()
    two = sha256(one + NINE_LINKED.encode()).digest()
    three = sha256(two + EIGHT_LINKED.encode()).digest()
    sealed = [entry for batch in batches() for entry in batch.entries]
    assert [(entry.position, entry.link) for entry in sealed] == [(1, one.hex()), (2, two.hex()), (3, three.hex())]


def test_each_mark_is_the_hash_of_the_mark_before_and_the_seal() -> None:
    first, second = (batch.seal for batch in batches())
    genesis = sha256(b"handrail-trail/1\nfairlea").digest()
    one = sha256(genesis + (FIRST_SEAL % first.link).encode()).digest()
    two = sha256(one + (SECOND_SEAL % second.link).encode()).digest()
    assert (first.mark, second.mark) == (one.hex(), two.hex())


def test_the_file_holds_them_line_by_line() -> None:
    one, two = batches()
    lines = list(export("fairlea", [*one.entries, *two.entries], [one.seal, two.seal], []))
    a, b, c = (entry.link for entry in (*one.entries, *two.entries))
    above = (
        '{"authority":"fairlea","format":"handrail-trail/1","genesis":"' + sha256(b"handrail-trail/1\nfairlea").hexdigest()
        + '","line":"header"}\n'
        f'{{"entry":{SEVEN},"line":"entry","link":"{a}","position":1}}\n'
        f'{{"entry":{NINE},"line":"entry","link":"{b}","position":2}}\n'
        f'{{"at":"2026-11-28T09:00:30.000000Z","batch":1,"count":2,"first":1,"last":2,"line":"seal","link":"{b}",'
        f'"mark":"{one.seal.mark}"}}\n'
        f'{{"entry":{EIGHT},"line":"entry","link":"{c}","position":3}}\n'
        f'{{"at":"2026-11-28T09:01:00.000000Z","batch":2,"count":1,"first":3,"last":3,"line":"seal","link":"{c}",'
        f'"mark":"{two.seal.mark}"}}\n'
    )  # fmt: skip
    end = f'{{"line":"end","sealed":3,"sha256":"{sha256(above.encode()).hexdigest()}","unsealed":0}}\n'
    assert b"".join(lines).decode() == above + end


def test_a_checkpoint_signs_where_the_trail_stood() -> None:
    key, (one, _) = Ed25519PrivateKey.from_private_bytes(bytes(32)), batches()
    made = checkpoint.make(one.seal.end("fairlea"), after(86_400), key)
    signed = (
        '{"at":"2026-11-29T09:00:00.000000Z","authority":"fairlea","batch":1,"format":"handrail-checkpoint/1",'
        f'"link":"{one.seal.link}","mark":"{one.seal.mark}","position":2,'
        f'"public_key":"{key.public_key().public_bytes_raw().hex()}"}}'
    )
    key.public_key().verify(bytes.fromhex(made.signature), signed.encode())


def test_it_is_sound_and_the_longest_wait_was_half_a_minute_and_more() -> None:
    one, two = batches()
    found = verify(export("fairlea", [*one.entries, *two.entries], [one.seal, two.seal], []))
    assert (found.is_sound, found.sealed, found.batches, found.unsealed) == (True, 3, 2, 0)
    assert found.longest_wait == timedelta(seconds=58)
