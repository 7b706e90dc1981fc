"""A run is done once, tried again when it fails, given up in the end, and taken up when nobody is at it any more."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.service.conftest import MORNING

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background import watch
from handrail.service.background.actions import enqueue, try_again
from handrail.service.background.beat import PATIENCE, stopping
from handrail.service.background.job import JobRefused, UnknownJob
from handrail.service.background.models import DONE, FAILED, GIVEN_UP, RUNNING, WAITING, Run
from handrail.service.background.working import AGAIN_AFTER, ATTEMPTS, work

Declared, Worked, RunNow = Callable[..., None], Callable[[], None], Callable[[int], Run]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets time pass for our own clock and for the library's."""
    now = [MORNING]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    monkeypatch.setattr("django.utils.timezone.now", lambda: now[0])

    def passes(by: timedelta) -> None:
        now[0] += by

    return passes


def broken(authority: Authority, progress: Any) -> None:
    raise ZeroDivisionError("Leah Fenwick, 12 Otter Lane")


def test_a_job_is_done_with_its_arguments_and_says_what_came_of_it(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow
) -> None:
    declared("count", lambda authority, progress, up_to: f"{authority.key} counted to {up_to}.")
    run = enqueue(fairlea, "count", up_to=7)
    assert run_now(run.pk).state == WAITING
    worked()
    assert (run_now(run.pk).state, run_now(run.pk).said) == (DONE, "fairlea counted to 7.")


def test_what_is_asked_for_in_a_transaction_that_fails_was_never_asked_for(
    fairlea: Authority, declared: Declared
) -> None:
    declared("count", lambda authority, progress: None)
    with transaction.atomic():
        enqueue(fairlea, "count")
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0
    with wall(fairlea):
        assert Run.objects.count() == 0


def test_a_job_nobody_declared_is_not_asked_for(fairlea: Authority) -> None:
    with pytest.raises(UnknownJob, match=r"No job is called 'fly'. There are: .*ledger"):
        enqueue(fairlea, "fly")


def test_a_run_that_is_being_done_is_not_begun_by_another(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow
) -> None:
    calls = list[int]()

    def nested(authority: Authority, progress: Any) -> None:
        calls.append(1)
        work(authority.pk, run.pk)

    declared("nested", nested)
    run = enqueue(fairlea, "nested")
    worked()
    work(fairlea.pk, run.pk)
    assert (calls, run_now(run.pk).state) == ([1], DONE)


def test_a_failure_is_tried_again_later_and_later_then_given_up_without_a_word_of_the_record(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow, later: Callable[[timedelta], None]
) -> None:
    declared("broken", broken)
    run = enqueue(fairlea, "broken")
    waits = list[timedelta]()
    for _ in AGAIN_AFTER:
        worked()
        found = run_now(run.pk)
        assert found.state == FAILED
        waits.append(found.next_at - clock.now())
        worked()
        assert run_now(run.pk).attempts == found.attempts, "its time has not come"
        later(waits[-1])
    worked()
    found = run_now(run.pk)
    assert (found.state, found.attempts, tuple(waits)) == (GIVEN_UP, ATTEMPTS, AGAIN_AFTER)
    assert "ZeroDivisionError" in found.error
    kept = [*DBTaskResult.objects.values_list("traceback", "exception_class_path"), found.error]
    assert "Fenwick" not in str(kept)


def test_what_a_job_refuses_is_said_and_not_tried_again_until_somebody_asks(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow
) -> None:
    answers = [JobRefused("The file is gone. Hand it in again."), None]

    def refuses(authority: Authority, progress: Any) -> None:
        if (answer := answers.pop(0)) is not None:
            raise answer

    declared("refuses", refuses)
    run = enqueue(fairlea, "refuses")
    worked()
    assert (run_now(run.pk).state, run_now(run.pk).error) == (GIVEN_UP, "The file is gone. Hand it in again.")
    with wall(fairlea):
        assert try_again(run)
        assert not try_again(run), "it waits already"
    worked()
    assert (run_now(run.pk).state, run_now(run.pk).error) == (DONE, "")


def test_a_run_whose_worker_is_not_heard_of_is_taken_up_by_another(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow
) -> None:
    declared("count", lambda authority, progress: "Counted.")
    run = enqueue(fairlea, "count")
    DBTaskResult.objects.all().delete()  # as a worker that took it and was killed
    killed: dict[str, Any] = {"state": RUNNING, "holder": "killed", "attempts": 1}
    with wall(fairlea):
        Run.objects.update(beat_at=clock.now() - PATIENCE / 2, **killed)
    assert watch.send_forgotten() == 0, "it was heard of a moment ago"
    with wall(fairlea):
        Run.objects.update(beat_at=clock.now() - 2 * PATIENCE, **killed)
    assert (watch.send_forgotten(), watch.send_forgotten()) == (1, 0)
    worked()
    assert (run_now(run.pk).state, run_now(run.pk).attempts) == (DONE, 2)


def test_a_run_that_ends_every_worker_is_given_up(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow
) -> None:
    declared("kills", lambda authority, progress: pytest.fail("it was begun once more"))
    run = enqueue(fairlea, "kills")
    with wall(fairlea):
        Run.objects.update(state=RUNNING, beat_at=clock.now() - 2 * PATIENCE, attempts=ATTEMPTS)
    worked()
    assert run_now(run.pk).state == GIVEN_UP
    assert "ended in the middle of it" in run_now(run.pk).error


def test_a_worker_that_is_told_to_stop_gives_the_run_back(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow
) -> None:
    def long(authority: Authority, progress: Any) -> str:
        progress(1, 2, "steps")
        return "Whole."

    def told_to_stop(authority: Authority, progress: Any) -> None:
        stopping.set()
        long(authority, progress)

    declared("long", told_to_stop)
    run = enqueue(fairlea, "long")
    work(fairlea.pk, run.pk)
    assert (run_now(run.pk).state, run_now(run.pk).attempts) == (WAITING, 0)
    stopping.clear()
    declared("long", long)
    worked()
    assert run_now(run.pk).state == DONE


def test_whoever_lost_a_run_to_another_says_nothing_of_it(
    fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow
) -> None:
    def overtaken(authority: Authority, progress: Any) -> str:
        with wall(authority):
            Run.objects.update(holder="another")
        return "Done by the first."

    declared("overtaken", overtaken)
    run = enqueue(fairlea, "overtaken")
    worked()
    assert (run_now(run.pk).state, run_now(run.pk).said) == (RUNNING, "")


def test_a_run_of_one_authority_is_not_done_for_another(
    fairlea: Authority, otherham: Authority, declared: Declared
) -> None:
    declared("count", lambda authority, progress: pytest.fail("done for another"))
    run = enqueue(fairlea, "count")
    work(otherham.pk, run.pk)
    with wall(otherham):
        assert not Run.objects.exists()


def test_the_moment_is_kept(fairlea: Authority, declared: Declared, worked: Worked, run_now: RunNow) -> None:
    declared("count", lambda authority, progress: None)
    run = enqueue(fairlea, "count")
    worked()
    found = run_now(run.pk)
    assert isinstance(found.started_at, datetime)
    assert found.asked_at <= found.started_at <= (found.ended_at or found.asked_at)
