"""Pages that hold nothing of anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handrail.service.asking import open_to_all


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the service is, what is known not to be, and whom to tell."""
    return render(request, "accessibility.html", {"title": "Accessibility statement"})
