"""Puts the pages of work in the background together: plain values for the templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from handrail.permissions import COMMON
from handrail.service.audit.queries import names_of
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.background import queries
from handrail.service.background.job import page_of, title_of
from handrail.service.background.models import DONE, FAILED, GIVEN_UP, RUNNING, WAITING, Run
from handrail.service.design.addresses import page_at

WORDS = {WAITING: "Waiting", RUNNING: "At work", DONE: "Done", FAILED: "Will be tried again", GIVEN_UP: "Not done"}
_NIGHT, _GONE = "the night", "somebody whose account is gone"


def tasks(visit: Visit, page: str) -> dict[str, Any]:
    """What goes on, what did not succeed, and what was done. A constant number of queries."""
    now, failed, done = queries.going_on(visit), queries.to_look_at(visit), queries.ended(visit)
    number, pages = page_at(page, done.count(), queries.A_PAGE)
    shown = list(done[(number - 1) * queries.A_PAGE : number * queries.A_PAGE])
    names = _names([*now, *failed, *shown])
    return {
        "title": "Background tasks",
        "now": [told(run, names, visit) for run in now],
        "failed": [told(run, names, visit) for run in failed],
        "done": [told(run, names, visit) for run in shown],
        "may_try_again": bool(visit.reach("write", "background_task", COMMON)),
        "key": visit.authority.key,
        "page": number,
        "pages": pages,
    }


def task(visit: Visit, run: Run, still: bool) -> dict[str, Any]:
    """One run: how far it is, or what came of it. `still`: it is not to be shown anew by itself."""
    known = told(run, _names([run]), visit)
    return {
        "title": known["title"],
        "run": known,
        "key": visit.authority.key,
        "goes_on": run.state in (WAITING, RUNNING),
        "still": still,
        "may_try_again": run.state in (FAILED, GIVEN_UP) and bool(visit.reach("write", "background_task", COMMON)),
        "back": reverse("tasks", args=[visit.authority.key]),
    }


def _names(runs: Iterable[Run]) -> Mapping[str, str]:
    return names_of({run.begun_by for run in runs})


def told(run: Run, names: Mapping[str, str], visit: Visit) -> dict[str, Any]:
    """One run as templates tell it; `names` are those of accounts by their keys."""
    page = page_of(run.job)
    return {
        "number": run.pk,
        "title": title_of(run.job),
        "href": reverse("task", args=[visit.authority.key, run.pk]),
        "outcome": reverse(page, kwargs={"authority": visit.authority.key, **run.args}) if page else "",
        "by": names.get(run.begun_by, _GONE) if run.begun_by else _NIGHT,
        "asked": moment(run.asked_at),
        "ended": moment(run.ended_at) if run.ended_at else "",
        "next": moment(run.next_at),
        "state": run.state,
        "word": WORDS[run.state],
        "done": run.done,
        "of": run.of,
        "said": run.said,
        "error": run.error,
        "tries": run.attempts,
    }
