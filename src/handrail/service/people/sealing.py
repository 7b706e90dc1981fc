"""Putting a child's record under seal by hand, and lifting that; what an adoption sealed is never lifted here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.design.forms import sent
from handrail.service.people.pages import form_page
from handrail.service.records.models import Seal, table
from handrail.service.records.standing import stand

_CLOSES = "From now on this child is found and opened only by those who may see what is under seal."
_OPENS = "From now on this child is found and opened as any other."
_ADOPTED = "This record is under seal because the child was adopted. That is never lifted."


class SealForm(forms.Form):
    """Why a record is put under seal, or the seal lifted."""

    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1_000,
        help_text="Name nobody: the reason is kept in the trail",
        error_messages={"required": "Say why"},
    )


@asks("write", "sealed_history", CARE)
def seal(request: Visited, child: str) -> HttpResponse:
    """Put a child's record under seal, or lift a seal that was placed by hand."""
    placed, form = Seal.objects.filter(child=child, lifted_at=None).first(), SealForm(sent(request))
    if form.is_valid():
        said = lift(request.visit, placed, form.cleaned_data["reason"]) if placed else place(request.visit, child, form)
        messages.success(request, said)
        return redirect("child", authority=request.visit.authority.key, child=child)
    title, button = ("Lift the seal", "Lift the seal") if placed else ("Put under seal", "Put under seal")
    is_sealed = table("children").filter(key=child, sealed=True).exists()
    told = _OPENS if placed else _ADOPTED if is_sealed else _CLOSES
    return render(request, "people/form.html", form_page(request.visit, form, title, button, "child", told=told))


def place(visit: Visit, child: str, form: Any) -> str:
    """Put a child's record under seal; what is said of it."""
    reason = form.cleaned_data["reason"]
    with transaction.atomic():
        Seal.objects.create(child=child, reason=reason, placed_by=visit.viewer.account, placed_at=visit.now)
        stand()
        enter(visit, "write", children=[child], reason=reason, detail={"what": "sealed"})
    return "The record is under seal."


def lift(visit: Visit, placed: Seal, reason: str) -> str:
    """Lift a seal that was placed by hand; what is said of it. One that an adoption placed beside it stays."""
    placed.lifted_by, placed.lifted_at, placed.lifted_why = visit.viewer.account, visit.now, reason
    with transaction.atomic():
        placed.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
        stand()
        enter(visit, "write", children=[placed.child], reason=reason, detail={"what": "seal_lifted"})
    return "The seal is lifted."
