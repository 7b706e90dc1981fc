"""Editing cells: one at a time by script, a row by a form, a pasted block, many at once; the difference, and taking back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render

from handrail.service.authorities.visits import Visited
from handrail.service.design.addresses import row_number
from handrail.service.worklist import actions, forms
from handrail.service.worklist.actions import TooMany
from handrail.service.worklist.difference import Judged, Outcome, Proposed, judge
from handrail.service.worklist.differing import difference, undone_words
from handrail.service.worklist.grids import Grid, Row
from handrail.service.worklist.models import Step
from handrail.service.worklist.opened import Opened, chosen_of
from handrail.service.worklist.pages import cells, undo_offered
from handrail.service.worklist.values import fingerprint
from handrail.service.worklist.views import to_list

_WRITTEN_BY_OTHERS = "Somebody else has changed this meanwhile. It now says: “{}”. Yours is still here."


def cell(request: Visited, grid: Grid) -> JsonResponse:
    """Write one cell, for the script of the page; the whole row as it then stands, or why not and what stands there."""
    opened, given = Opened(grid, request.visit), request.POST
    found = opened.numbered(_numbers([given.get("row", "")]))
    if not found:
        return JsonResponse({"problem": "This row is no longer in the list. Load the page again."})
    seen, column = fingerprint(given.get("was", "")), given.get("column", "")
    wanted = Proposed(found[0].name, column, given.get("text", ""), seen)
    done = actions.at_once(request.visit, grid, actions.CELL, [wanted])
    return JsonResponse(_told(opened, done.judged[0], found[0].number))


def row(request: Visited, grid: Grid, child: str, duty: int) -> HttpResponse:
    """A row on a page of its own, with a field for each cell that can be written."""
    opened = Opened(grid, request.visit)
    found = next((one for one in opened.numbered([duty]) if one.child == child), None)
    if found is None:
        messages.info(request, "This is no longer open, so it is no longer in the list.")
        return to_list(request, grid, {})
    judged: list[Judged] = []
    if request.method == "POST":
        done = actions.at_once(request.visit, grid, actions.ROW, forms.sent_row(opened, found, request.POST))
        judged = done.judged
        if not any(one.outcome in (Outcome.CLASHES, Outcome.REFUSED) for one in judged):
            messages.success(request, "The row is kept." if done.changed else "Nothing was changed.")
            return to_list(request, grid, {})
    return render(request, "worklist/row.html", forms.row_page(opened, found, judged))


def paste(request: Visited, grid: Grid) -> HttpResponse:
    """A block pasted into the list, to be looked at before it is written."""
    return _preview(request, grid, actions.PASTE, _pasted(Opened(grid, request.visit), request.POST.get("block", "")))


def many(request: Visited, grid: Grid) -> HttpResponse:
    """The same value into one column of many rows: which, then what, then a look at what it does."""
    opened = Opened(grid, request.visit, chosen_of(_query(request.POST), request.session))
    column = opened.editable.get(request.POST.get("column", ""))
    rows = _chosen(opened, request.POST)
    if column is None or not rows:
        if request.method == "POST":
            messages.info(request, "Choose some rows and the column to change.")
        return to_list(request, grid, opened.chosen.query)
    if "value" not in request.POST:
        return render(request, "worklist/many.html", forms.many_page(opened, column, rows, request.POST))
    value = "; ".join(request.POST.getlist("value"))
    wanted = [Proposed(one.name, column.key, value, fingerprint(column.shown(one))) for one in rows]
    return _preview(request, grid, actions.MANY, wanted)


def step(request: Visited, grid: Grid) -> HttpResponse:
    """What a step would change; sent, it is applied."""
    found = _own_step(request, grid, request.POST.get("step") or request.GET.get("step", ""))
    if found is None or found.applied_at:
        return to_list(request, grid, {})
    if request.method == "POST":
        done = actions.apply(request.visit, grid, found, mine="mine" in request.POST)
        messages.success(request, f"{done.changed:,} {'cell is' if done.changed == 1 else 'cells are'} changed.")
        return to_list(request, grid, {})
    judged = judge(Opened(grid, request.visit), actions.proposed_in(found))
    return render(request, "worklist/difference.html", difference(grid, request.visit, found, judged))


def undo(request: Visited, grid: Grid) -> HttpResponse:
    """Take back a step."""
    last = actions.last_step(request.visit, grid)
    if request.method == "POST" and last and request.POST.get("step") == f"{last.pk}":
        done = actions.undo(request.visit, grid, last)
        say = messages.success if done.changed else messages.info
        for words in undone_words(done):
            say(request, words)
    return to_list(request, grid, {})


def _preview(request: Visited, grid: Grid, how: str, wanted: Sequence[Proposed]) -> HttpResponse:
    try:
        made = actions.propose(request.visit, grid, how, wanted) if wanted else None
    except TooMany as error:
        messages.info(request, str(error))
        made = None
    if made is None:
        return to_list(request, grid, {})
    answer = redirect(grid.route("step"), authority=request.visit.authority.key)
    answer["Location"] += f"?step={made.pk}"
    return answer


def _own_step(request: Visited, grid: Grid, number: str) -> Step | None:
    own = Step.objects.filter(by=request.visit.viewer.account, grid=grid.key)
    return own.filter(pk=row_number(number)).first()


def _told(opened: Opened, one: Judged, number: int) -> dict[str, Any]:
    if one.outcome == Outcome.CLASHES:
        return {"problem": _WRITTEN_BY_OTHERS.format(one.before or "nothing"), "now": one.before}
    if one.outcome == Outcome.REFUSED:
        return {"problem": one.why}
    now = opened.numbered([number])
    found = dict(zip(opened.columns, cells(opened, now[0]), strict=True)) if now else {}
    return {"cells": found, "undo": undo_offered(opened)}


def _pasted(opened: Opened, block: str) -> list[Proposed]:
    """What the script gathered: for each cell its row, column, what was seen in it, and what is pasted."""
    try:
        given = [(int(one["row"]), str(one["column"]), str(one["was"]), str(one["text"])) for one in json.loads(block)]
    except (ValueError, TypeError, KeyError):
        return []
    rows = {one.number: one for one in opened.numbered({number for number, *_ in given[: actions.MOST]})}
    return [
        Proposed(rows[number].name, column, text, fingerprint(was))
        for number, column, was, text in given
        if number in rows
    ]


def _chosen(opened: Opened, given: QueryDict) -> list[Row]:
    if given.get("which") == "all":
        return opened.first(actions.MOST + 1)[0]
    return opened.numbered(_numbers(given.getlist("row")))


def _query(given: Mapping[str, str]) -> dict[str, str]:
    """The filters of the list that a form came from."""
    return {key.removeprefix("q-"): value for key, value in given.items() if key.startswith("q-")}


def _numbers(given: Sequence[str]) -> list[int]:
    return [number for number in map(row_number, given) if number]
