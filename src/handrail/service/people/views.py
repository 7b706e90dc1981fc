"""The pages about a child as a person: who they are, and who is around them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.versions import Overtaken
from handrail.service.authorities.visits import Visited
from handrail.service.design.forms import sent
from handrail.service.people import actions, pages, queries
from handrail.service.people.forms import ConfirmForm, ContactForm, ParticularsForm, filled
from handrail.service.people.models import Contact, Particulars

_PARTICULARS = (*ParticularsForm.base_fields,)
_CONTACT = (*ContactForm.base_fields,)


@asks("write", "child", CARE)
@sensitive_post_parameters()
def particulars(request: Visited, child: str) -> HttpResponse:
    """Write who a child is and how to speak with them."""
    row = Particulars.objects.filter(child=child).first()
    form = _over(ParticularsForm, _PARTICULARS, sent(request), row)
    if form.is_valid():
        try:
            actions.write_particulars(request.visit, child, form.seen, form.written())
            return _done(request, "child", "What you wrote is kept.")
        except Overtaken as now:
            form = form.beside(filled(_PARTICULARS, now.row), now.row.version if now.row else 0)
    return _page(request, form, "Who the child is", "Save", "child")


@asks("read", "child_contact", CARE)
@require_safe
def around(request: Visited, child: str) -> HttpResponse:
    """Everybody around a child."""
    return render(request, "people/around.html", pages.around(request.visit))


@asks("write", "child_contact", CARE)
@sensitive_post_parameters()
def contact(request: Visited, child: str) -> HttpResponse:
    """Add somebody around a child; or change the one whose number stands in the address."""
    row = _found(request, child) if "contact" in request.GET else None
    form = _over(ContactForm, _CONTACT, sent(request), row)
    if form.is_valid():
        try:
            if row is None:
                actions.add_contact(request.visit, child, form.written())
            else:
                actions.change_contact(request.visit, row, form.seen, form.written())
            return _done(request, "child-around", "What you wrote is kept.")
        except Overtaken as now:
            form = form.beside(filled(_CONTACT, now.row), now.row.version if now.row else 0)
    title = f"Change what is known of {row.name}" if row else "Add somebody around the child"
    return _page(request, form, title, "Save", "child-around")


@asks("write", "child_contact", CARE)
def confirm(request: Visited, child: str) -> HttpResponse:
    """Say that an address is right."""
    if "contact" not in request.GET:
        return redirect("child-around", authority=request.visit.authority.key, child=child)
    row, today = _found(request, child), request.visit.today
    first = {"version": row.version, "confirmed_on": today}
    form = ConfirmForm(sent(request), today=today, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.confirm_address(request.visit, row, given["version"], given["confirmed_on"], given["confirmed_how"])
            return _done(request, "child-around", "The address is confirmed.")
        except Overtaken:
            form = ConfirmForm(None, today=today, initial={**given, "version": row.version})
            messages.warning(request, "Somebody changed this while you were looking. Look at the address again.")
    return _page(request, form, f"Confirm the address of {row.name}", "Confirm", "child-around", told=_where(row))


def _over(form: type[Any], fields: tuple[str, ...], given: Any, row: Any) -> Any:
    return form(given, standing=filled(fields, row), version=row.version if row else 0)


def _found(request: Visited, child: str) -> Contact:
    found = queries.contact(child, request.GET.get("contact", ""))
    if found is None:
        raise Http404
    return found


def _where(contact: Contact) -> str:
    return "\n".join(filter(None, (contact.address, contact.email)))


def _page(request: Visited, form: Any, title: str, button: str, back: str, **more: Any) -> HttpResponse:
    given = pages.form_page(request.visit, form, title, button, back, **more)
    return render(request, "people/form.html", given)


def _done(request: Visited, route: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(route, authority=request.visit.authority.key, child=request.visit.child)
