"""The pages of publications."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from re import DOTALL, findall
from typing import Any

from csp.constants import NONE, SELF
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from handrail.editions.manifest import FIGURES, OUTPUTS
from handrail.editions.refused import EditionRefused
from handrail.permissions import CARE
from handrail.publications.library import names, publication
from handrail.publications.writers.files import PAGE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.design.forms import sent
from handrail.service.publishing import actions, pages
from handrail.service.publishing.forms import AnswerForm, DraftForm, StepForm
from handrail.service.publishing.shelf import Edition, one_of

_NOT_THERE = "There is no such edition among those you may see."


@asks("list", "publication", CARE)
@require_safe
def publications(request: Visited) -> HttpResponse:
    """What is published, and the drafts of those who may see them."""
    return render(request, "publishing/publications.html", pages.listed(request.visit))


@asks("write", "publication_draft", CARE)
def new(request: Visited) -> HttpResponse:
    """Choose a publication, its period and whom it is for; it is made in the background."""
    visit, name = request.visit, request.GET.get("of", "")
    if name not in names():
        return render(request, "publishing/kinds.html", pages.kinds(visit))
    form = DraftForm(sent(request), of=publication(name), periods=pages.choices(visit, name))
    if form.is_valid():
        run = actions.ask_for_draft(visit, name, form.cleaned_data["period"], form.cleaned_data["audience"])
        return redirect("task", visit.authority.key, run.pk)
    return render(request, "publishing/new.html", pages.new(visit, name, form))


@asks("read", "publication", CARE)
@require_safe
def edition(request: Visited, publication: str, period: str, number: int) -> HttpResponse:
    """One edition: previewed, with what it asks, who did what and its files."""
    found = one_of(request.visit, publication, period, number)
    if found is None:
        return _not_there(request)
    return render(request, "publishing/edition.html", pages.edition(request.visit, found))


@asks("read", "publication", CARE)
@require_safe
@xframe_options_sameorigin
def preview(request: Visited, publication: str, period: str, number: int) -> HttpResponse:
    """The publication as its readers will see it: its own page, which may load nothing and run nothing."""
    found = one_of(request.visit, publication, period, number)
    if found is None:
        return _not_there(request)
    page = (found.place / OUTPUTS / PAGE).read_text(encoding="utf-8")
    answer = HttpResponse(page)
    answer._csp_replace = _of_its_own(page)  # type: ignore[attr-defined]
    return answer


@asks("export", "publication", CARE)
@require_safe
def file(request: Visited, publication: str, period: str, number: int, name: str) -> HttpResponse | FileResponse:
    """A file of an edition, to keep."""
    found = one_of(request.visit, publication, period, number)
    if found is None or name not in pages.FILES or not pages.may_download(request.visit, found, name):
        return _not_there(request)
    path = found.place / FIGURES if name == FIGURES else found.place / OUTPUTS / name
    called = f"{publication}-{period}-{number}{path.suffix}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=called)


@asks("write", "publication_draft", CARE)
def answer(request: Visited, publication: str, period: str, number: int) -> HttpResponse:
    """Answer a question of the safeguards."""
    form = AnswerForm(sent(request))

    def act(found: Edition) -> None:
        actions.answer(request.visit, found, form.cleaned_data["number"], form.cleaned_data["words"])

    return _step(request, (publication, period, number), form, act)


@asks("approve", "publication_draft", CARE)
def approve(request: Visited, publication: str, period: str, number: int) -> HttpResponse:
    """Check a draft, approve it or send it back."""
    form, move = StepForm(sent(request)), request.POST.get("move", "")
    if move not in actions.APPROVALS:
        return _not_there(request)

    def act(found: Edition) -> None:
        actions.approve(request.visit, found, move, form.cleaned_data["note"])

    return _step(request, (publication, period, number), form, act)


@asks("write", "publication", CARE)
def publish(request: Visited, publication: str, period: str, number: int) -> HttpResponse:
    """Publish an approved edition: it is frozen for good."""
    form = StepForm(sent(request))

    def act(found: Edition) -> None:
        actions.publish(request.visit, found, form.cleaned_data["note"])

    return _step(request, (publication, period, number), form, act)


def _step(request: Visited, where: tuple[str, str, int], form: Any, act: Callable[[Edition], None]) -> HttpResponse:
    """Take a step of an edition's history; what is refused is said on its page."""
    found = one_of(request.visit, *where)
    if found is None or request.method != "POST":
        return _not_there(request)
    if not form.is_valid():
        messages.info(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return redirect("edition", request.visit.authority.key, *where)
    try:
        act(found)
    except EditionRefused as error:
        messages.info(request, str(error))
    return redirect("edition", request.visit.authority.key, *where)


def _of_its_own(page: str) -> dict[str, Any]:
    """The policy of a publication's page: its own style, by its hash, its font and charts, and nothing else."""
    styles = findall(r"<style>(.*?)</style>", page, DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in styles]
    return {
        "default-src": [NONE],
        "style-src": hashes or [NONE],
        "font-src": ["data:"],
        "img-src": ["data:"],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
    }


def _not_there(request: Visited) -> HttpResponse:
    messages.info(request, _NOT_THERE)
    return redirect("publications", authority=request.visit.authority.key)
