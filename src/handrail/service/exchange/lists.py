"""The pages of what the case system should put right."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.design.downloads import XLSX, as_file
from handrail.service.exchange import for_case_system
from handrail.service.exchange.for_case_system import Book


@asks("list", "due", CARE)
@require_safe
def dues(request: Visited) -> HttpResponse:
    """The due dates of the case system that differ from ours, and why."""
    asked = request.GET.get("kind", ""), request.GET.get("page", "1")
    return render(request, "exchange/differing.html", for_case_system.dues(request.visit, *asked))


@asks("export", "due", CARE)
@require_safe
def dues_book(request: Visited) -> HttpResponse:
    """The same as a workbook."""
    return _handed_out(for_case_system.dues_book(request.visit))


@asks("list", "correction", CARE)
@require_safe
def corrections(request: Visited) -> HttpResponse:
    """The corrections made here, for the case system to make as well."""
    return render(
        request, "exchange/corrections.html", for_case_system.corrections(request.visit, request.GET.get("page", "1"))
    )


@asks("export", "correction", CARE)
@require_safe
def corrections_book(request: Visited) -> HttpResponse:
    """The same as a workbook."""
    return _handed_out(for_case_system.corrections_book(request.visit))


def _handed_out(book: Book) -> HttpResponse:
    return as_file(book.data, book.name, XLSX)
