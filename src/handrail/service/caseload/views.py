"""The pages of allocation. What they show is one thing, what they write another: the gate is asked for each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.caseload.independence import REMEDY, Barred
from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.caseload import actions, interest_pages, pages, queries, words
from handrail.service.caseload.actions import Given
from handrail.service.caseload.forms import AllocateForm, InterestForm, LeavingForm, WithdrawForm
from handrail.service.caseload.models import KINDS
from handrail.service.design.addresses import row_number
from handrail.service.design.forms import problems, say_why, sent
from handrail.service.not_done import NotDone
from handrail.service.people import queries as people
from handrail.service.records.models import table


@asks("read", "allocation_rule", CARE)
@require_safe
def allocation(request: Visited) -> HttpResponse:
    """Who waits for an officer, and whose officer may not be theirs."""
    given = pages.allocation(request.visit, request.GET.get("page", "1"), everything="all" in request.GET)
    return render(request, "caseload/allocation.html", given)


@asks("read", "allocation_rule", CARE)
@require_safe
def choose(request: Visited, child: str) -> HttpResponse:
    """Who could be a child's officer, who may not, and why."""
    return _choosing(request, pages.suggestions(request.visit, pages.child_of(request.visit).child_id))


@asks("write", "allocation", CARE)
def allocate(request: Visited, child: str) -> HttpResponse:
    """Give a child to an officer."""
    visit, own = request.visit, pages.child_of(request.visit)
    found = pages.suggestions(visit, own.child_id)
    form = _form(request, own, found, sent(request))
    if form.is_valid():
        said = form.cleaned_data
        given = Given(own.child_id, said["worker"], said["first_on"], said.get("why", ""), said["conflict_reason"])
        try:
            actions.allocate(visit, [given])
            messages.success(
                request, f"{pages.names_of(found)[given.worker_id]} is the officer from {_day(given.first_on)}."
            )
            return redirect("allocation", authority=visit.authority.key)
        except NotDone as error:
            say_why(form, error)
        except Barred as error:
            form.add_error("worker", f"{error} {REMEDY}")
    return _choosing(request, found, form)


@asks("write", "allocation", CARE)
def declare(request: Visited, child: str) -> HttpResponse:
    """Put down an interest that the record does not show."""
    visit, own = request.visit, pages.child_of(request.visit)
    form = _interest(request, sent(request))
    if form.is_valid():
        said = form.cleaned_data
        actions.declare(visit, own.child_id, said["worker"], said["kind"], said["words"])
        messages.success(request, "It is put down, and holds from now on.")
        return redirect("choose-officer", authority=visit.authority.key, child=child)
    return _choosing(request, pages.suggestions(visit, own.child_id), interest=form)


@asks("write", "allocation", CARE)
def withdraw(request: Visited, child: str) -> HttpResponse:
    """Withdraw an interest that was put down by mistake."""
    visit, own = request.visit, pages.child_of(request.visit)
    form = WithdrawForm(sent(request), row_number(request.POST.get("interest", "")))
    if form.is_valid():
        try:
            actions.withdraw(visit, own.child_id, form.interest, form.cleaned_data["why"])
            messages.success(request, "It is withdrawn. What the record shows bars as before.")
            return redirect("choose-officer", authority=visit.authority.key, child=child)
        except NotDone as error:
            say_why(form, error)
    return _choosing(request, pages.suggestions(visit, own.child_id), withdrawn=form)


@asks("read", "allocation_rule", CARE)
@require_safe
def leaving(request: Visited) -> HttpResponse:
    """An officer's children, with who is suggested for each."""
    form = LeavingForm(initial={"first_on": request.visit.today})
    return _leaving(request, request.GET.get("worker", ""), form)


@asks("write", "allocation", CARE)
def give_all(request: Visited) -> HttpResponse:
    """Give an officer's children to those chosen, all or none."""
    worker, form = request.POST.get("worker", ""), LeavingForm(sent(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            given = [Given(child, to, said["first_on"], said["why"]) for child, to in _chosen(request, worker)]
            actions.allocate(request.visit, given)
            messages.success(request, f"Children given to others: {len(given)}.")
            return redirect("allocation", authority=request.visit.authority.key)
        except (NotDone, Barred) as error:
            form.add_error(None, f"Nothing was changed. {error}")
    return _leaving(request, worker, form)


def _chosen(request: Visited, worker: str) -> list[tuple[str, str]]:
    """The children of the officer for whom somebody was chosen. Raises NotDone where there is none."""
    held = queries.reached_of(request.visit, [worker])
    keys = table("children").filter(child_id__among=held).values_list("child_id", "key")
    found = [(child, to) for child, key in keys.order_by("child_id") if (to := request.POST.get(f"to-{key}", ""))]
    if not found:
        raise NotDone("", "Choose an officer for at least one child.")
    return found


def _choosing(
    request: Visited,
    found: list[Any],
    form: AllocateForm | None = None,
    interest: InterestForm | None = None,
    withdrawn: WithdrawForm | None = None,
) -> HttpResponse:
    own = pages.child_of(request.visit)
    form, interest = form or _form(request, own, found, None), interest or _interest(request, None)
    given = pages.choosing(request.visit, own, found) | interest_pages.put_down(request.visit, own.child_id, withdrawn)
    errors = problems(form, interest, *([withdrawn] if withdrawn else []))
    shown = {"form": form, "interest": interest, "errors": errors}
    return render(request, "caseload/choose.html", given | shown)


def _form(request: Visited, own: Any, found: list[Any], data: Any) -> AllocateForm:
    initial = {"first_on": request.visit.today}
    now = bool(pages.officers_now(own.child_id, request.visit))
    return AllocateForm(data, workers=pages.names_of(found), changes=now, initial=initial)


def _interest(request: Visited, data: Any) -> InterestForm:
    ids = [one.worker_id for one in queries.officers(request.visit.today)]
    names = people.worker_names(ids)
    kinds = KINDS | words.conflict_kinds(request.visit.profile)
    return InterestForm(data, prefix="interest", workers=names, kinds=kinds)


def _leaving(request: Visited, worker: str, form: LeavingForm) -> HttpResponse:
    given = pages.leaving(request.visit, worker) | {"form": form, "errors": problems(form)}
    return render(request, "caseload/leaving.html", given)


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"
