"""Puts the pages of the desk together: reads from where the visit reaches, and plain values for the templates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from handrail.permissions import CARE
from handrail.publications.numbers import capital
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import page_at
from handrail.service.desk import presenters, to_list
from handrail.service.due import queries as due
from handrail.service.due.meetings import meetings, owed_by_others
from handrail.service.due.queries import Listing
from handrail.service.due.record import READ
from handrail.service.events import pages as news
from handrail.service.meetings import pages as meetings_planned
from handrail.service.people import kin
from handrail.service.people import queries as people
from handrail.service.people.queries import Called
from handrail.service.people.workers import team_name
from handrail.service.records.models import table
from handrail.service.records.reading import record
from handrail.service.records.within import within
from handrail.timescales.clocks import BACKGROUND
from handrail.timescales.story import child_story

PER_PAGE = 50
_TOLD = (*READ, "allocations")
"""The tables that a child's page tells of."""
RECENT, OTHERS_SHOWN, OWED_SHOWN = 25, 10, 100
_NOTHING = "Nobody is allocated to you today. Ask your manager if that is not so."
_NOBODY = "Nobody you may see has a name or number like that."


def my_day(visit: Visit) -> dict[str, Any]:
    """The meetings that are late, this week's and the next four weeks'; then what others owe the same children."""
    reached = within(visit.scope, visit.today)
    asked = Listing(visit.today, clocks=meetings())
    own = [*due.late(reached, asked).duties, *due.next_due(reached, asked).duties]
    owed = Listing(visit.today, clocks=owed_by_others(), size=OTHERS_SHOWN)
    others = due.late_and_next(reached, owed).duties
    names = people.names(visit, {one.child_key for one in (*own, *others)})
    rows, told = _rows(visit, [*own, *others], names), news.for_my_day(visit)
    return {
        "title": "My day",
        "today": visit.today,
        "parts": list(presenters.day_parts(rows[: len(own)], visit.today, visit.authority.key)),
        "others": rows[len(own) :],
        "all_others": to_list.others(visit.authority.key),
        "news": told[: news.ON_MY_DAY],
        "more_news": max(0, len(told) - news.ON_MY_DAY),
        "authority": visit.authority.key,
    }


def board(visit: Visit, everything: bool) -> dict[str, Any]:
    """The service at a glance: what each officer or chair, and each social work team, is late with or has to do soon."""
    reached = within(visit.reach("list", "due", CARE), visit.today)
    listing = Listing(visit.today, clocks=meetings())
    officers, teams = due.by_officer(reached, listing), due.by_team(reached, listing)
    most = None if everything else OWED_SHOWN
    names, profile = people.worker_names(one.who for one in officers if one.who), visit.profile
    return {
        "title": "Board",
        "officers": [
            presenters.owed_row(one, names.get(one.who or "", "Nobody named"), visit, "officer")
            for one in officers[:most]
        ],
        "teams": [presenters.owed_row(one, team_name(one.who, profile), visit, "team") for one in teams[:most]],
        "counted": {"officers": len(officers), "teams": len(teams)},
        "officer_word": capital(profile.words.reviewing_officer),
        "team_word": capital(profile.words.team),
    }


def children(visit: Visit, page: str) -> dict[str, Any]:
    """The children the person reaches, a page at a time, in the order of their numbers."""
    reached = within(visit.scope, visit.today).order_by("child_id")
    total = reached.count()
    number, pages = page_at(page, total, PER_PAGE)
    shown = list(reached[(number - 1) * PER_PAGE : number * PER_PAGE])
    return _listed(visit, shown, f"{total:,} in all", _NOTHING) | {"page": number, "pages": pages, "query": {}}


def found(visit: Visit, text: str) -> dict[str, Any]:
    """The children found by a name or number."""
    reached = within(visit.scope, visit.today)
    keys = people.find(visit, text)
    shown = list(reached.filter(key__in=[*keys[: people.MOST_FOUND], ""]).order_by("child_id"))
    more = len(keys) > people.MOST_FOUND
    counted = f"More than {people.MOST_FOUND}: type more of the name." if more else f"{len(shown)} found"
    return _listed(visit, shown, counted, _NOBODY) | {"page": 1, "pages": 1, "query": {}}


