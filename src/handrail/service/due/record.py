"""What of the record the ledger is worked out from, and holding a child while it is."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from handrail.service.records.models import Child

READ = ("children", "episodes", "periods_of_care", "reviews", "enquiries", "conferences", "conference_children", "plans",
        "events", "secure_placements")  # fmt: skip
"""The tables that the rules look at."""


def everyone() -> "QuerySet[Any]":
    """Every child there is or was, also those gone from the sources. Raises NoWall."""
    return Child.ever.order_by()


def lock(child_ids: Collection[str]) -> None:
    """Hold these children until the end of the transaction: two changes to one follow one another. Raises NoWall."""
    held = everyone().filter(child_id__among=sorted(child_ids)).order_by("child_id")
    list(held.select_for_update().values_list("id"))
