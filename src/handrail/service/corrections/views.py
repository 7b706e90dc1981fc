"""The pages of corrections."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.record.record import Record
from handrail.record.schema import Table
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.corrections import actions, pages, queries
from handrail.service.corrections.entries import MISSING, Entry, entry_at, tables
from handrail.service.corrections.forms import DecisionForm, EntryForm
from handrail.service.design.addresses import row_number
from handrail.service.design.forms import say_why, sent
from handrail.service.not_done import NotDone
from handrail.service.records import reading
from handrail.service.records.models import table as rows_of


@asks("read", "correction", CARE)
@require_safe
def recorded(request: Visited, child: str) -> HttpResponse:
    """What is recorded of a child, for whoever knows better."""
    page = pages.recorded(request.visit, _record(_child(child)), request.GET.get("all", ""))
    return render(request, "corrections/recorded.html", page)


@asks("write", "correction", CARE)
def entry(request: Visited, child: str) -> HttpResponse:
    """One entry, or one that is missing: what is right, and how the person knows."""
    if "table" not in request.GET:
        return redirect("recorded", authority=request.visit.authority.key, child=child)
    about, of, slug = _child(child), _table(request.GET["table"]), request.GET.get("entry", MISSING)
    found = None if slug == MISSING else _entry(_record(about), of, slug)
    form = EntryForm(sent(request), of, found)
    if form.is_valid():
        key = found.key if found else form.key(about.child_id)
        try:
            actions.propose(request.visit, about, of.name, key, form.verified(), form.cleaned_data["why"])
        except NotDone as error:
            say_why(form, error)
        else:
            messages.success(request, "This is proposed. It takes effect once a manager has agreed to it.")
            return redirect("recorded", authority=request.visit.authority.key, child=child)
    return render(request, "corrections/entry.html", pages.entry_page(request.visit, of, found, form))


@asks("list", "correction", CARE)
@require_safe
def corrections(request: Visited) -> HttpResponse:
    """What was proposed: what waits, and what was decided."""
    return render(request, "corrections/corrections.html", pages.to_decide(request.visit))


@asks("approve", "correction", CARE)
def decide(request: Visited) -> HttpResponse:
    """Agree to a correction, or leave the record as it is."""
    if request.method != "POST":
        return redirect("corrections", authority=request.visit.authority.key)
    found = queries.proposals(request.visit).filter(pk=row_number(request.POST.get("proposal", ""))).first()
    if found is None:
        raise Http404
    form = DecisionForm(sent(request), found.pk)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide(request.visit, _child(found.child), found, given["stands"] == "yes", given["answer"])
        except NotDone as error:
            say_why(form, error)
        else:
            messages.success(request, "The correction stands." if given["stands"] == "yes" else "The record stays.")
            return redirect("corrections", authority=request.visit.authority.key)
    return render(request, "corrections/corrections.html", pages.to_decide(request.visit, form))


def _child(key: str) -> Any:
    found = rows_of("children").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _record(child: Any) -> Record:
    return reading.record([child.child_id], [table.name for table in tables()])


def _table(name: str) -> Table:
    found = next((table for table in tables() if table.name == name), None)
    if found is None:
        raise Http404
    return found


def _entry(record: Record, table: Table, slug: str) -> Entry:
    found = entry_at(record, table, slug)
    if found is None:
        raise Http404
    return found
