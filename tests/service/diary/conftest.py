"""A made-up record with what is due, and an officer with children in it."""

from dataclasses import dataclass

import pytest
from django.test import Client
from tests.service.conftest import TODAY, SignedIn, account_of
from tests.service.due.authority import load, made

from handrail.service.access.models import Account
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.due.meetings import meetings
from handrail.service.due.models import Duty
from handrail.service.records.models import table


@dataclass(frozen=True)
class Officer:
    """Somebody signed in, the account, who they are in the record, and the children's ids."""

    client: Client
    account: Account
    worker_id: str
    child_ids: tuple[str, ...]


@pytest.fixture
def officer(fairlea: Authority, signed_in: SignedIn) -> Officer:
    load(fairlea, made(60))
    recompute.for_all(fairlea)
    with wall(fairlea):
        held = table("allocations").filter(role="reviewing_officer", started_on__lte=TODAY, ended_on=None)
        due = Duty.objects.filter(clock__in=meetings(), open_until__gt=TODAY, due_latest_on__isnull=False)
        worker = held.filter(child_id__in=due.values("child_id")).order_by("worker_id").first().worker_id
        child_ids = tuple(sorted(held.filter(worker_id=worker).values_list("child_id", flat=True)))
    client = signed_in(fairlea, "reviewing_officer", worker_id=worker)
    return Officer(client, account_of(client), worker, child_ids)
