"""A made-up authority with its ledger, names and reasons, and people who work in its list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.service.conftest import MORNING, SignedIn
from tests.service.desk.test_pages import begun, busiest

from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.walls import wall
from handrail.service.demo.build import PROFILE
from handrail.service.people.models import WorkerDetails
from handrail.service.records.models import table


@pytest.fixture
def listed(fairlea: Authority) -> Authority:
    """Fairlea with two hundred children, their names and reasons."""
    begun(fairlea, 200)
    with wall(fairlea):
        keep(PROFILE.read_text(encoding="utf-8"), "", MORNING, "test")
        ids = table("workers").values_list("worker_id", flat=True)
        WorkerDetails.objects.bulk_create(WorkerDetails(worker_id=one, name=f"Worker {one}") for one in ids)
    return fairlea


@pytest.fixture
def officer(listed: Authority, signed_in: SignedIn) -> Client:
    return signed_in(listed, "reviewing_officer", worker_id=busiest(listed))


@pytest.fixture
def manager(listed: Authority, signed_in: SignedIn) -> Client:
    return signed_in(listed, "service_manager")


Seen = Callable[..., list[dict[str, str]]]


def rows_of(answer: Any) -> list[dict[str, str]]:
    """The rows of a list's page: words by column, and `number`."""
    page = html.fromstring(answer.content.decode())
    keys = [one.get("data-key") for one in page.xpath("//div[@class='hr-grid']//thead//th")]
    return [
        {key: cell.text_content() for key, cell in zip(keys, row.xpath("./*"), strict=True) if key}
        | {"number": row.get("data-row")}
        for row in page.xpath("//tbody/tr[@data-row]")
    ]
