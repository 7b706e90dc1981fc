"""What is exported can be verified by anyone, and shows whatever was done to the trail, in the file or the database."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from tests.service.audit.conftest import MINE, NOW, OTHERS, Visiting
from tests.service.audit.own import Own, done, migrated, own
from tests.unit.trail.made import KEY, with_fitting_end

from handrail.service.audit.actions import enter, enter_for
from handrail.service.audit.exporting import Part, extract, whole
from handrail.service.audit.models import Entry
from handrail.service.audit.sealing import end_of, seal
from handrail.service.authorities.models import Authority
from handrail.service.clock import LONDON
from handrail.trail.checkpoint import Checkpoint, make
from handrail.trail.verify import NotATrail, verify

__all__ = ["migrated", "own"]

Lines = list[bytes]


@pytest.fixture
def kept(inside: Authority, visiting: Visiting) -> Checkpoint:
    """Eight entries in two batches, and a checkpoint an officer kept."""
    for number in range(8):
        enter(visiting(), "read", children=[MINE], reason=f"Because {number}", detail={"number": number})
        if number in (4, 7):
            seal(inside, NOW + timedelta(minutes=number))
    return make(end_of(inside), NOW + timedelta(hours=1), KEY)


def found_in(lines: Sequence[bytes], checkpoint: Checkpoint) -> list[str]:
    return [str(finding) for finding in verify(lines, [checkpoint], KEY.public_key()).findings]


def test_what_was_done_sealed_and_exported_is_sound(inside: Authority, kept: Checkpoint) -> None:
    verdict = verify(whole(inside), [kept], KEY.public_key())
    assert (verdict.findings, verdict.sealed, verdict.batches, verdict.confirmed) == ([], 8, 2, 8)


def test_what_is_not_sealed_yet_stands_in_it_as_such(inside: Authority, kept: Checkpoint, visiting: Visiting) -> None:
    enter(visiting(), "read")
    verdict = verify(whole(inside), [kept])
    assert (verdict.findings, verdict.sealed, verdict.unsealed) == ([], 8, 1)


FORGERIES: dict[str, Callable[[Lines], Lines]] = {
    "flipped": lambda lines: [line.replace(b"Because 3", b"Because 9") for line in lines],
    "dropped": lambda lines: [line for line in lines if b"Because 3" not in line],
    "inserted": lambda lines: [*lines[:4], lines[3], *lines[4:]],
    "moved": lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]],
    "cut off": lambda lines: [*lines[:7], lines[-1]],
    "begun later": lambda lines: [lines[0], *lines[7:]],
    "a seal dropped": lambda lines: [line for number, line in enumerate(lines) if number != 6],
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_whatever_is_done_to_the_file_is_found(
    inside: Authority, kept: Checkpoint, forge: Callable[[Lines], Lines]
) -> None:
    lines = list(whole(inside))
    forged = forge(lines)
    assert forged != lines
    assert found_in(forged, kept)
    assert found_in(with_fitting_end(forged), kept)


TAMPERED = {
    "who": ("UPDATE audit_entry SET who = 'somebody' WHERE id = {third}",),
    "when": ("UPDATE audit_entry SET at = '2026-04-02 00:00:00+00:00' WHERE id = {third}",),
    "through": ("UPDATE audit_entry SET through = 'own_service' WHERE id = {third}",),
    "which child": ("UPDATE audit_entry SET children = '[\"x\"]' WHERE id = {third}",),
    "why": ("UPDATE audit_entry SET reason = 'Another' WHERE id = {third}",),
    "salt": ("UPDATE audit_entry SET salt = '00' WHERE id = {third}",),
    "words taken out": ("UPDATE audit_entry SET reason = '', detail = '{{}}', salt = '' WHERE id = {third}",),
    "what no entry can be": ("UPDATE audit_entry SET who = 'Ada Lovelace', action = 'peeked' WHERE id = {third}",),
    "no JSON": ("UPDATE audit_entry SET detail = 'x' WHERE id = {third}",),
    "a fraction": ("UPDATE audit_entry SET detail = '{{\"x\": 1.5}}' WHERE id = {third}",),
    "an entry gone": tuple(
        f"DELETE FROM audit_{table} WHERE {column} = {{third}}"
        for table, column in (("entrychild", "entry_id"), ("sealed", "entry_id"), ("entry", "id"))
    ),
    "a link": ("UPDATE audit_sealed SET link = substr(link, 2) || substr(link, 1, 1) WHERE entry_id = {third}",),
    "places changed about": (
        "UPDATE audit_sealed SET position = 100 WHERE entry_id = {third}",
        "UPDATE audit_sealed SET position = 3 WHERE entry_id = {fourth}",
        "UPDATE audit_sealed SET position = 4 WHERE entry_id = {third}",
    ),
    "the end cut off": (
        "DELETE FROM audit_sealed WHERE position > 5",
        "DELETE FROM audit_seal WHERE batch > 1",
    ),
    "a seal gone": ("DELETE FROM audit_seal WHERE batch = 1",),
    "when it was sealed": ("UPDATE audit_seal SET at = '2026-04-01 00:00:00+00:00' WHERE batch = 1",),
}  # fmt: skip


@pytest.mark.parametrize("statements", TAMPERED.values(), ids=TAMPERED)
def test_whatever_is_done_to_the_database_past_its_triggers_is_found(
    inside: Authority, kept: Checkpoint, statements: tuple[str, ...]
) -> None:
    ids = list(Entry.objects.values_list("pk", flat=True))
    without_triggers()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(third=ids[2], fourth=ids[3]))
    assert found_in(list(whole(inside)), kept)


def without_triggers() -> None:
    """As somebody may who runs the database."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("audit_entry", "audit_sealed", "audit_seal", "audit_waiting", "audit_entrychild"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def test_an_entry_that_somebody_stopped_from_waiting_is_in_the_file_all_the_same(
    inside: Authority, kept: Checkpoint, visiting: Visiting
) -> None:
    enter(visiting(), "read")
    without_triggers()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_waiting")
    assert verify(whole(inside)).unsealed == 1


