"""A made-up record with names, and an officer with children of their own."""

from typing import NamedTuple

import pytest
from django.test import Client
from tests.service.conftest import TODAY, SignedIn
from tests.service.due.authority import load, made

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.people.models import Particulars
from handrail.service.records.models import table


class Begun(NamedTuple):
    """An authority at work: one officer, and the key of a child allocated to them."""

    authority: Authority
    worker: str
    child: str
    officer: Client


@pytest.fixture
def begun(fairlea: Authority, signed_in: SignedIn) -> Begun:
    """Fairlea with sixty children, every one with a name."""
    load(fairlea, made(60))
    recompute.for_all(fairlea)
    with wall(fairlea):
        keys = dict(table("children").values_list("child_id", "key"))
        Particulars.objects.bulk_create(
            Particulars(child=key, name=f"Leah {child_id}") for child_id, key in keys.items()
        )
        held = table("allocations").filter(role="reviewing_officer", started_on__lte=TODAY, ended_on=None)
        child, worker = held.order_by("child_id").values_list("child_id", "worker_id").first()
    return Begun(fairlea, worker, keys[child], signed_in(fairlea, "reviewing_officer", worker_id=worker))
