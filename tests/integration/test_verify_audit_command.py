"""The command `handrail verify-audit`: what an information governance officer sees and what a script gets."""

import json
from pathlib import Path

import pytest
from tests.unit.trail.made import KEY, OTHER_KEY, exported, kept, read, sealed

from handrail.cli.main import main
from handrail.trail.checkpoint import text_of
from handrail.trail.keys import public_pem

BATCHES = sealed([read(number) for number in range(1, 6)], (3,))


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    """A folder with a trail of five sealed entries and one unsealed, a checkpoint at its end, and two public keys."""
    (tmp_path / "trail.jsonl").write_bytes(b"".join(exported(BATCHES, [read(6)])))
    (tmp_path / "checkpoint.json").write_text(text_of(kept(BATCHES)), encoding="utf-8")
    (tmp_path / "ours.pem").write_bytes(public_pem(KEY))
    (tmp_path / "theirs.pem").write_bytes(public_pem(OTHER_KEY))
    return tmp_path


def verify(trail: Path, *more: str) -> int:
    return main(["verify-audit", str(trail / "trail.jsonl"), *more])


def with_checkpoint(trail: Path, key: str) -> int:
    return verify(trail, "--checkpoint", str(trail / "checkpoint.json"), "--key", str(trail / key))


def test_a_sound_trail_ends_with_0_and_says_what_was_proved(trail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert with_checkpoint(trail, "ours.pem") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Sound: everything that was sealed fits together.",
        "The trail of 'fairlea' holds 5 sealed entries in 2 batches. The longest wait for a seal was 1 hour.",
        "1 entry is not sealed yet; nothing can be proved of what is not sealed.",
        "Up to position 5 it is what it was when the checkpoint was signed.",
    ]


def test_without_a_checkpoint_or_key_it_says_what_was_not_tried(
    trail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(trail) == 0
    assert "No checkpoint was given." in capsys.readouterr().out
    assert verify(trail, "--checkpoint", str(trail / "checkpoint.json")) == 0
    assert "No key was given" in capsys.readouterr().out


def test_a_changed_trail_ends_with_1_and_names_the_line(trail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = trail / "trail.jsonl"
    path.write_bytes(path.read_bytes().replace(b"c-2", b"c-4"))
    assert with_checkpoint(trail, "ours.pem") == 1
    out = capsys.readouterr().out
    assert out.startswith("Line 3, position 2: The entry is not the one that was sealed here")
    assert "Not sound: 2 findings." in out
    assert "it is what it was" not in out
    assert verify(trail, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_sound"], told["sealed"], told["findings"][0]["position"]) == (False, 5, 2)


def test_a_checkpoint_signed_by_another_key_ends_with_1(trail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert with_checkpoint(trail, "theirs.pem") == 1
    assert "another key than the one you trust" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--checkpoint", "trail.jsonl"], "trail.jsonl': This is no checkpoint"),
        (["--checkpoint", "gone.json"], "gone.json' cannot be used: No such file"),
        (["--key", "checkpoint.json"], "checkpoint.json': This is no public key"),
    ],
)
def test_what_cannot_be_read_ends_with_2_in_words(
    trail: Path, more: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(trail, more[0], str(trail / more[1])) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_no_trail_ends_with_2(trail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-audit", str(trail / "ours.pem")]) == 2
    assert capsys.readouterr().err.startswith("handrail verify-audit: ")
    assert main(["verify-audit", str(trail / "gone.jsonl")]) == 2
    assert main(["verify-audit", str(trail)]) == 2