def test_an_extract_is_about_one_child_or_some_days_and_says_that_it_cannot_be_verified(inside: Authority) -> None:
    late = datetime(2026, 4, 1, 23, 30, tzinfo=LONDON)
    for child, at in ((MINE, NOW), (OTHERS, NOW), (MINE, late), (MINE, late + timedelta(hours=1))):
        enter_for(inside, "", "", "read", at=at, kind="child", children=[child])
    seal(inside, NOW)
    part = Part(child=MINE, last=date(2026, 4, 1))
    header, about, *entries, end = (json.loads(line) for line in extract(inside, part))
    assert [entry["position"] for entry in entries] == [1, 3]
    assert (header["line"], end["line"]) == ("header", "end")
    assert (about["child"], about["first"], about["last"]) == (MINE, "", "2026-04-01")
    assert [json.loads(line)["position"] for line in list(extract(inside, Part(first=date(2026, 4, 2))))[2:-1]] == [4]
    with pytest.raises(NotATrail, match="extract"):
        verify(extract(inside, part))


def test_from_the_key_to_the_verdict_by_commands(own: Own, tmp_path: Path) -> None:
    key, kept, trail = (str(tmp_path / name) for name in ("key", "kept.json", "trail.jsonl"))
    by = ("fairlea", "--by", "amara@example.org")
    done(own.work("begin"), own.start("manage", "audit_key", "--out", key))
    assert Path(key).stat().st_mode & 0o777 == 0o600
    done(own.work("write", "3"))
    said = done(own.start("manage", "checkpoint", *by, "--key", key, "--out", kept))[0]
    assert "position 3" in said
    done(own.work("write", "2"))
    assert done(own.start("manage", "seal")) == ["3 entries sealed.\n"]
    done(own.start("manage", "export_audit", *by, "--out", trail))
    verdict = ("verify-audit", trail, "--checkpoint", kept, "--key", f"{key}.public")
    said = done(own.start(*verdict))[0]
    assert "holds 7 sealed entries in 3 batches" in said
    assert "Up to position 3 it is what it was when the checkpoint was signed." in said
    Path(trail).write_bytes(Path(trail).read_bytes().replace(b"because 1", b"because 2", 1))
    verdict_on_it = own.start(*verdict).communicate(timeout=60)[0]
    assert "position 2: The entry is not the one that was sealed here" in verdict_on_it


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("fairlae", "--by", "amara@example.org"), "There is no authority 'fairlae'. There are: fairlea."),
        (("fairlea", "--by", "nobody@example.org"), "There is no account with the address 'nobody@example.org'."),
        (("fairlea", "--by", "amara@example.org", "--out", "{there}"), "is there already"),
        (("fairlea", "--by", "amara@example.org", "--out", "{there}/x"), "cannot be written"),
        (("fairlea", "--by", "amara@example.org", "--from", "1 April"), "'1 April' is not a day such as 2026-04-01"),
        (("fairlea", "--by", "amara@example.org", "--child", "Ada Lovelace"), "'Ada Lovelace' is not the key"),
    ],
)
def test_what_cannot_be_exported_is_told_in_words(
    inside: Authority, tmp_path: Path, asked: tuple[str, ...], words: str
) -> None:
    get_user_model().objects.create_user("amara@example.org", "Amara Osei")
    there = tmp_path / "there"
    there.touch()
    out = () if "--out" in asked else ("--out", str(tmp_path / "out"))
    with pytest.raises(CommandError, match=words):
        call_command("export_audit", *(each.format(there=there) for each in asked), *out)
