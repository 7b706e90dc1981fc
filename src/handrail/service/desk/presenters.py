"""What a page of the desk shows, as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from handrail.profiles import Profile
from handrail.publications.numbers import capital
from handrail.record.codes import meaning
from handrail.record.record import Record
from handrail.service.authorities.visits import Visit
from handrail.service.desk import to_list
from handrail.service.due.models import Duty
from handrail.service.due.queries import Owed
from handrail.service.due.state import standing
from handrail.service.due.why import why
from handrail.service.people.models import Contact, Particulars
from handrail.service.people.queries import Called
from handrail.timescales.clocks import clock
from handrail.timescales.story import ChildStory, Told

THIS_WEEK, FOUR_WEEKS = 7, 28
_PEOPLE = {
    "reviewing_officer": "reviewing_officer",
    "conference_chair": "conference_chair",
    "social_worker": "social_worker",
}


@dataclass(frozen=True)
class Row:
    """One thing due, as it stands in a list."""

    child: str
    href: str
    more: str
    title: str
    word: str
    days_late: int
    due_on: date | None
    is_open: bool
    sentence: str
    rule: str


@dataclass(frozen=True)
class Part:
    """Things due under one heading."""

    id: str
    title: str
    rows: list[Row]
    href: str


def row_of(duty: Duty, name: str, href: str, today: date) -> Row:
    """A thing due with how it stands today and why it is due then. `duty` has its `word`, as a query of what is due gives."""
    stands, because = standing(duty.row, today), why(duty.row, today)
    law = next((step.text for step in because.steps if step.title == "The law"), "")
    return Row(
        child=name,
        href=href,
        more=f"{href}due/{duty.pk}/",
        title=clock(duty.clock).title,
        word=str(stands.word) if stands else "",
        days_late=stands.days_late if stands else 0,
        due_on=duty.due_on or duty.due_latest_on,
        is_open=duty.met_on is None,
        sentence=because.sentence,
        rule=law,
    )


def listed(child: Any, called: Called, officer: str | None, duty: Duty | None, visit: Visit) -> dict[str, Any]:
    """A child in a list: name, age, officer, and what is due first."""
    row = row_of(duty, called.name, child_address(visit.authority.key, child.key), visit.today) if duty else None
    return {
        "name": called.name,
        "href": child_address(visit.authority.key, child.key),
        "age": age_on(child.born_on, visit.today),
        "officer": officer or "Nobody",
        "title": row.title if row else "",
        "due_on": row.due_on if row else None,
        "word": row.word if row else "",
        "days_late": row.days_late if row else 0,
    }


def day_parts(rows: Sequence[Row], today: date, authority: str) -> Iterator[Part]:
    """What is late, what falls due this week, and what in the next four weeks; a part with nothing in it is left out."""
    late = [row for row in rows if row.word == "late"]
    ahead = [row for row in rows if row.word != "late" and row.due_on]
    bounds = (
        (-1, THIS_WEEK, "week", "Today and this week"),
        (THIS_WEEK, FOUR_WEEKS, "weeks", "In the next four weeks"),
    )
    if late:
        yield Part("late", "Late", late, to_list.late(authority))
    for after, until, name, title in bounds:
        within = [row for row in ahead if row.due_on and after < (row.due_on - today).days <= until]
        if within:
            yield Part(name, title, within, to_list.ahead(authority, today, after + 1, until))


def owed_row(owed: Owed, name: str, visit: Visit, by: str) -> dict[str, Any]:
    """Who, what is late, what falls due in four weeks, for how many children, and where these are listed.

    `by` says whether it is an "officer" or a "team".
    """
    key, who = visit.authority.key, {by: owed.who}
    return {
        "name": name,
        "late": {"count": owed.late, "href": to_list.late(key, **who)},
        "due": {"count": owed.due, "href": to_list.ahead(key, visit.today, 0, FOUR_WEEKS, **who)},
        "children": owed.children,
    }


def age_on(born_on: date | None, today: date) -> int | None:
    """Whole years; None where the birth date is not known or lies ahead."""
    if born_on is None or born_on > today:
        return None
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def facts_of(record: Record, known: Particulars | None, profile: Profile, today: date) -> list[dict[str, Any]]:
    """Who the child is, in words: how to speak with them, where they live in general, by which law."""
    child = record.children[0]
    age, latest = age_on(child.born_on, today), _latest(record, today)
    rows: list[tuple[str, Any]] = [
        ("Name", known.name if known else None),
        ("Likes to be called", known.known_as or None if known else None),
        ("Age", _age(child.born_on, age, with_birthday=known is not None)),
        ("Pronouns", known.pronouns or None if known else None),
        ("Speaks", _speaks(known) if known else None),
        ("Legal status", capital(meaning("legal_status", latest.legal_status) or "") if latest else None),
        ("Lives", capital(meaning("placement_type", latest.placement_type) or "") if latest else None),
        (capital(profile.words.plan), _plan(record, today)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _speaks(known: Particulars) -> str | None:
    needed = "with an interpreter" if known.interpreter else ""
    return ", ".join(filter(None, (known.language, needed))) or None


def _age(born_on: date | None, age: int | None, *, with_birthday: bool) -> str | None:
    """The age, with the birth date for those who know the child by name."""
    if born_on is None or age is None:
        return None
    return f"{age}, born {born_on.day} {born_on:%B %Y}" if with_birthday else f"{age}"


def people_of(
    record: Record, names: Mapping[str, str], contacts: Sequence[Contact], profile: Profile, today: date
) -> list[dict[str, Any]]:
    """Who works for the child today, then who is around them."""
    rows = [
        {"key": capital(getattr(profile.words, _PEOPLE[one.role])), "value": names[one.worker_id]}
        for one in record.allocations
        if one.role in _PEOPLE and one.started_on <= today and (one.ended_on is None or one.ended_on >= today)
    ]
    return rows + [{"key": capital(one.known_as_role), "value": one.name} for one in contacts]


def entries_of(story: ChildStory, born_on: date | None, *, by_name: bool) -> list[dict[str, Any]]:
    """The story, newest first, with the state of what was due; the day of birth only for those who see the name."""
    told = (one for one in reversed(story.told) if by_name or one.kind != "event" or one.on != born_on)
    return [_entry(one) for one in told]


def with_news(entries: list[dict[str, Any]], news: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The story with what the officer was told, newest first. What stands in the record as well is told once."""
    twice = {(one["on"], capital(one["event"])) for one in news if one["event"]}
    rest = [one for one in entries if (one["on"], one["title"].partition(":")[0]) not in twice]
    return sorted([*news, *rest], key=lambda one: one["on"], reverse=True)


def _entry(one: Told) -> dict[str, Any]:
    return {"on": one.on, "title": one.text.rstrip("."), "text": "", "word": "", "days_late": one.days_late}


def _latest(record: Record, today: date) -> Any:
    """The episode of care the child is in today."""
    open_now = (
        one for one in record.episodes if one.started_on <= today and (one.ended_on is None or one.ended_on > today)
    )
    return max(open_now, key=lambda one: one.started_on, default=None)


def _plan(record: Record, today: date) -> str | None:
    for plan in record.plans:
        if plan.started_on <= today and (plan.ended_on is None or plan.ended_on > today):
            return f"Since {plan.started_on.day} {plan.started_on:%B %Y}: {meaning('category', plan.initial_category)}"
    return None


def child_address(authority: str, key: str) -> str:
    """Where a child's page is."""
    return reverse("child", args=[authority, key])
