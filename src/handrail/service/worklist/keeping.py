"""Filters somebody saves or shares, and the extra columns of an authority."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from handrail.service.authorities.visits import Visit, Visited
from handrail.service.design.addresses import row_number
from handrail.service.design.forms import problems, sent
from handrail.service.worklist.grids import Grid
from handrail.service.worklist.local import open_columns
from handrail.service.worklist.models import KINDS, LocalColumn, SavedFilter
from handrail.service.worklist.opened import WORDS, Opened, chosen_of, keep_words
from handrail.service.worklist.pages import active
from handrail.service.worklist.values import CHOICE
from handrail.service.worklist.views import to_list


def saved_filters(visit: Visit, grid: Grid) -> Any:
    """A person's own filters and those shared with all who see the list."""
    shared = Q(shared=True) if visit.reach("list", grid.kind, grid.stream) else Q()
    return SavedFilter.objects.filter(Q(account=visit.viewer.account) | shared, grid=grid.key)


class FilterForm(forms.Form):
    """What a filter is called, and whether others have it too."""

    title = forms.CharField(label="What to call it", max_length=80, error_messages={"required": "Say what to call it"})
    shared = forms.BooleanField(label="Share it with everybody who sees this list", required=False)


def filters(request: Visited, grid: Grid) -> HttpResponse:
    """The saved filters, and a form that saves how the list is narrowed now."""
    visit, source = request.visit, (request.POST if request.method == "POST" else request.GET).dict()
    chosen = chosen_of({key[2:]: f"{value}" for key, value in source.items() if key.startswith("q-")}, request.session)
    form = FilterForm(sent(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["shared"] and chosen.words:
            form.add_error("shared", "A filter with words in it stays your own: words may be a child's name.")
        else:
            return _saved(request, grid, form, chosen)
    reached = visit.reach("list", grid.kind, grid.stream)
    given = {
        "title": "Saved filters",
        "authority": visit.authority.key,
        "grid": grid.key,
        "form": form,
        "errors": problems(form),
        "query": chosen.query,
        "active": list(active(Opened(grid, visit, chosen))) if reached else [],
        "own": saved_filters(visit, grid).filter(account=visit.viewer.account),
        "others": saved_filters(visit, grid).exclude(account=visit.viewer.account),
    }
    return render(request, "worklist/filters.html", given)


def use_filter(request: Visited, grid: Grid) -> HttpResponse:
    """The list narrowed by a saved filter."""
    found = saved_filters(request.visit, grid).filter(pk=row_number(request.GET.get("filter", ""))).first()
    query = dict(found.query) if found else {}
    if found and found.words:
        query[WORDS] = keep_words(found.words, request.session)
    return to_list(request, grid, query)


def drop_filter(request: Visited, grid: Grid) -> HttpResponse:
    """Take away a filter of one's own."""
    if request.method == "POST":
        own = SavedFilter.objects.filter(account=request.visit.viewer.account, grid=grid.key)
        own.filter(pk=row_number(request.POST.get("filter", ""))).delete()
        messages.success(request, "The filter is gone. The list has not changed.")
    return redirect(grid.route("filters"), authority=request.visit.authority.key)


def _saved(request: Visited, grid: Grid, form: FilterForm, chosen: Any) -> HttpResponse:
    query = {key: value for key, value in chosen.query.items() if key != WORDS}
    said = {"query": query, "words": chosen.words, "shared": form.cleaned_data["shared"], "made_at": request.visit.now}
    by = {"grid": grid.key, "account": request.visit.viewer.account, "title": form.cleaned_data["title"].strip()}
    SavedFilter.objects.update_or_create(**by, defaults=said)
    messages.success(request, f"“{by['title']}” is saved.")
    return to_list(request, grid, chosen.query)


class ColumnForm(forms.Form):
    """An extra column: its heading, what stands in it, and for choices the list."""

    heading = forms.CharField(label="Heading", max_length=60, error_messages={"required": "Write the heading"})
    kind = forms.ChoiceField(
        label="What stands in it", choices=KINDS, widget=forms.RadioSelect, error_messages={"required": "Choose one"}
    )
    choices = forms.CharField(
        label="The choices", help_text="One on each line. Only for one of a list.", required=False,
        widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000,
    )  # fmt: skip
    about = forms.CharField(label="What it is for", max_length=200, required=False)

    def __init__(self, *args: Any, taken: set[str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._taken = taken

    def clean_heading(self) -> str:
        """One that no column of the list has."""
        heading: str = " ".join(self.cleaned_data["heading"].split())
        if heading.casefold() in self._taken:
            raise forms.ValidationError("The list has a column with this heading already. Choose another heading.")
        return heading

    def clean(self) -> dict[str, Any]:
        """Choices where there have to be some, each once."""
        found = super().clean() or {}
        lines = [line.strip() for line in found.get("choices", "").splitlines() if line.strip()]
        found["choices"] = list(dict.fromkeys(lines))
        if found.get("kind") == CHOICE and not lines:
            self.add_error("choices", "Write the choices, one on each line")
        return found


def columns(request: Visited, grid: Grid) -> HttpResponse:
    """The extra columns of a list, and a form for another."""
    visit = request.visit
    taken = {one.heading.casefold() for one in grid.columns(visit)} | {"key", "version"}
    form = ColumnForm(sent(request), taken=taken)
    if request.method == "POST" and form.is_valid():
        by = {"grid": grid.key, "made_by": visit.viewer.account, "made_at": visit.now}
        LocalColumn.objects.create(**form.cleaned_data, **by)
        messages.success(request, f"“{form.cleaned_data['heading']}” is a column of the list.")
        return redirect(grid.route("columns"), authority=visit.authority.key)
    given = {
        "title": "Extra columns", "authority": visit.authority.key, "grid": grid.key, "form": form,
        "errors": problems(form), "columns": open_columns(grid.key),
    }  # fmt: skip
    return render(request, "worklist/columns.html", given)


def close_column(request: Visited, grid: Grid) -> HttpResponse:
    """Take an extra column out of the list; what stood in it is kept."""
    if request.method == "POST":
        open_columns(grid.key).filter(pk=row_number(request.POST.get("column", ""))).update(
            closed_by=request.visit.viewer.account, closed_at=request.visit.now
        )
        messages.success(request, "The column is out of the list. What stood in it is kept.")
    return redirect(grid.route("columns"), authority=request.visit.authority.key)
