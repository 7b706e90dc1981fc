"""The page that shows every component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handrail.service.asking import open_to_all
from handrail.service.design.examples import Example


@open_to_all
def components(request: HttpRequest) -> HttpResponse:
    """Every component in use in every state, each with its name."""
    return render(request, "design/components.html", {"title": "Components", "example": Example()})
