"""The pages of emergency access and of its notices."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from handrail.permissions import CARE, COMMON, may_break_glass
from handrail.permissions.table import BreakGlass
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.emergency import actions, pages
from handrail.service.emergency.forms import EmergencyForm

_NOT_OPENED = (
    "This could not be opened. Check what you typed. If it is right and a child is at risk, ring your council's "
    "emergency duty team."
)


@asks("read", "emergency_access", CARE)
@require_safe
def emergency(request: Visited) -> HttpResponse:
    """What emergency access is, who is told of it, and the form that asks for it."""
    return _page(request, _rule(request.visit), EmergencyForm())


@asks("write", "emergency_access", CARE)
@sensitive_post_parameters()
def open_child(request: Visited) -> HttpResponse:
    """Open one child by emergency access. It is sent and not addressed, so that no name stands in an address."""
    rule, key = _rule(request.visit), request.visit.authority.key
    if request.method != "POST":
        return redirect("emergency", authority=key)
    form = EmergencyForm(request.POST)
    if form.is_valid():
        try:
            return redirect("child", key, actions.break_glass(request.visit, rule, form.cleaned_data))
        except actions.NotOpened:
            form.add_error(None, _NOT_OPENED)
    return _page(request, rule, form)


@asks("read", "notice", COMMON)
@require_safe
def notices(request: Visited) -> HttpResponse:
    """Where emergency access was used, for those who are told."""
    return render(request, "emergency/notices.html", pages.notices(request.visit))


@asks("write", "notice", COMMON)
def seen(request: Visited) -> HttpResponse:
    """Say that a notice was seen."""
    if request.method == "POST":
        actions.see(request.visit, request.POST.get("notice", ""))
    return redirect("notices", authority=request.visit.authority.key)


def _rule(visit: Visit) -> BreakGlass:
    rule = may_break_glass(visit.viewer, CARE, visit.today)
    if rule is None:
        raise PermissionDenied
    return rule


def _page(request: Visited, rule: BreakGlass, form: EmergencyForm) -> HttpResponse:
    given = pages.emergency(rule, form) | {"authority": request.visit.authority}
    return render(request, "emergency/emergency.html", given)
