"""Pages of the trail."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handrail.service.asking import asks
from handrail.service.audit import queries, unusual
from handrail.service.authorities.visits import Visited


@asks("read", "audit_of_child", "care_and_protection")
@require_safe
def who_looked(request: Visited, child: str) -> HttpResponse:
    """Who has looked at a child, latest first; `before` in the address asks for what came before."""
    before = request.GET.get("before", "")
    found = queries.who_looked(request.visit, child, before)
    given = {"looks": found.looks, "older": found.older, "is_latest": not before, "many": unusual.MANY}
    return render(request, "audit/who_looked.html", given)
