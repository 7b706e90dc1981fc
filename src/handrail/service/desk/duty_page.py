"""One thing due: why it was due then, how it stands, why it was late, what people noted; and writing the last two."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.design.forms import problems, say_why, sent
from handrail.service.desk.forms import NoteForm, ReasonForm
from handrail.service.desk.presenters import child_address
from handrail.service.due import actions, queries
from handrail.service.due.meetings import meeting_of
from handrail.service.due.models import Duty, Note
from handrail.service.due.reasons import reasons_for
from handrail.service.due.state import standing
from handrail.service.due.why import why
from handrail.service.meetings import pages as meetings
from handrail.service.not_done import NotDone
from handrail.service.people import queries as people
from handrail.service.records.models import table
from handrail.timescales.clocks import clock


@asks("read", "due", CARE)
@require_safe
def duty(request: Visited, child: str, duty: int) -> HttpResponse:
    """The thing due, and the forms for whoever may write."""
    found = _found(child, duty)
    return _page(request, found, _reason_form(request.visit, found, None), NoteForm(prefix="note"))


@asks("write", "due", CARE)
def give_reason(request: Visited, child: str, duty: int) -> HttpResponse:
    """Say why it was late."""
    found = _found(child, duty)
    form = _reason_form(request.visit, found, sent(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.give_reason(request.visit, found, given["main"], given["contributing"], given["note"])
            return _done(request, found, "The reason is kept. Earlier reasons stay to be seen.")
        except NotDone as error:
            say_why(form, error)
    return _page(request, found, form, NoteForm(prefix="note"))


@asks("write", "due", CARE)
def write_note(request: Visited, child: str, duty: int) -> HttpResponse:
    """Note something about it."""
    found, form = _found(child, duty), NoteForm(sent(request), prefix="note")
    if form.is_valid():
        actions.write_note(request.visit, found, form.cleaned_data["text"])
        return _done(request, found, "The note is kept.")
    return _page(request, found, _reason_form(request.visit, found, None), form)


def _found(child: str, number: int) -> Duty:
    """The thing due, if it is this child's. Raises Http404."""
    own = table("children").filter(key=child).values("child_id")
    found = Duty.objects.filter(pk=number, child_id__in=own).first()
    if found is None:
        raise Http404
    return found


def _reason_form(visit: Visit, duty: Duty, given: Any) -> ReasonForm:
    reasons = reasons_for(duty.clock, visit.profile)
    return ReasonForm(given, prefix="reason", reasons=reasons)


def _done(request: Visited, duty: Duty, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("duty", authority=request.visit.authority.key, child=request.visit.child, duty=duty.pk)


def _page(request: Visited, duty: Duty, reason_form: forms.Form, note_form: forms.Form) -> HttpResponse:
    visit = request.visit
    visit.shows([visit.child or ""])
    stands = standing(duty.row, visit.today)
    given = {
        "title": clock(duty.clock).title,
        "caption": people.names(visit, [visit.child or ""])[visit.child or ""].name,
        "back": child_address(visit.authority.key, visit.child or ""),
        "errors": problems(reason_form, note_form),
        "today": visit.today,
        "authority": visit.authority.key,
        "child": visit.child,
        "duty": duty,
        "stands": stands,
        "why": why(duty.row, visit.today),
        "reasons": _reasons(visit, duty),
        "notes": _notes(duty),
        "planned": meetings.ahead(visit, visit.child or "", duty.key) if meeting_of(duty.clock) else [],
        "plan": _plan(visit, duty) if stands and duty.open_until > visit.today else "",
        "may_write": bool(visit.reach("write", "due", CARE)),
        "reason_form": reason_form,
        "note_form": note_form,
    }
    return render(request, "desk/duty.html", given)


def _plan(visit: Visit, duty: Duty) -> str:
    """Where the meeting that meets it is planned; blank where none does, or the person may not."""
    if not meeting_of(duty.clock) or not visit.reach("write", "convening", CARE):
        return ""
    return f"{reverse('plan-meeting', args=[visit.authority.key, visit.child])}?duty={duty.pk}"


def _reasons(visit: Visit, duty: Duty) -> list[dict[str, Any]]:
    """The reasons that stand, in the authority's words, the main one first."""
    words = reasons_for(duty.clock, visit.profile)
    found = queries.reasons([duty])[duty.child_id, duty.key]
    return [{"text": words.get(one.reason, one.reason), "main": one.main, "note": one.note} for one in found]


def _notes(duty: Duty) -> list[Note]:
    return list(Note.objects.filter(child_id=duty.child_id, duty=duty.key, taken_back_at=None).order_by("-id"))
