"""The record's tables as this app asks them: their columns come from the schema, which no type checker reads."""

from typing import Any

from django.db.models import QuerySet

from handrail.service.records.models import model_of

READ = ("children", "episodes", "periods_of_care", "reviews", "enquiries", "conferences", "conference_children", "plans",
        "events", "secure_placements")  # fmt: skip
"""The tables that the rules look at."""


def table(name: str) -> "QuerySet[Any]":
    """The rows of a table of the record, inside the open wall; of children, those there are now. Raises NoWall."""
    return model_of(name).objects.order_by()
