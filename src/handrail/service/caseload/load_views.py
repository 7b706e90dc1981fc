"""The pages of workload, and what is handed over with a child or a caseload."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.caseload import hand_over, load_pages


@asks("list", "workload", CARE)
@require_safe
def workload(request: Visited) -> HttpResponse:
    """What everybody the viewer reaches carries; one officer where one is named."""
    worker = request.GET.get("worker")
    if worker is None:
        return render(
            request, "caseload/workload.html", load_pages.workload(request.visit, request.GET.get("page", "1"))
        )
    given = load_pages.officer(request.visit, worker)
    if given is None:
        raise Http404
    return render(request, "caseload/officer.html", given)


@asks("read", "case_pack", CARE)
@require_safe
def hand_over_child(request: Visited, child: str) -> HttpResponse:
    """What the next officer needs of one child."""
    return render(request, "caseload/hand_over.html", hand_over.of_child(request.visit, child))


@asks("read", "case_pack", CARE)
@require_safe
def hand_over_caseload(request: Visited) -> HttpResponse:
    """What the next officer needs of every child of an officer, as far as the viewer reaches them."""
    given = hand_over.of_caseload(request.visit, request.GET.get("worker", ""))
    return render(request, "caseload/hand_over.html", given)
