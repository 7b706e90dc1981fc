"""The pages of those who work for the children: the list, one of them, their time away, the posts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.versions import Overtaken
from handrail.service.authorities.visits import Visited
from handrail.service.design.addresses import row_number
from handrail.service.design.forms import problems, say_why, sent
from handrail.service.not_done import NotDone
from handrail.service.people import worker_actions, worker_pages, workers
from handrail.service.people.forms import filled
from handrail.service.people.models import Absence, Undertaking
from handrail.service.people.worker_forms import (
    DETAILS,
    ROW,
    AbsenceForm,
    NewWorkerForm,
    PostForm,
    UndertakingForm,
    WorkerForm,
    WorkerInPostForm,
)
from handrail.service.people.workers import Worker
from handrail.service.records.models import WRITTEN, table

_KEPT = "What you wrote is kept."


@asks("list", "worker", CARE)
@require_safe
def listed(request: Visited) -> HttpResponse:
    """Those in post today."""
    team, page = request.GET.get("team", ""), request.GET.get("page", "1")
    return render(request, "people/workers.html", worker_pages.listed(request.visit, team, page))


@asks("read", "worker", CARE)
@require_safe
def worker(request: Visited) -> HttpResponse:
    """One worker; without a number, the list."""
    if "worker" not in request.GET:
        return redirect("workers", authority=request.visit.authority.key)
    return render(request, "people/worker.html", worker_pages.worker(request.visit, _worker(request)))


@asks("write", "worker", CARE)
def write(request: Visited) -> HttpResponse:
    """Write who a worker is; or add one nobody has told of."""
    one = _worker(request) if "worker" in request.GET else None
    form = _worker_form(one, sent(request))
    if form.is_valid():
        worker_id = one.row.worker_id if one else form.cleaned_data["worker_id"]
        try:
            worker_actions.write_worker(request.visit, worker_id, form.seen, form.written(), is_new=one is None)
            return _done(request, worker_pages.worker_address(request.visit, worker_id))
        except NotDone as error:
            say_why(form, error)
        except Overtaken as now:
            form = form.beside(_standing(one, now.row), now.row.version if now.row else 0)
    title = f"Change what is known of {one.name}" if one else "Add somebody who works here"
    return _page(request, form, title, _back(request))


@asks("write", "absence", CARE)
def absence(request: Visited) -> HttpResponse:
    """Write when somebody is away."""
    return _away(request, AbsenceForm, Absence, "Time away")


@asks("write", "absence", CARE)
def undertaking(request: Visited) -> HttpResponse:
    """Write which panel or group somebody is on."""
    return _away(request, UndertakingForm, Undertaking, "Panel or group")


@asks("list", "post", CARE)
@require_safe
def posts(request: Visited) -> HttpResponse:
    """The posts there are, who holds them and which are vacant."""
    return render(request, "people/posts.html", worker_pages.posts(request.visit))


@asks("write", "post", CARE)
def write_post(request: Visited) -> HttpResponse:
    """Write a post; or change one that is written here."""
    row = _post(request) if "post" in request.GET else None
    form = PostForm(sent(request), standing=filled(PostForm.base_fields, row), version=1 if row else 0)
    if form.is_valid():
        opened = form
        try:
            stands = (lambda now: opened.stands(filled(PostForm.base_fields, now))) if row else None
            worker_actions.write_post(request.visit, form.written(), stands)
            return _done(request, reverse("posts", args=[request.visit.authority.key]))
        except NotDone as error:
            say_why(form, error)
        except Overtaken as now:
            form = form.beside(filled(PostForm.base_fields, now.row), 1)
    return _page(request, form, "Change a post" if row else "Add a post", reverse("posts", args=[_key(request)]))


def _away(request: Visited, form_of: type[Any], kind: type[Any], title: str) -> HttpResponse:
    if "worker" not in request.GET:
        return redirect("start", authority=_key(request))
    one = _worker(request)
    if not workers.may_absence(request.visit, "write", one.row.worker_id):
        raise Http404
    row = _row(kind, one, request.GET.get("row", ""))
    first = filled(form_of.base_fields, row) or {"first_on": request.visit.today}
    form = form_of(sent(request), is_new=row is None, initial=first)
    if form.is_valid():
        worker_actions.write_away(request.visit, kind, one.row.worker_id, row, form.cleaned_data)
        return _done(request, worker_pages.worker_address(request.visit, one.row.worker_id))
    return _page(request, form, title, _back(request), caption=one.name)


def _worker(request: Visited) -> Worker:
    found = workers.worker(request.visit, request.GET.get("worker", ""))
    if found is None:
        raise Http404
    return found


def _worker_form(one: Worker | None, given: Any) -> Any:
    version = one.details.version if one and one.details else 0
    if one is None:
        return NewWorkerForm(given, standing={}, version=0)
    form_of = WorkerInPostForm if one.row.origin == WRITTEN else WorkerForm
    return form_of(given, standing=_standing(one, one.details), version=version)


def _standing(one: Worker | None, details: Any) -> dict[str, Any]:
    return {**filled(ROW, one.row if one else None), **filled(DETAILS, details)}


def _row(kind: type[Any], one: Worker, number: str) -> Any:
    if not number:
        return None
    found = kind.objects.filter(worker_id=one.row.worker_id, pk=row_number(number)).first()
    if found is None:
        raise Http404
    return found


def _post(request: Visited) -> Any:
    found = table("posts").filter(post_id=request.GET["post"], origin=WRITTEN).first()
    if found is None:
        raise Http404
    return found


def _key(request: Visited) -> str:
    return request.visit.authority.key


def _back(request: Visited) -> str:
    if "worker" in request.GET:
        return worker_pages.worker_address(request.visit, request.GET["worker"])
    return reverse("workers", args=[_key(request)])


def _page(request: Visited, form: forms.Form, title: str, back: str, caption: str = "") -> HttpResponse:
    given = {"title": title, "caption": caption, "back": back, "form": form, "button": "Save", "told": ""}
    return render(request, "people/form.html", given | {"errors": problems(form)})


def _done(request: Visited, where: str) -> HttpResponse:
    messages.success(request, _KEPT)
    return redirect(where)
