"""Puts the pages of those who work for the children together."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from handrail.permissions import CARE
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import page_at
from handrail.service.design.dates import long_date
from handrail.service.people import workers
from handrail.service.people.models import Absence, Undertaking
from handrail.service.people.queries import worker_names
from handrail.service.people.words import ABSENCES, UNDERTAKINGS
from handrail.service.people.worker_forms import CONTRACTS
from handrail.service.people.workers import EXPIRED, EXPIRES_SOON, Worker
from handrail.service.records.models import WRITTEN, table

PER_PAGE = 50


def listed(visit: Visit, team: str, page: str) -> dict[str, Any]:
    """Those in post today, by name; of one team where one is asked for."""
    rows = workers.in_post(visit.today)
    everybody = workers.workers(visit, rows.filter(team=team) if team else rows)
    number, pages = page_at(page, len(everybody), PER_PAGE)
    stands = [one.registration_on(visit.today) for one in everybody]
    return {
        "title": "People who work here",
        "authority": visit.authority.key,
        "caption": workers.team_name(team, visit.profile) if team else "",
        "rows": [_row(visit, one) for one in everybody[(number - 1) * PER_PAGE : number * PER_PAGE]],
        "total": len(everybody),
        "expired": stands.count(EXPIRED),
        "soon": stands.count(EXPIRES_SOON),
        "page": number,
        "pages": pages,
        "query": {"team": team} if team else {},
        "teams": [] if team else _teams(visit),
        "links": _links(visit),
    }


def _teams(visit: Visit) -> list[dict[str, Any]]:
    """The teams, for whoever may list them, each with the way to those in it."""
    known = workers.teams(visit.today, visit.profile) if visit.reach("list", "team", CARE) else ()
    key = visit.authority.key
    return [one | {"href": reverse("workers", args=[key], query={"team": one["team"]})} for one in known]


def _links(visit: Visit) -> list[dict[str, str]]:
    """What else this person may open from the list."""
    wanted = (
        ("Add somebody who works here", "worker-write", "write", "worker"),
        ("Add many from a file", "workers-file", "write", "worker"),
        ("Posts", "posts", "list", "post"),
    )
    key = visit.authority.key
    own = [{"text": "Your own page", "href": worker_address(visit, one)} for one in sorted(visit.viewer.workers)]
    return own + [
        {"text": text, "href": reverse(route, args=[key])}
        for text, route, action, kind in wanted
        if visit.reach(action, kind, CARE)
    ]


def _row(visit: Visit, one: Worker) -> dict[str, Any]:
    return {
        "name": one.name,
        "href": worker_address(visit, one.row.worker_id),
        "role": workers.role_name(one.row.role, visit.profile),
        "team": workers.team_name(one.row.team, visit.profile),
        "registration": one.registration_on(visit.today),
        "until": one.details.registered_until if one.details else None,
        "away": _away(one.away),
    }


def _away(absence: Absence | None) -> str:
    if absence is None:
        return ""
    return f"Away until {long_date(absence.last_on)}" if absence.last_on else "Away"


def worker(visit: Visit, one: Worker) -> dict[str, Any]:
    """One worker: how to reach them, their registration, the post they hold, when they are away."""
    worker_id = one.row.worker_id
    listed = workers.absences(visit, "list", worker_id)
    why = {each.pk for each in workers.absences(visit, "read", worker_id)}
    may_write = workers.may_absence(visit, "write", worker_id)
    return {
        "title": one.name,
        "back": reverse("workers", args=[visit.authority.key]),
        "authority": visit.authority.key,
        "worker_id": worker_id,
        "registration": one.registration_on(visit.today),
        "until": one.details.registered_until if one.details else None,
        "rows": [{"key": key, "value": value} for key, value in _facts(visit, one) if value],
        "may_write": bool(visit.reach("write", "worker", CARE)),
        "may_write_absence": may_write,
        "away": [_span(each, ABSENCES[each.kind] if each.pk in why else "Away") for each in listed],
        "undertakings": [
            _span(each, f"{UNDERTAKINGS[each.kind]}: {each.name}")
            for each in workers.undertakings(visit, "list", worker_id)
        ],
        "may_see_absence": workers.may_absence(visit, "list", worker_id),
    }


def _facts(visit: Visit, one: Worker) -> Iterator[tuple[str, str]]:
    row, known = one.row, one.details
    yield "What they do", workers.role_name(row.role, visit.profile)
    yield "Team", workers.team_name(row.team, visit.profile)
    yield "E-mail", known.email if known else ""
    yield "Telephone", known.phone if known else ""
    yield "Registration", known.registration if known else ""
    yield "In the post", _from_until(row.started_on, row.ended_on)
    if visit.reach("read", "post", CARE):
        yield "Hours", f"{row.fte_percent}% of full time" if row.fte_percent else ""
        yield "Contract", CONTRACTS.get(row.contract or "", row.contract) if row.contract else ""
        yield "Post", row.post_id or ""


def _span(one: Absence | Undertaking, text: str) -> dict[str, Any]:
    return {"id": one.pk, "text": text, "days": _from_until(one.first_on, one.last_on)}


def _from_until(first: Any, last: Any) -> str:
    since = f"from {long_date(first)}" if first else ""
    until = f"until {long_date(last)}" if last else ""
    return " ".join(filter(None, (since, until)))


def posts(visit: Visit) -> dict[str, Any]:
    """The posts there are today, who holds each and what is vacant."""
    held, today = workers.holders(visit.today), visit.today
    rows = list(table("posts").exclude(from_on__gt=today).exclude(until_on__lt=today).order_by("role", "post_id"))
    ids = [one.worker_id for each in held.values() for one in each]
    names = worker_names(ids)
    return {
        "title": "Posts",
        "back": reverse("workers", args=[visit.authority.key]),
        "authority": visit.authority.key,
        "may_write": bool(visit.reach("write", "post", CARE)),
        "rows": [_post(visit, one, held.get(one.post_id, []), names) for one in rows],
        "vacant": sum(1 for one in rows if one.post_id not in held),
    }


def _post(visit: Visit, post: Any, holders: Sequence[Any], names: dict[str, str]) -> dict[str, Any]:
    contracts = dict.fromkeys(CONTRACTS.get(one.contract or "", one.contract) for one in holders)
    return {
        "id": post.post_id,
        "role": workers.role_name(post.role, visit.profile),
        "hours": f"{post.fte_percent}%",
        "holders": ", ".join(names[one.worker_id] for one in holders) or "Vacant",
        "contract": ", ".join(filter(None, contracts)),
        "is_written": post.origin == WRITTEN,
    }


def worker_address(visit: Visit, worker_id: str) -> str:
    """Where a worker's page is."""
    return reverse("worker", args=[visit.authority.key], query={"worker": worker_id})
