"""The forms of a list as plain values: a row with a field for each cell, and one value for many rows."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from handrail.service.design.forms import Problem
from handrail.service.worklist.difference import Judged, Outcome, Proposed
from handrail.service.worklist.grids import Column, Row
from handrail.service.worklist.opened import Opened
from handrail.service.worklist.pages import choices_of
from handrail.service.worklist.values import BETWEEN, CHOICES, fingerprint

_CHANGED = "Somebody else has changed this meanwhile: it now says “{}”. Keep the row again to put yours in its place."


def row_page(opened: Opened, row: Row, judged: Sequence[Judged]) -> dict[str, Any]:
    """The page of a row; after it was refused, with what was typed and why."""
    shown = {key: column.shown(row) for key, column in opened.columns.items()}
    by_column = {one.proposed.column: one for one in judged}
    fields = [_field(column, row, by_column.get(key)) for key, column in opened.editable.items()]
    return {
        "title": shown["what"],
        "caption": shown["child"],
        "authority": opened.visit.authority.key,
        "grid": opened.grid.key,
        "row": row,
        "facts": [
            {"key": column.heading, "value": shown[key]}
            for key, column in opened.columns.items()
            if not column.editor and shown[key] and key not in ("what", "child", "state")
        ],
        "fields": fields,
        "errors": [Problem(one["errors"][0], f"#id_{one['name']}") for one in fields if one["errors"]],
    }


def sent_row(opened: Opened, row: Row, given: QueryDict) -> list[Proposed]:
    """What a row's form was sent with."""
    return [
        Proposed(row.name, key, BETWEEN.join(given.getlist(f"v-{key}")), given.get(f"seen-{key}", ""))
        for key in opened.editable
        if f"seen-{key}" in given
    ]


def many_page(opened: Opened, column: Column, rows: Sequence[Row], given: QueryDict) -> dict[str, Any]:
    """The page that asks which value the rows get; the choices are those of the first of them, as all may have."""
    everywhere = column.options(rows[0]) or column.every_option
    whole = given.get("which") == "all"
    return {
        "title": f"Change “{column.heading}” of {len(rows):,} {'row' if len(rows) == 1 else 'rows'}",
        "authority": opened.visit.authority.key,
        "grid": opened.grid.key,
        "column": column.key,
        "which": "all" if whole else "chosen",
        "numbers": [] if whole else [one.number for one in rows],
        "query": opened.chosen.query,
        "field": {"label": column.heading, "hint": column.about, "kind": column.kind, "name": "value",
                  "options": choices_of(column, everywhere), "value": "", "values": [], "errors": []},
    }  # fmt: skip


def _field(column: Column, row: Row, judged: Judged | None) -> dict[str, Any]:
    now, kept = column.shown(row), row.cells.get(column.key, "")
    typed = judged.proposed.wanted if judged else now
    return {
        "name": f"v-{column.key}",
        "label": column.heading,
        "hint": column.about,
        "kind": column.kind,
        "options": choices_of(column, column.options(row)),
        "value": _code(column, row, typed) if judged else kept,
        "values": typed.split(BETWEEN) if judged and column.kind == CHOICES else kept.split("\n"),
        "text": typed,
        "seen": f"seen-{column.key}",
        "fingerprint": fingerprint(now),
        "errors": _errors(judged),
    }


def _code(column: Column, row: Row, typed: str) -> str:
    return next((code for code, label in column.options(row).items() if typed in (code, label)), typed)


def _errors(judged: Judged | None) -> list[str]:
    if judged is None or judged.outcome in (Outcome.CHANGES, Outcome.SAME):
        return []
    return [judged.why or _CHANGED.format(judged.before or "nothing")]
