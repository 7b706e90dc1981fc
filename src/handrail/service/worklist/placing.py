"""Rows in order, a page at a time: what they are sorted by is joined once and not asked for row by row."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from handrail.service.worklist.grids import Order


def placed(rows: "QuerySet[Any]", order: Order, falling: bool, first: int, most: int) -> tuple[list[int], int]:
    """The numbers of so many rows from the first on (0 is the first of all), and how many rows there are in all."""
    needs = {"id", "child_id", "key", "due_latest_on"} & {field.attname for field in rows.model._meta.fields}
    base, params = _sql(rows.order_by().annotate(**order.given).values(*sorted(needs), *order.given))
    joins = ""
    for name, (query, on) in order.joined.items():
        text, given = _sql(query)
        joins, params = f"{joins} LEFT JOIN ({text}) {name} ON {on}", [*params, *given]
    way = "DESC" if falling else "ASC"
    text = f"SELECT rows.id FROM ({base}) rows{joins} ORDER BY {order.by} {way} NULLS LAST, rows.id"
    with connection.cursor() as cursor:
        cursor.execute(f"{text} LIMIT %s OFFSET %s", [*params, most, first])
        return [number for (number,) in cursor.fetchall()], rows.count()


def _sql(query: "QuerySet[Any]") -> tuple[str, list[Any]]:
    """A query as text with its parameters. What is in the text are our own names."""
    text, params = query.query.sql_with_params()
    return text, list(params)
