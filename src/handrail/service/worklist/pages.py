"""Puts the page of a list together: plain values for its template."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from handrail.permissions import COMMON
from handrail.service.clock import LONDON
from handrail.service.worklist import actions
from handrail.service.worklist.grids import Column, Filter, Row
from handrail.service.worklist.opened import PER_PAGE, SORT, Opened, is_day
from handrail.service.worklist.values import CHOICE, DATE, YES_NO, shown

STATE = "state"
"""The column that is drawn as a shape beside its word."""


def listed(opened: Opened, page: str) -> dict[str, Any]:
    """A page of a list: what it is narrowed by, its columns, its rows, and the way to what else can be done."""
    number = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    rows, total = opened.page(number)
    grid, may_write = opened.grid, bool(_write_reach(opened))
    return {
        "title": grid.title,
        "grid": grid.key,
        "authority": opened.visit.authority.key,
        "columns": [_heading(one, opened, may_write) for one in opened.columns.values()],
        "rows": list(_rows(opened, rows)),
        "counted": _counted(number, len(rows), total),
        "total": total,
        "empty_words": grid.empty,
        "page": number,
        "pages": -(-total // PER_PAGE),
        "query": opened.chosen.query,
        "sort": opened.chosen.query.get(SORT, grid.order),
        "filters": [_field(one, opened) for one in opened.filters.values()],
        "active": list(active(opened)),
        "words": opened.chosen.words,
        "odd": opened.chosen.odd,
        "may_write": may_write,
        "editable": [{"value": key, "text": one.heading} for key, one in opened.editable.items()],
        "ways": list(_ways(opened, may_write)),
        "undo": undo_offered(opened) if may_write else None,
        "states": sorted({row.cells[STATE] for row in rows if STATE in row.cells}),
        "here": reverse(grid.route("list"), args=[opened.visit.authority.key]),
    }


def active(opened: Opened) -> Iterator[str]:
    """What the list is narrowed by, in words."""
    if opened.chosen.words:
        yield f"“{opened.chosen.words}”"
    for key, one in opened.filters.items():
        value = opened.chosen.query.get(key, "")
        if value and (value in one.options if one.options is not None else is_day(value)):
            yield f"{one.label}: {_in_words(one, value)}"


def cells(opened: Opened, row: Row) -> list[str]:
    """What stands in the cells of a row, in words, in the order of the columns."""
    return [column.shown(row) for column in opened.columns.values()]


def choices_of(column: Column, options: Mapping[str, str]) -> list[dict[str, str]]:
    """What a list of choices offers for a cell, beginning with nothing."""
    of = {"yes": "Yes", "no": "No"} if column.kind == YES_NO else options
    return [{"value": "", "text": ""}, *({"value": code, "text": label} for code, label in of.items())]


def _ways(opened: Opened, may_write: bool) -> Iterator[dict[str, str]]:
    """What else can be done with the list."""
    visit, grid = opened.visit, opened.grid
    if visit.reach("export", grid.kind, grid.stream):
        href = reverse(grid.route("workbook"), args=[visit.authority.key])
        yield {"text": "Download as a workbook", "href": f"{href}?{urlencode(opened.chosen.query)}"}
    saved = "&".join(f"q-{part}" for part in urlencode(opened.chosen.query).split("&") if part)
    href = reverse(grid.route("filters"), args=[visit.authority.key])
    yield {"text": "Save this filter" if opened.chosen.query else "Saved filters", "href": f"{href}?{saved}"}
    if visit.reach("write", "profile", COMMON):
        yield {"text": "Extra columns", "href": reverse(grid.route("columns"), args=[visit.authority.key])}
    if may_write:
        yield {"text": "Bring a workbook back", "href": reverse(grid.route("bring"), args=[visit.authority.key])}


def undo_offered(opened: Opened) -> dict[str, Any] | None:
    """The step that can be taken back, in words."""
    step = actions.last_step(opened.visit, opened.grid)
    if step is None or step.applied_at is None:
        return None
    count, at = step.cells, step.applied_at.astimezone(LONDON)
    return {"step": step.pk, "words": f"{count:,} {'cell' if count == 1 else 'cells'} at {at:%H:%M}"}


def _write_reach(opened: Opened) -> Any:
    return opened.visit.reach("write", opened.grid.kind, opened.grid.stream)


def _heading(column: Column, opened: Opened, may_write: bool) -> dict[str, Any]:
    return {
        "key": column.key,
        "text": column.heading,
        "kind": column.kind,
        "sort": column.key if column.order else "",
        "edits": bool(column.editor) and may_write,
        "about": column.about,
        "options": choices_of(column, column.every_option) if column.kind in (CHOICE, YES_NO) else [],
    }


def _rows(opened: Opened, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Each row as its table draws it: the name that leads on, then of every other cell its words, its link and its kind."""
    here = reverse("desk", args=[opened.visit.authority.key])
    kinds = [(key, STATE if key == STATE else one.kind) for key, one in opened.columns.items()]
    first, rest = kinds[0][0], kinds[1:]
    for row in rows:
        links = {key: href.replace(here, "../../", 1) for key, href in opened.grid.links(opened.visit, row).items()}
        name, *texts = cells(opened, row)
        drawn = [(text, links.get(key, ""), kind) for text, (key, kind) in zip(texts, rest, strict=True)]
        yield {
            "number": row.number, "name": name, "href": links[first], "cells": drawn, "change": links.get("change", ""),
        }  # fmt: skip


def _counted(page: int, here: int, total: int) -> str:
    first = (page - 1) * PER_PAGE + 1
    if here == total:
        return f"{total:,} in all"
    return f"{first:,} to {first + here - 1:,} of {total:,}" if here else f"None on this page; {total:,} in all"


def _field(one: Filter, opened: Opened) -> dict[str, Any]:
    value = opened.chosen.query.get(one.key, "")
    options = [{"value": "", "text": "All"}, *_options(one)] if one.options is not None else None
    return {"key": one.key, "label": one.label, "options": options, "value": value}


def _options(one: Filter) -> Iterator[dict[str, str]]:
    for value, text in (one.options or {}).items():
        yield {"value": value, "text": text}


def _in_words(one: Filter, value: str) -> str:
    if one.options is not None:
        return one.options[value]
    return shown(DATE, value, {})