def child(visit: Visit, key: str, everything: bool) -> dict[str, Any]:
    """One child's page."""
    visit.shows([key])
    until, called = visit.broken_until(key), people.names(visit, [key])[key]
    own = table("children").get(key=key)
    held, known, profile = (
        record([own.child_id], _TOLD),
        people.particulars(visit, key),
        visit.profile,
    )
    names, around = people.worker_names(one.worker_id for one in held.allocations), people.around(visit, key)
    story = child_story(held, own.child_id, visit.today)
    happened = presenters.entries_of(story, own.born_on, by_name=known is not None)
    entries = presenters.with_news(happened, news.timeline(visit, key))
    shown = entries if everything else entries[:RECENT]
    nexts = due.late_and_next(table("children").filter(key=key), Listing(visit.today), days=366)
    return {
        "title": called.name,
        "today": visit.today,
        "authority": visit.authority.key,
        "sealed": own.sealed,
        "open_until": moment(until) if until else "",
        "child": {
            "called": called.called,
            "communication": known.communication if known else "",
        },
        "next": _rows(visit, nexts.duties, {key: called}),
        "planned": [] if until else meetings_planned.ahead(visit, key),
        "entries": shown,
        "links": {} if until else _links(visit, key),
        "earlier": len(entries) - len(shown),
        "cautions": [one for one in story.cautions if one != BACKGROUND],
        "family": kin.family(visit, key),
        "facts": presenters.facts_of(held, known, profile, visit.today),
        "people": presenters.people_of(held, names, around, profile, visit.today),
        "undisclosed": [one.name for one in around if one.undisclosed],
        "around": around,
        "record": held,
    }


def _links(visit: Visit, key: str) -> dict[str, str]:
    """The pages about a child that this person may open from here."""
    wanted = {
        "who": ("write", "child", "child-who"),
        "around": ("read", "child_contact", "child-around"),
        "family": ("read", "child", "child-family"),
        "news": ("read", "event", "child-news"),
        "meetings": ("read", "convening", "child-meetings"),
        "recorded": ("read", "correction", "recorded"),
        "figures": ("read", "figure_children", "child-figures"),
        "case_system": ("read", "case_pack", "case-system-child"),
        "pack": ("export", "case_pack", "child-pack"),
        "who_looked": ("read", "audit_of_child", "who-looked"),
        "merge": ("write", "merge", "child-merge"),
        "seal": ("write", "sealed_history", "child-seal"),
    }
    return {
        name: reverse(route, args=[visit.authority.key, key])
        for name, (action, kind, route) in wanted.items()
        if visit.reach(action, kind, CARE)
    }


def _rows(visit: Visit, duties: Sequence[Any], names: Mapping[str, Called]) -> list[presenters.Row]:
    visit.shows(duty.child_key for duty in duties)
    return [
        presenters.row_of(
            duty,
            names[duty.child_key].name,
            presenters.child_address(visit.authority.key, duty.child_key),
            visit.today,
        )
        for duty in duties
    ]


def _listed(visit: Visit, shown: Sequence[Any], counted: str, nothing: str) -> dict[str, Any]:
    profile, keys = visit.profile, [one.key for one in shown]
    visit.shows(keys)
    names, officers = people.names(visit, keys), people.officers([one.child_id for one in shown], visit.today)
    here = table("children").filter(key__in=[*keys, ""])
    nexts = _first_of_each(visit, here, len(keys))
    rows = [
        presenters.listed(one, names[one.key], officers.get(one.child_id), nexts.get(one.key), visit) for one in shown
    ]
    return {
        "title": "Children",
        "today": visit.today,
        "rows": rows,
        "counted": counted,
        "nothing": nothing,
        "officer_word": capital(profile.words.reviewing_officer),
    }


def _first_of_each(visit: Visit, children: Any, count: int) -> dict[str, Any]:
    """What is due first for each of these children: late before what comes."""
    asked = Listing(visit.today, size=max(1, 40 * count))
    found: dict[str, Any] = {}
    for duty in due.late_and_next(children, asked, days=366).duties:
        found.setdefault(duty.child_key, duty)
    return found
