"""Puts the pages of allocation together: who waits, what is to be put right, who could take a child and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from handrail.caseload.independence import REMEDY
from handrail.caseload.suggesting import Suggestion, suggest
from handrail.caseload.waiting import named_by, says
from handrail.caseload.workload import GUIDANCE
from handrail.profiles import Profile
from handrail.publications.numbers import capital
from handrail.service.authorities.visits import Visit
from handrail.service.caseload import queries, words
from handrail.service.design.addresses import page_at
from handrail.service.people import queries as people
from handrail.service.people.models import Particulars
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.timescales.working_days import OutsideCalendar

PER_PAGE, BEST, BREACHES_SHOWN, OFFERED = 50, 6, 10, 25
_SOON = 2  # days before the limit


def allocation(visit: Visit, page: str, *, everything: bool) -> dict[str, Any]:
    """What regulation 46 has put right at once, then the children who wait for an officer, the longest first."""
    reached = within(visit.scope, visit.today)
    waiting = queries.waiting(reached, visit.today)
    total = waiting.count()
    number, pages = page_at(page, total, PER_PAGE)
    shown = list(waiting[(number - 1) * PER_PAGE : number * PER_PAGE])
    found = queries.breaches(reached, visit.today)
    wrong = found if everything else found[:BREACHES_SHOWN]
    called = _called(visit, [*(one.child_id for one in shown), *(one.child_id for one in wrong)])
    names = people.worker_names(one.standing.worker_id for one in wrong)
    return {
        "title": "Allocation",
        "today": visit.today,
        "authority": visit.authority.key,
        "limit": says(visit.profile.allocation),
        "officer": visit.profile.words.reviewing_officer,
        "waiting": [_waiting_row(one, called[one.child_id], visit) for one in shown],
        "total": total,
        "page": number,
        "pages": pages,
        "wrong": [_wrong_row(one, called[one.child_id], names) for one in wrong],
        "wrongs": len(found),
        "remedy": REMEDY,
        "may_write": bool(visit.reach("write", "allocation", visit.asked.stream)),
    }


def _called(visit: Visit, child_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The key and name of each of these children."""
    keys = dict(table("children").filter(child_id__among=sorted(set(child_ids))).values_list("child_id", "key"))
    visit.shows(keys.values())
    names = people.names(visit, list(keys.values()))
    return {child: (key, names[key].name) for child, key in keys.items()}


def _waiting_row(period: Any, called: tuple[str, str], visit: Visit) -> dict[str, Any]:
    """How long a child waits: since coming into care, or since the officer they had."""
    had = period.since > period.began_on
    row = {"key": called[0], "name": called[1], "began_on": period.began_on, "since": period.since, "had": had}
    try:
        due_on = named_by(period.since, visit.profile.allocation)
    except OutsideCalendar:
        return row | {"due_on": None, "word": "cannot be judged", "days": 0}
    if not (had or period.began_known):
        return row | {"due_on": None, "word": "cannot be judged", "days": 0}
    days = (visit.today - due_on).days
    word = "late" if days > 0 else "due soon" if days >= -_SOON else "on time"
    return row | {"due_on": due_on, "word": word, "days": max(days, 0)}


