"""The night's work is asked for once a night, however often and however late somebody looks."""

from datetime import date, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background import nights
from handrail.service.background.job import named
from handrail.service.background.models import Run


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ((2026, 4, 2, 1, 59), date(2026, 4, 1)),
        ((2026, 4, 2, 2, 0), date(2026, 4, 2)),
        ((2026, 4, 2, 17, 30), date(2026, 4, 2)),
    ],
)
def test_a_night_begins_at_its_hour_in_england(
    now: tuple[int, ...], night: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(*now, tzinfo=clock.LONDON))
    assert nights.last_night() == night


def test_every_job_of_the_night_is_declared() -> None:
    assert [named(name).title for name in settings.NIGHTLY_JOBS]


def test_the_night_is_begun_once_for_each_authority(
    fairlea: Authority, otherham: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("nightly")
    call_command("nightly")
    for authority in (fairlea, otherham):
        with wall(authority):
            assert list(Run.objects.order_by("pk").values_list("job", flat=True)) == list(settings.NIGHTLY_JOBS)
    assert DBTaskResult.objects.count() == 2 * len(settings.NIGHTLY_JOBS)
    assert "it was asked for already" in capsys.readouterr().out


def test_a_worker_does_the_night_by_itself(fairlea: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handrail.service.background.beat.EVERY", 3600)  # it cannot see into the test's one connection
    call_command("work", once=True)
    with wall(fairlea):
        assert {run.state for run in Run.objects.all()} == {"done"}
        assert Run.objects.count() == len(settings.NIGHTLY_JOBS)
