"""Where somebody works: the way from signing in to their authority."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handrail.service import clock
from handrail.service.access.queries import authorities_of
from handrail.service.asking import open_to_all


@open_to_all
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the one authority somebody works for; or which of several, or that there is none."""
    found = authorities_of(request.user, clock.today())
    if len(found) == 1:
        return redirect("desk", authority=found[0].key)
    return render(request, "access/home.html", {"authorities": found})
