"""Everything that waits is sealed, once, by whoever comes first, and the chain never forks."""

import signal
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from time import sleep
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.service.audit.conftest import MINE, NOW, Visiting
from tests.service.audit.own import Own, done, migrated, own

from handrail.service.audit import sealing
from handrail.service.audit.actions import enter, enter_for
from handrail.service.audit.exporting import whole
from handrail.service.audit.models import Entry, Seal, Sealed, Waiting
from handrail.service.audit.sealing import seal
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.trail.verify import verify

__all__ = ["migrated", "own"]


def test_what_waits_is_sealed_and_waits_no_more(inside: Authority, visiting: Visiting) -> None:
    for reason in ("", "Review", "Zoe\u0308"):
        enter(visiting(), "read", children=[MINE], reason=reason, detail={"seen": [1, None, True]})
    (made,) = seal(inside, NOW + timedelta(seconds=40))
    assert (made.batch, made.first, made.last) == (1, 1, 3)
    assert not Waiting.objects.exists()
    assert list(Sealed.objects.values_list("position", flat=True)) == [1, 2, 3]
    found = verify(whole(inside))
    assert (found.findings, found.sealed, found.unsealed, found.longest_wait) == ([], 3, 0, timedelta(seconds=40))


def test_nothing_waiting_makes_no_seal(inside: Authority, visiting: Visiting) -> None:
    assert seal(inside, NOW) == []
    enter(visiting(), "read")
    seal(inside, NOW)
    assert seal(inside, NOW) == []
    assert Seal.objects.count() == 1


def test_many_are_sealed_in_several_batches(inside: Authority, visiting: Visiting) -> None:
    for _ in range(7):
        enter(visiting(), "read")
    with patch.object(sealing, "AT_ONCE", 3):
        assert [(each.first, each.last) for each in seal(inside, NOW)] == [(1, 3), (4, 6), (7, 7)]
    assert verify(whole(inside)).is_sound


def test_each_authority_has_a_chain_of_its_own(fairlea: Authority, otherham: Authority) -> None:
    for authority in (fairlea, otherham, fairlea):
        with wall(authority):
            enter_for(authority, "", "", "import", at=NOW, kind="import")
    for authority, count in ((fairlea, 2), (otherham, 1)):
        assert [each.count for each in seal(authority, NOW)] == [count]
        with wall(authority):
            assert verify(whole(authority)).is_sound


def test_a_row_that_cannot_be_an_entry_waits_and_keeps_nothing_else_waiting(
    inside: Authority, visiting: Visiting, caplog: pytest.LogCaptureFixture
) -> None:
    enter(visiting(), "read")
    Entry.objects.create(at=NOW, action="peeked")
    enter(visiting(), "read")
    with patch.object(sealing, "AT_ONCE", 1):
        assert [each.count for each in seal(inside, NOW)] == [1, 1]
    assert "cannot be sealed" in caplog.text
    assert Waiting.objects.count() == 1
    assert verify(whole(inside)).unsealed == 1


def test_sealing_costs_the_same_queries_however_many_wait(inside: Authority, visiting: Visiting) -> None:
    costs = []
    for count in (1, 40):
        for _ in range(count):
            enter(visiting(), "read")
        with CaptureQueriesContext(connection) as asked:
            seal(inside, NOW)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_two_sealers_and_two_writers_at_once_make_one_chain(own: Own, tmp_path: Path) -> None:
    done(own.work("begin"))
    writers = [own.work("write", "150", name) for name in "ab"]
    sealers = [own.work("seal_often", "60") for _ in "12"]
    done(*writers)
    rounds = [line.split() for said in done(*sealers, own.work("seal_often", "1")) for line in said.splitlines()]
    batches = sorted((int(batch), int(first), int(last)) for batch, first, last in rounds)
    assert [batch for batch, _, _ in batches] == [*range(1, len(batches) + 1)]
    assert batches[-1][2] == 300
    trail = tmp_path / "trail.jsonl"
    done(own.start("manage", "export_audit", "fairlea", "--by", "amara@example.org", "--out", str(trail)))
    found = verify(BytesIO(trail.read_bytes()))
    assert (found.findings, found.sealed, found.unsealed) == ([], 301, 0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_an_entry_written_for_good_after_a_later_one_was_sealed_is_found(own: Own, tmp_path: Path) -> None:
    done(own.work("begin"))

    late = own.work("late")
    assert late.stdout is not None
    assert late.stdout.readline() == "between\n"
    assert done(own.work("seal_often", "1")) == ["1 1 1\n"]
    late.communicate("on\n", timeout=60)
    assert done(own.work("seal_often", "1")) == ["2 2 2\n"]


def test_the_sealer_that_goes_on_stops_when_told(own: Own) -> None:
    done(own.work("begin"))
    sealer = own.start("manage", "seal", "--every", "1")
    done(own.work("write", "2"))
    sleep(3)
    sealer.send_signal(signal.SIGTERM)
    done(sealer)
    assert done(own.work("seal_often", "1")) == [""]


def test_no_entry_may_wait_longer_than_a_minute(own: Own) -> None:
    assert "1 to 60 seconds" in done(own.start("manage", "seal", "--every", "61"), code=1)[0]
