"""Two entries that are one child after all, put together by whoever may, and taken apart again.

Nothing is moved: a merge is an act of the record, and so is its undoing, so that taking apart restores what was.
"""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from handrail.permissions import CARE
from handrail.record.identity import MERGE, UNMERGE, merges_across_adoption
from handrail.record.tables import Merge
from handrail.service.asking import asks
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.design.dates import long_date
from handrail.service.design.forms import problems, sent
from handrail.service.due.recompute import for_children
from handrail.service.due.record import lock
from handrail.service.people import queries as people
from handrail.service.records import changes
from handrail.service.records.models import WRITTEN, table
from handrail.service.records.reading import as_written
from handrail.service.records.standing import stand
from handrail.service.records.within import within

_COUNTED = {
    "periods_of_care": "Periods of care",
    "episodes": "Episodes",
    "reviews": "Reviews",
    "enquiries": "Enquiries",
    "plans": "Child protection plans",
    "allocations": "Allocations",
}


class NotMerged(ValueError):
    """Why two entries were not put together, in words for whoever asked."""


class _WhyForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1_000,
        help_text="How you know. Name nobody: the reason is kept in the trail",
        error_messages={"required": "Say how you know"},
    )


class FindForm(forms.Form):
    """The other entry is typed and never picked from a list."""

    typed = forms.CharField(
        label="The other entry's number or full name",
        max_length=200,
        error_messages={"required": "Type the other entry's number or full name"},
    )


class MergeForm(_WhyForm):
    """Both were looked at beside each other; this says why they are one."""

    other = forms.CharField(widget=forms.HiddenInput)


class ApartForm(_WhyForm):
    """One of those that were merged is taken apart."""

    apart = forms.ChoiceField(
        label="Which entry is another child", widget=forms.RadioSelect, error_messages={"required": "Choose the entry"}
    )


@asks("write", "merge", CARE)
@sensitive_post_parameters()
def merge(request: Visited, child: str) -> HttpResponse:
    """Look for the other entry, see both beside each other, and put them together."""
    kept = table("children").get(key=child)
    return _put(request, kept) if request.method == "POST" and "other" in request.POST else _look(request, kept)


def _put(request: Visited, kept: Any) -> HttpResponse:
    form, other = MergeForm(request.POST), _reached(request.visit, request.POST["other"], kept)
    if other is None:
        return _find(request, FindForm())
    if form.is_valid():
        try:
            put_together(request.visit, kept, other, form.cleaned_data["reason"])
            return _done(request, "The two entries are one child.")
        except NotMerged as error:
            form.add_error(None, str(error))
    return _beside(request, kept, other, form)


def _look(request: Visited, kept: Any) -> HttpResponse:
    form = FindForm(sent(request))
    if form.is_valid():
        found = [one for one in people.find(request.visit, form.cleaned_data["typed"]) if one != kept.key]
        if len(found) == 1:
            other = table("children").get(key=found[0])
            return _beside(request, kept, other, MergeForm(None, initial={"other": other.key}))
        more = "More than one has a name like that. Type the number."
        form.add_error("typed", more if found else "No other child you may see has that name or number.")
    return _find(request, form)


@asks("write", "merge", CARE)
def part(request: Visited, child: str) -> HttpResponse:
    """Take an entry apart again that was merged into this child."""
    visit, form = request.visit, ApartForm(sent(request))
    merged = list(table("children").filter(merged_into=child).order_by("child_id"))
    form.fields["apart"].choices = [(one.key, one.child_id) for one in merged]  # type: ignore[attr-defined]
    if form.is_valid():
        other = next(one for one in merged if one.key == form.cleaned_data["apart"])
        take_apart(visit, table("children").get(key=child), other, form.cleaned_data["reason"])
        return _done(request, "The entries are two children again.")
    given = _given(visit, form, "Take merged entries apart") | {"merged": merged, "may_find": False}
    return render(request, "desk/merge.html", given)


