"""What an officer keeps: signed, read back, and worth nothing once it was changed."""

import json
from dataclasses import fields, replace

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.trail.made import AT, KEY, OTHER_KEY, kept, sealed
from tests.unit.trail.made import read as an_entry

from handrail.trail.chain import beginning
from handrail.trail.checkpoint import Checkpoint, NotACheckpoint, make, read, text_of, wrong_with
from handrail.trail.keys import NotAKey, new_signing_key, public_key, public_pem, signing_key

CHECKPOINT = kept(sealed([an_entry(1), an_entry(2)]))


def test_it_says_where_the_trail_ended_and_is_read_back_however_it_is_spaced() -> None:
    assert (CHECKPOINT.authority, CHECKPOINT.batch, CHECKPOINT.position) == ("fairlea", 1, 2)
    text = text_of(CHECKPOINT)
    assert read(text.encode()) == read(text.replace("\n", "\r\n").encode()) == CHECKPOINT
    assert read(json.dumps(json.loads(text)).encode()) == CHECKPOINT


def test_it_holds_by_its_own_key_and_by_the_key_that_is_trusted() -> None:
    assert wrong_with(CHECKPOINT, None) is None
    assert wrong_with(CHECKPOINT, KEY.public_key()) is None
    assert "another key" in str(wrong_with(CHECKPOINT, OTHER_KEY.public_key()))


@given(st.sampled_from([each.name for each in fields(Checkpoint)]), st.data())
def test_whatever_is_changed_in_it_its_signature_does_not_fit(name: str, data: st.DataObject) -> None:
    value = getattr(CHECKPOINT, name)
    other = data.draw((st.integers() if isinstance(value, int) else st.text()).filter(lambda other: other != value))
    assert wrong_with(replace(CHECKPOINT, **{name: other}), None) == (
        "Its signature does not fit: it was changed after it was signed."
    )


def test_somebody_elses_signature_does_not_make_it_ours() -> None:
    forged = make(beginning("fairlea")._replace(batch=1, position=2), AT, OTHER_KEY)
    assert wrong_with(forged, None) is None
    assert wrong_with(forged, KEY.public_key())
    assert wrong_with(replace(forged, public_key=CHECKPOINT.public_key), KEY.public_key())


def test_nothing_sealed_is_nothing_to_sign() -> None:
    with pytest.raises(ValueError, match="Nothing is sealed"):
        make(beginning("fairlea"), AT, KEY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 9_000, "not JSON"),
        (b"[]", "does not say"),
        (b"{}", "does not say"),
        (text_of(CHECKPOINT).replace("checkpoint/1", "checkpoint/2").encode(), "another version"),
        (text_of(CHECKPOINT).replace('"position": 2', '"position": 2.0').encode(), "its position"),
        (text_of(CHECKPOINT).replace('"position": 2', '"position": true').encode(), "its position"),
        (text_of(CHECKPOINT).replace("fairlea", "\\u001b[2J").encode(), "its authority"),
        (text_of(CHECKPOINT).replace("T09", "T9").encode(), "its at"),
        (text_of(CHECKPOINT).replace(CHECKPOINT.signature, CHECKPOINT.signature[:-1]).encode(), "its signature"),
        (b" " * 20_000 + text_of(CHECKPOINT).encode(), "not JSON"),
    ],
)
def test_what_is_no_checkpoint_is_refused_in_words(text: bytes, words: str) -> None:
    with pytest.raises(NotACheckpoint, match=words):
        read(text)


def test_keys_are_written_and_read_as_pem() -> None:
    key = signing_key(new_signing_key())
    checkpoint = make(beginning("fairlea")._replace(position=1), AT, key)
    assert wrong_with(checkpoint, public_key(public_pem(key))) is None


def test_what_is_no_such_key_is_refused_in_words() -> None:
    strange = X25519PrivateKey.generate()
    pem = strange.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for reader, text, words in (
        (public_key, b"", "no public key"),
        (public_key, new_signing_key(), "no public key"),
        (public_key, strange.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo), "not an Ed25519"),
        (signing_key, b"", "no private key"),
        (signing_key, public_pem(KEY), "no private key"),
        (signing_key, pem, "not an Ed25519"),
    ):  # fmt: skip
        with pytest.raises(NotAKey, match=words):
            reader(text)
