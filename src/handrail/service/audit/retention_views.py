"""The pages of how long things are kept. Nothing is destroyed by itself, nor by one person."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON
from handrail.service.asking import asks
from handrail.service.audit import destroying, holds
from handrail.service.audit import retention_pages as pages
from handrail.service.audit.destroying import NotNow
from handrail.service.audit.forms import DecisionForm, FindForm, HoldForm, LiftForm, WordsForm
from handrail.service.audit.holds import Held
from handrail.service.audit.standing import events_of
from handrail.service.authorities.visits import Visited
from handrail.service.design.addresses import row_number
from handrail.service.design.forms import sent

_NONE = "No record of this number is kept here that you may see"


@asks("list", "retention", COMMON)
@require_safe
def retention(request: Visited) -> HttpResponse:
    """Everything that waits, is held or is over, and every class."""
    return render(request, "audit/retention.html", pages.front(request.visit))


@asks("list", "retention", COMMON)
def find(request: Visited) -> HttpResponse:
    """The record of the child whose number was typed."""
    form = FindForm(sent(request))
    if form.is_valid():
        key = pages.found(request.visit, form.cleaned_data["number"])
        if key:
            return redirect("retention-record", request.visit.authority.key, key)
        form.add_error("number", _NONE)
    return render(request, "audit/retention.html", pages.front(request.visit, form))


@asks("read", "retention", COMMON)
@require_safe
def record(request: Visited, child: str) -> HttpResponse:
    """How long one child's record is kept, and what stands over it."""
    return _record(request)


@asks("write", "legal_hold", COMMON)
def hold(request: Visited, child: str) -> HttpResponse:
    """Place a legal hold."""
    form = HoldForm(sent(request))
    if form.is_valid():
        reason, said = form.cleaned_data["reason"], "The hold stands: everything about this child is kept."
        return _record_step(request, lambda: holds.hold(request.visit, child, reason), said)
    return _record(request, hold=form)


@asks("write", "legal_hold", COMMON)
def lift(request: Visited, child: str) -> HttpResponse:
    """Lift a legal hold."""
    form = LiftForm(sent(request), row_number(request.POST.get("hold", "")))
    if form.is_valid():
        return _record_step(
            request,
            lambda: holds.lift(request.visit, form.hold, form.cleaned_data["lifted"]),
            "The hold is lifted.",
        )
    return _record(request, lift=form)


@asks("write", "retention", COMMON)
def propose(request: Visited, child: str) -> HttpResponse:
    """Propose a child's record for destruction."""
    if request.method != "POST":
        return _record(request)
    events = events_of([child])[child]
    if not events:
        messages.warning(request, "Nothing recorded says how long this record is kept, so it stays.")
        return _record(request)
    return _record_step(
        request,
        lambda: destroying.propose(request.visit, child, events),
        "It is proposed. Nothing is destroyed before somebody else has approved it.",
    )


@asks("write", "retention", COMMON)
def words(request: Visited, child: str) -> HttpResponse:
    """Propose that words typed into the trail are erased, as a law requires."""
    known = pages.words_of(request.visit) if pages.may(request.visit, "read", "audit_trail") else []
    form = WordsForm(sent(request), known)
    if form.is_valid():
        entries, law = form.cleaned_data["entries"], form.cleaned_data["law"]
        return _record_step(
            request,
            lambda: destroying.propose_words(request.visit, entries, law),
            "It is proposed. The words stay until somebody else has approved it.",
        )
    return _record(request, words=form)


@asks("approve", "retention", COMMON)
def decide(request: Visited) -> HttpResponse:
    """Approve or refuse what somebody else proposed."""
    form = DecisionForm(sent(request), row_number(request.POST.get("proposal", "")))
    if not form.is_valid():
        return render(request, "audit/retention.html", pages.front(request.visit, wrong=form))
    if form.cleaned_data["may"] == "yes":
        return _step(request, lambda: destroying.approve(request.visit, form.number), "It is approved.")
    why = form.cleaned_data["why"]
    return _step(request, lambda: destroying.refuse(request.visit, form.number, why), "It is refused and stays.")


@asks("write", "retention", COMMON)
def withdraw(request: Visited) -> HttpResponse:
    """Take a proposal back."""
    number = row_number(request.POST.get("proposal", ""))
    return _step(request, lambda: destroying.withdraw(request.visit, number), "It is withdrawn and stays.")


@asks("write", "retention", COMMON)
def erase(request: Visited) -> HttpResponse:
    """Erase the words of the trail that somebody else has approved."""
    number = row_number(request.POST.get("proposal", ""))
    return _step(
        request,
        lambda: destroying.erase_words(request.visit, number),
        "The words are erased. The trail is verified as before.",
    )


def _step(request: Visited, do: Callable[[], object], said: str) -> HttpResponse:
    """Take a step on the list, or say why it was not taken."""
    if request.method == "POST":
        _tell(request, do, said)
    return redirect("retention", authority=request.visit.authority.key)


def _record_step(request: Visited, do: Callable[[], object], said: str) -> HttpResponse:
    _tell(request, do, said)
    return redirect("retention-record", request.visit.authority.key, request.visit.child)


def _tell(request: Visited, do: Callable[[], object], said: str) -> None:
    try:
        do()
    except (NotNow, Held) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said)


def _record(request: Visited, **forms: object) -> HttpResponse:
    return render(request, "audit/record.html", pages.record(request.visit, **forms))
