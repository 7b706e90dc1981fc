"""Puts the pages of corrections together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from handrail.permissions import CARE
from handrail.record.record import Record
from handrail.record.schema import TABLE_BY_NAME, Table
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.corrections import queries
from handrail.service.corrections.entries import TITLES, Entry, entries, fields_of, label, named, said, tables
from handrail.service.corrections.forms import DecisionForm
from handrail.service.corrections.models import Proposal
from handrail.service.design.forms import problems
from handrail.service.people import queries as people

MOST_DECIDED, MOST_SHOWN = 50, 12


def recorded(visit: Visit, record: Record, whole: str) -> dict[str, Any]:
    """What is recorded of a child, table by table, with what was proposed; of the table `whole` all of it."""
    child = visit.child or ""
    visit.shows([child])
    return {
        "title": "What is recorded",
        "caption": people.names(visit, [child])[child].name,
        "back": reverse("child", args=[visit.authority.key, child]),
        "authority": visit.authority.key,
        "child": child,
        "may_write": bool(visit.reach("write", "correction", CARE)),
        "parts": [_part(record, table, whole=table.name == whole) for table in tables()],
        "proposals": [told(one) for one in queries.of_child(child)],
    }


def _part(record: Record, table: Table, whole: bool) -> dict[str, Any]:
    """The entries as rows, the latest first; columns that nothing is said in are left out."""
    found = entries(record, table)
    columns = [field for field in fields_of(table) if any(entry.says(field) for entry in found)]
    shown = found if whole else found[:MOST_SHOWN]
    return {
        "name": table.name,
        "title": TITLES[table.name],
        "columns": [{"text": label(field)} for field in columns],
        "rows": [(entry.slug, [entry.says(field) for field in columns]) for entry in shown],
        "more": len(found) - len(shown),
    }


def entry_page(visit: Visit, table: Table, entry: Entry | None, form: forms.Form) -> dict[str, Any]:
    """One entry, and the form that says what is right."""
    child = visit.child or ""
    visit.shows([child])
    return {
        "title": "What is wrong?" if entry else "What is missing?",
        "caption": f"{people.names(visit, [child])[child].name}: {TITLES[table.name].lower()}",
        "back": reverse("recorded", args=[visit.authority.key, child]),
        "errors": problems(form),
        "form": form,
        "entry": entry,
    }


def to_decide(visit: Visit, wrong: DecisionForm | None = None) -> dict[str, Any]:
    """What waits to be decided, and what was decided; `wrong` is a decision that could not be taken."""
    waiting, decided = list(queries.waiting(visit)), list(queries.decided(visit)[:MOST_DECIDED])
    visit.shows({one.child for one in (*waiting, *decided)})
    return {
        "title": "Corrections",
        "authority": visit.authority.key,
        "errors": problems(wrong) if wrong else (),
        "waiting": [{**one, "form": _form(one["id"], wrong)} for one in _named(visit, waiting)],
        "decided": list(_named(visit, decided)),
        "may_decide": bool(visit.reach("approve", "correction", CARE)),
        "me": visit.viewer.account,
    }


def _form(proposal: int, wrong: DecisionForm | None) -> DecisionForm:
    return wrong if wrong and wrong.proposal == proposal else DecisionForm(None, proposal)


def _named(visit: Visit, shown: Sequence[Proposal]) -> Iterator[dict[str, Any]]:
    names = people.names(visit, {one.child for one in shown})
    for one in shown:
        address = reverse("recorded", args=[visit.authority.key, one.child])
        yield {**told(one), "name": names[one.child].name, "href": address}


def told(proposal: Proposal) -> dict[str, Any]:
    """A proposal in words."""
    table = TABLE_BY_NAME[proposal.table]
    return {
        "id": proposal.pk,
        "about": TITLES[table.name],
        "changes": list(_changes(table, proposal)),
        "why": proposal.why,
        "author": proposal.author,
        "by": proposal.by,
        "at": moment(proposal.at),
        "stands": proposal.stands,
        "decider": proposal.decider,
        "decided_at": moment(proposal.decided_at) if proposal.decided_at else "",
        "answer": proposal.answer,
    }


def _changes(table: Table, proposal: Proposal) -> Iterable[dict[str, str]]:
    for column, text in proposal.verified.items():
        yield {
            "column": named(table, column),
            "recorded": said(table, column, proposal.recorded.get(column)),
            "verified": said(table, column, text),
        }
