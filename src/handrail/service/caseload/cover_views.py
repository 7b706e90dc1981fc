"""The pages of cover."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.caseload import cover_pages, covering
from handrail.service.caseload.forms import CoverForm
from handrail.service.design.forms import problems, say_why, sent
from handrail.service.not_done import NotDone


@asks("read", "allocation_rule", CARE)
@require_safe
def cover(request: Visited) -> HttpResponse:
    """Who stands in for whom, and the form that arranges it."""
    return _page(request, _form(request))


@asks("write", "allocation", CARE)
def arrange(request: Visited) -> HttpResponse:
    """Have somebody stand in."""
    form = _form(request)
    if form.is_valid():
        said = form.cleaned_data
        days = said["first_on"], said["last_on"]
        asked = covering.Standin(said["for_worker"], said["worker"], *days, said["conflict_reason"])
        try:
            covered, barred = covering.arrange_cover(request.visit, asked)
            messages.add_message(
                request, messages.WARNING if barred else messages.SUCCESS, cover_pages.said(covered, barred)
            )
            return redirect("cover", authority=request.visit.authority.key)
        except NotDone as error:
            say_why(form, error)
    return _page(request, form)


@asks("write", "allocation", CARE)
def end(request: Visited) -> HttpResponse:
    """End a cover today."""
    if request.method == "POST":
        count = covering.end_cover(request.visit, request.POST.get("for_worker", ""), request.POST.get("worker", ""))
        messages.success(request, f"The cover is ended. Children: {count}.")
    return redirect("cover", authority=request.visit.authority.key)


def _form(request: Visited) -> CoverForm:
    initial = {"first_on": request.visit.today}
    return CoverForm(sent(request), workers=cover_pages.workers(request.visit), initial=initial)


def _page(request: Visited, form: CoverForm) -> HttpResponse:
    return render(
        request, "caseload/cover.html", cover_pages.cover(request.visit) | {"form": form, "errors": problems(form)}
    )