def put_together(visit: Visit, kept: Any, other: Any, reason: str) -> None:
    """Make two entries one child, whose ledger is worked out anew. Raises NotMerged across an adoption."""
    act = _act(visit, kept.child_id, other.child_id, MERGE, reason)
    with transaction.atomic():
        lock([kept.child_id, other.child_id])
        record = as_written([kept.child_id, other.child_id])
        record.merges = [*record.merges, act]
        if act in merges_across_adoption(record):
            raise NotMerged(
                "One of the two was adopted. An adopted child is a new person and is never joined to before."
            )
        _keep(visit, [act], [kept, other], act.act, reason)


def take_apart(visit: Visit, kept: Any, other: Any, reason: str) -> None:
    """Undo every merge that joins an entry to others, so that it is a child of its own again."""
    acts = [
        _act(visit, one.kept_id, one.other_id, UNMERGE, reason)
        for one in table("merges").filter(act=MERGE)
        if other.child_id in (one.kept_id, one.other_id)
    ]
    with transaction.atomic():
        lock([kept.child_id, other.child_id])
        _keep(visit, acts, [kept, other], UNMERGE, reason)


def _act(visit: Visit, kept_id: str, other_id: str, act: str, reason: str) -> Merge:
    return Merge(kept_id, other_id, act, reason, visit.name, visit.today)


def _keep(visit: Visit, acts: Collection[Merge], children: Collection[Any], what: str, reason: str) -> None:
    """Write acts of today, the latest last; how the children stand and what is due for them follows."""
    for act in acts:
        told = act._asdict()
        table("merges").filter(**{name: told[name] for name in ("kept_id", "other_id", "act", "decided_on")}).delete()
        table("merges").create(**told, origin=WRITTEN)
    changes.written()
    stand()
    for_children([one.child_id for one in children])
    enter(visit, "merge", children=[one.key for one in children], kind="merge", reason=reason, detail={"what": what})


def _reached(visit: Visit, key: str, kept: Any) -> Any:
    """The other entry, where the visit reaches it and it is another; None otherwise."""
    return within(visit.scope, visit.today).filter(key=key).exclude(key=kept.key).first()


def _find(request: Visited, form: FindForm) -> HttpResponse:
    visit = request.visit
    given = _given(visit, form, "Merge with another entry") | {
        "merged": list(table("children").filter(merged_into=visit.child)),
        "may_find": True,
    }
    return render(request, "desk/merge.html", given)


def _beside(request: Visited, kept: Any, other: Any, form: MergeForm) -> HttpResponse:
    visit = request.visit
    visit.shows([other.key])
    names = people.names(visit, [kept.key, other.key])
    columns = [_facts(one, names[one.key].name) for one in (kept, other)]
    rows = [[title, left, right] for (title, left), (_, right) in zip(*columns, strict=True)]
    given = _given(visit, form, "Are these one child?") | {"rows": rows, "stays": kept.child_id}
    return render(request, "desk/merge_beside.html", given)


def _facts(child: Any, name: str) -> list[tuple[str, str]]:
    record = as_written([child.child_id])
    counted = [
        (title, str(sum(1 for row in getattr(record, of) if row.child_id == child.child_id)))
        for of, title in _COUNTED.items()
    ]
    born = long_date(child.born_on) if child.born_on else "Not recorded"
    return [("Name", name), ("Number", child.child_id), ("Born", born), ("Sex", child.sex or "Not recorded"), *counted]


def _given(visit: Visit, form: forms.Form, title: str) -> dict[str, Any]:
    child = visit.child or ""
    visit.shows([child])
    return {
        "title": title,
        "caption": people.names(visit, [child])[child].name,
        "back": reverse("child", args=[visit.authority.key, child]),
        "authority": visit.authority.key,
        "child": child,
        "form": form,
        "errors": problems(form),
    }


def _done(request: Visited, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("child", authority=request.visit.authority.key, child=request.visit.child)
