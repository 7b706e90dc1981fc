"""The pages of inspection packs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.design.downloads import XLSX, as_file
from handrail.service.design.forms import sent
from handrail.service.packs import inspecting
from handrail.service.packs import inspection_pages as pages
from handrail.service.packs.inspecting import NotReleased
from handrail.service.packs.inspection_forms import AskForm, ReleaseForm
from handrail.service.packs.models import ASKED, InspectionPack


@asks("list", "inspection_pack", CARE)
@require_safe
def packs(request: Visited) -> HttpResponse:
    """The packs somebody may see: an inspector those that were handed over."""
    return render(request, "packs/inspections.html", pages.every(request.visit))


@asks("write", "inspection_pack", CARE)
def ask(request: Visited) -> HttpResponse:
    """Ask for a pack; it is made in the background."""
    form = AskForm(sent(request), request.visit.today)
    if form.is_valid():
        run = inspecting.ask(request.visit, form.cleaned_data["snapshot"])
        return redirect("task", request.visit.authority.key, run.pk)
    return render(request, "packs/ask.html", pages.ask(request.visit, form))


@asks("read", "inspection_pack", CARE)
@require_safe
def pack(request: Visited, number: int) -> HttpResponse:
    """One pack: its lists as they were made."""
    return _page(request, number, ReleaseForm())


@asks("export", "inspection_pack", CARE)
@require_safe
def workbook(request: Visited, number: int) -> HttpResponse:
    """The workbook of a pack."""
    found = inspecting.packs(request.visit).exclude(state=ASKED).filter(pk=number).first()
    if found is None:
        return redirect("inspection-packs", authority=request.visit.authority.key)
    request.visit.shows(pages.keys_in(found))
    name = f"{request.visit.authority.key}-inspection-pack-{found.snapshot.isoformat()}-{found.pk}.xlsx"
    held = InspectionPack.objects.values_list("workbook", flat=True).get(pk=found.pk)
    return as_file(bytes(held or b""), name, XLSX)


@asks("write", "inspection_pack", CARE)
def release(request: Visited, number: int) -> HttpResponse:
    """Release a pack that was handed over."""
    form = ReleaseForm(sent(request))
    if request.method != "POST":
        return redirect("inspection-pack", request.visit.authority.key, number)
    if not form.is_valid():
        return _page(request, number, form)
    try:
        inspecting.release(request.visit, number, form.cleaned_data["handed_to"])
        messages.success(request, "It is released. Inspectors see it from now on.")
    except NotReleased as error:
        messages.info(request, str(error))
    return redirect("inspection-pack", request.visit.authority.key, number)


def _page(request: Visited, number: int, form: ReleaseForm) -> HttpResponse:
    found = inspecting.packs(request.visit).filter(pk=number).first()
    if found is None:
        return redirect("inspection-packs", authority=request.visit.authority.key)
    asked = (request.GET.get("list", ""), request.GET.get("page", "1"))
    return render(request, "packs/inspection.html", pages.one(request.visit, found, asked, form))
