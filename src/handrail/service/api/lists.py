"""Lists page by page: each page begins after the last row of the one before, so that nothing is missed or told twice."""

from typing import Any

from django.db.models import QuerySet


def page_of(rows: "QuerySet[Any]", after: Any, limit: int, by: str = "pk") -> tuple[list[Any], Any]:
    """So many rows in the order of `by` (falling with a minus) after one, and where the next page begins."""
    falling, name = by.startswith("-"), by.lstrip("-")
    if after is not None:
        rows = rows.filter(**{f"{name}__{'lt' if falling else 'gt'}": after})
    found = list(rows.order_by(by)[: limit + 1])
    return found[:limit], getattr(found[limit - 1], name) if len(found) > limit else None
