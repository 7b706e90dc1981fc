"""Who belongs with a child: brothers and sisters, household; and writing it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.design.addresses import row_number
from handrail.service.design.dates import long_date
from handrail.service.design.forms import DateField, sent
from handrail.service.people import kin, queries
from handrail.service.people.forms import in_order
from handrail.service.people.models import Tie
from handrail.service.people.pages import form_page
from handrail.service.people.words import TIES
from handrail.service.records.within import reaches


class TieForm(forms.Form):
    """How two children belong together, and when."""

    kind = forms.ChoiceField(
        label="How they belong together",
        choices=[*TIES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they belong together"},
    )
    holds_from = DateField(label="Since", required=False, help_text="For example, 27 3 2015")
    holds_until = DateField(label="Until", required=False, help_text="Leave it blank while it is so")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "holds_from", "holds_until")


class NewTieForm(TieForm):
    """The other child is typed and never picked from a list."""

    typed = forms.CharField(
        label="The other child's number or full name",
        max_length=200,
        error_messages={"required": "Type the other child's number or full name"},
    )
    field_order = ("typed", "kind", "holds_from", "holds_until")


class ChangeTieForm(TieForm):
    """What was written may also have been a mistake."""

    mistaken = forms.BooleanField(label="It was written by mistake: take it away", required=False)


@asks("read", "child", CARE)
@require_safe
def family(request: Visited, child: str) -> HttpResponse:
    """Who belongs with a child."""
    return render(request, "people/family.html", _family(request.visit, child))


@asks("write", "child", CARE)
@sensitive_post_parameters()
def tie(request: Visited, child: str) -> HttpResponse:
    """Write who belongs with a child; or change what is written under the number in the address."""
    return _change(request, child) if "tie" in request.GET else _add(request, child)


def _add(request: Visited, child: str) -> HttpResponse:
    form = NewTieForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            kin.tie(request.visit, child, given["typed"], given["kind"], given["holds_from"], given["holds_until"])
            return _done(request)
        except kin.NotTied as error:
            form.add_error("typed", str(error))
    return _page(request, form, "Add a child who belongs with this one")


def _change(request: Visited, child: str) -> HttpResponse:
    row = _found(request, child)
    first = {name: getattr(row, name) for name in TieForm.base_fields}
    form = ChangeTieForm(sent(request), initial=first)
    if form.is_valid():
        given = form.cleaned_data
        if given["mistaken"]:
            kin.untie(request.visit, row)
        else:
            days = {"first": given["holds_from"], "last": given["holds_until"]}
            kin.change_tie(request.visit, row, kind=given["kind"], **days)
        return _done(request)
    return _page(request, form, "Change how two children belong together")


def _found(request: Visited, child: str) -> Tie:
    """What is written under a number, if it is of this child and the visit reaches the other. Raises Http404."""
    row = kin.ties(child).filter(pk=row_number(request.GET.get("tie", ""))).first()
    if row is None or not reaches(request.visit.scope, kin.others_of(child, [row])[row.pk], request.visit.today):
        raise Http404
    return row


def _family(visit: Visit, child: str) -> dict[str, Any]:
    visit.shows([child])
    found, today = kin.family(visit, child), visit.today
    called = {one.child: one.name for one in found.kin}
    written = list(kin.ties(child).exclude(holds_until__lt=today))
    others = kin.others_of(child, written)
    return {
        "title": "Brothers, sisters and household",
        "caption": queries.names(visit, [child])[child].name,
        "back": reverse("child", args=[visit.authority.key, child]),
        "authority": visit.authority.key,
        "child": child,
        "may_write": bool(visit.reach("write", "child", CARE)) and not visit.broken_until(child),
        "kin": found.kin,
        "beyond": found.beyond,
        "written": [
            {"id": one.pk, "name": called[others[one.pk]], "kind": TIES[one.kind], "days": _days(one)}
            for one in written
            if others[one.pk] in called
        ],
    }


def _days(tie: Tie) -> str:
    first = f"since {long_date(tie.holds_from)}" if tie.holds_from else ""
    last = f"until {long_date(tie.holds_until)}" if tie.holds_until else ""
    return " ".join(filter(None, (first, last)))


def _page(request: Visited, form: forms.Form, title: str) -> HttpResponse:
    return render(request, "people/form.html", form_page(request.visit, form, title, "Save", "child-family"))


def _done(request: Visited) -> HttpResponse:
    messages.success(request, "What you wrote is kept.")
    return redirect("child-family", authority=request.visit.authority.key, child=request.visit.child)
