"""The pages about the API: tokens, the reference, and its description for programs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON
from handrail.service.access import tokens as held
from handrail.service.api import pages
from handrail.service.api.forms import TokenForm
from handrail.service.api.openapi import document
from handrail.service.asking import asks, open_to_all
from handrail.service.authorities.visits import Visited
from handrail.service.design.forms import sent


@asks("list", "api_token", COMMON)
@require_safe
def tokens(request: Visited) -> HttpResponse:
    """The tokens there are: one's own, or all for whoever looks after access."""
    return render(request, "api/tokens.html", pages.listed(request.visit))


@asks("write", "api_token", COMMON)
@sensitive_variables("secret")
def make(request: Visited) -> HttpResponse:
    """Make a token. It is shown in the answer, once, and kept nowhere."""
    visit = request.visit
    form = TokenForm(sent(request), pages.choices(visit), visit.today)
    if not form.is_valid():
        return render(request, "api/make.html", pages.making(visit, form))
    given = form.cleaned_data
    token, secret = held.make(visit, given["name"], _pairs(given["may"]), given["expires_on"])
    return render(request, "api/made.html", pages.made(visit, token, secret))


@asks("write", "api_token", COMMON)
def withdraw(request: Visited) -> HttpResponse:
    """End a token at once."""
    back = redirect("tokens", authority=request.visit.authority.key)
    if request.method != "POST":
        return back
    token = held.reached(request.visit).filter(key=request.POST.get("token", "")).first()
    if token is None:
        raise Http404
    held.withdraw(request.visit, token)
    messages.success(request, "The token is withdrawn. Whatever used it is shut out.")
    return back


@asks("list", "api_token", COMMON)
@require_safe
def reference(request: Visited) -> HttpResponse:
    """What programs may ask, for whoever writes one."""
    return render(request, "api/reference.html", pages.reference(request.visit))


@open_to_all
@require_safe
def openapi(request: HttpRequest, authority: str) -> HttpResponse:
    """The description for programs. It holds nothing of anybody, and is the same whether the authority is there or not."""
    return JsonResponse(document(authority))


def _pairs(chosen: list[str]) -> list[tuple[str, str]]:
    return [(action, kind) for action, _, kind in (each.partition(" ") for each in chosen)]