def _wrong_row(breach: queries.Breach, called: tuple[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    who = names[breach.standing.worker_id]
    return {
        "key": called[0],
        "name": called[1],
        "officer": f"{who}, who covers" if breach.covers else who,
        "why": " ".join(words.why_barred(breach.standing)),
    }


def suggestions(visit: Visit, child_id: str) -> list[Suggestion]:
    """The officers for one child, best first."""
    told = queries.known([child_id], visit.today)
    among = queries.bench(visit.profile, visit.today)
    now = told.officers.get(child_id)
    found = queries.candidates(child_id, told, among, visit.profile)
    return suggest([one for one in found if one.worker_id != now or one.standing.is_barred])


def child_of(visit: Visit) -> Any:
    """The child the page is about, as a row of the record."""
    return table("children").get(key=visit.child)


def choosing(visit: Visit, child: Any, found: Sequence[Suggestion]) -> dict[str, Any]:
    """The page on which a child's officer is chosen: who could be, and why; who may not, and why not."""
    visit.shows([child.key])
    called = people.names(visit, [child.key])[child.key]
    now = officers_now(child.child_id, visit)
    names = people.worker_names([*(one.candidate.worker_id for one in found), *now])
    free = [one for one in found if one.place]
    options = [_option(one, names, visit.profile) for one in free]
    return {
        "title": f"Who should be {called.called}’s {visit.profile.words.reviewing_officer}?",
        "caption": called.name,
        "back": reverse("allocation", args=[visit.authority.key]),
        "authority": visit.authority.key,
        "child": child.key,
        "called": called.called,
        "now": ", ".join(names[one] for one in now),
        "speaks": _speaks(child.key),
        "best": options[:BEST],
        "others": options[BEST:],
        "barred": [_barred(one, names) for one in found if not one.place],
        "guidance": GUIDANCE,
        "officer_word": capital(visit.profile.words.reviewing_officer),
    }


def officers_now(child_id: str, visit: Visit) -> list[str]:
    """Who is the child's officer today."""
    held = queries.open_on(table("allocations").filter(child_id=child_id, role="reviewing_officer"), visit.today)
    return list(held.order_by("started_on").values_list("worker_id", flat=True))


def names_of(found: Sequence[Suggestion]) -> dict[str, str]:
    """The officers who may be chosen, by name."""
    return people.worker_names(one.candidate.worker_id for one in found if one.place)


def _speaks(child: str) -> str:
    known = Particulars.objects.filter(child=child).first()
    return known.language if known and known.language != "English" else ""


def _option(one: Suggestion, names: Mapping[str, str], profile: Profile) -> dict[str, str]:
    minded = [f"Conflict: {each}" for each in words.conflicts(one.candidate.standing, profile)]
    hints = ". ".join([*minded, *one.speaks_for, *one.speaks_against])
    name = names[one.candidate.worker_id]
    return {
        "value": one.candidate.worker_id,
        "text": f"{name} (suggested)" if one.place == 1 and not minded else name,
        "hint": f"{hints}.",
    }


def _barred(one: Suggestion, names: Mapping[str, str]) -> dict[str, str]:
    why = " ".join(words.why_barred(one.candidate.standing))
    return {"key": names[one.candidate.worker_id], "value": f"{why} {one.candidate.standing.check.law}."}


# --- when somebody leaves


def leaving(visit: Visit, worker_id: str) -> dict[str, Any]:
    """An officer's children with who is suggested for each, brothers and sisters together, as a preview to change."""
    workers = {one.worker_id: one for one in queries.officers(visit.today)}
    names = people.worker_names([*workers, *([worker_id] if worker_id else [])])
    rows = list(_spread(visit, worker_id, names)) if worker_id else []
    return {
        "title": "Give an officer’s children to others",
        "back": reverse("allocation", args=[visit.authority.key]),
        "authority": visit.authority.key,
        "workers": [{"value": one, "text": names[one]} for one in sorted(names, key=names.__getitem__)],
        "worker": worker_id,
        "name": names.get(worker_id, ""),
        "offered": OFFERED,
        "rows": rows,
    }


def _spread(visit: Visit, worker_id: str, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Child by child, each suggestion counting what was suggested before it."""
    ids = queries.reached_of(visit, [worker_id])
    told, among = queries.known(ids, visit.today), queries.bench(visit.profile, visit.today)
    called, more = _called(visit, ids), Counter[str]()
    told.officers.update(dict.fromkeys(ids, worker_id))
    for child in sorted(ids, key=lambda one: (min({one, *told.siblings[one]}), one)):
        found = suggest(queries.candidates(child, told, among, visit.profile, more))
        free = [one for one in found if one.place and one.candidate.worker_id != worker_id and not one.needs_reason]
        if free:
            told.officers[child] = free[0].candidate.worker_id
            more[free[0].candidate.worker_id] += 1
        yield {
            "key": called[child][0],
            "name": called[child][1],
            "options": [{"value": "", "text": "Leave for now"}, *({"value": one.candidate.worker_id, "text": names[one.candidate.worker_id]} for one in free[:OFFERED])],
            "value": free[0].candidate.worker_id if free else "",
            "why": ". ".join(free[0].speaks_for) if free else "Nobody without a conflict: choose on the child’s own page",
            "barred": sum(not one.place for one in found),
        }  # fmt: skip
