"""The extra columns of an authority, as columns and filters of a list."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from handrail.service.due.queries import hangs
from handrail.service.worklist.editors import LocalEditor
from handrail.service.worklist.grids import BY_ROW, Column, Filter, Order, Row, RowKey
from handrail.service.worklist.models import LocalColumn, LocalValue
from handrail.service.worklist.values import CHOICE, YES_NO, Options

_YES_NO = {"yes": "Yes", "no": "No"}
_WIDTH = 24


def open_columns(grid: str) -> "QuerySet[LocalColumn]":
    """The extra columns of a list that are in use, in the order they were made."""
    return LocalColumn.objects.filter(grid=grid, closed_at=None)


def columns(grid: str) -> tuple[Column, ...]:
    """They as columns of the list."""
    return tuple(_column(one) for one in open_columns(grid))


def filters(grid: str) -> tuple[Filter, ...]:
    """What the list is narrowed by: the columns whose values are a few."""
    return tuple(_filter(one) for one in open_columns(grid) if one.kind in (CHOICE, YES_NO))


def standing_values(child_ids: Sequence[str]) -> dict[RowKey, dict[str, str]]:
    """What stands in the extra columns of rows of these children: values by column, by row."""
    found: dict[RowKey, dict[str, str]] = {}
    rows = LocalValue.objects.filter(child_id__among=child_ids, replaced_at=None)
    for child_id, duty, column, value in rows.values_list("child_id", "duty", "column_id", "value"):
        found.setdefault((child_id, duty), {})[f"local-{column}"] = value
    return found


def _column(one: LocalColumn) -> Column:
    choices = {choice: choice for choice in one.choices}

    def options(_: Row) -> Options:
        return choices

    editor, about = LocalEditor(one.pk), one.about
    return Column(one.key, one.heading, one.kind, _order(one), editor, options, choices, about, _WIDTH)


def _order(one: LocalColumn) -> Order:
    there = LocalValue.objects.filter(column=one.pk, replaced_at=None).order_by().values("child_id", "duty", "value")
    return Order("LOWER(extra.value)", joined={"extra": (there, BY_ROW.format("extra"))})


def _filter(one: LocalColumn) -> Filter:
    def narrow(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        there = LocalValue.objects.filter(column=one.pk, replaced_at=None, value=value)
        return rows.filter(hangs(there))

    return Filter(one.key, one.heading, narrow, _YES_NO if one.kind == YES_NO else {each: each for each in one.choices})
