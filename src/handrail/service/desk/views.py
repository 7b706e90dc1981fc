"""The pages of the desk."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.design.downloads import PDF, as_file
from handrail.service.desk import pages, printed


@asks("list", "due", CARE)
@require_safe
def my_day(request: Visited) -> HttpResponse:
    """What is late, what falls due this week and in the next four."""
    return render(request, "desk/my_day.html", pages.my_day(request.visit))


@asks("list", "workload", CARE)
@require_safe
def board(request: Visited) -> HttpResponse:
    """What each officer and team is late with, and has to do in the next four weeks."""
    return render(request, "desk/board.html", pages.board(request.visit, everything="all" in request.GET))


@asks("list", "child", CARE)
@require_safe
def children(request: Visited) -> HttpResponse:
    """The children somebody reaches, by what is due for them next."""
    return render(request, "desk/children.html", pages.children(request.visit, request.GET.get("page", "1")))


@asks("list", "child", CARE)
def find(request: Visited) -> HttpResponse:
    """The children whose name or number was typed. It is sent and not addressed, so that no name stands in an address."""
    if request.method != "POST":
        return redirect("children", authority=request.visit.authority.key)
    return render(request, "desk/children.html", pages.found(request.visit, request.POST.get("q", "")))


@asks("read", "child", CARE)
@require_safe
def child(request: Visited, child: str) -> HttpResponse:
    """One child: who they are, what is due, what happened, who is around them."""
    return render(request, "desk/child.html", pages.child(request.visit, child, everything="all" in request.GET))


@asks("export", "case_pack", CARE)
@require_safe
def child_pack(request: Visited, child: str) -> HttpResponse:
    """Everything of one child on a page to print."""
    return render(request, "desk/pack.html", printed.page(request.visit, child))


@asks("export", "case_pack", CARE)
@require_safe
def child_pack_pdf(request: Visited, child: str) -> HttpResponse:
    """The same as a PDF, under a name that tells nothing of the child."""
    name = f"{request.visit.authority.key}-child-pack-{request.visit.today.isoformat()}.pdf"
    return as_file(printed.paper(request.visit, child), name, PDF)
