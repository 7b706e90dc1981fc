"""A manager's hour in a real browser: a child of three given to the siblings' officer, somebody barred seen, cover arranged."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.browser import (  # noqa: F401
    DESK,
    THREE_WAYS,
    Served,
    chromium,
    no_barrier,
    opened,
    served,
    signed_in,
    static_files,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAMILY = """
from datetime import date
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.people.models import Particulars, WorkerDetails
from handrail.service.records.models import table
with wall(Authority.objects.get(key="fairlea")):
    for one, name in (("OX", "Una Marsh"), ("OY", "Ivo Lind"), ("OZ", "Zoe Hart")):
        table("workers").create(worker_id=one, role="reviewing_officer", fte_percent=100)
        WorkerDetails.objects.create(worker_id=one, name=name)
    for number in range(9):
        child = table("children").create(child_id=f"X{number}", born_on=date(2016, 1, 1))
        table("periods_of_care").create(child_id=child.child_id, began_on=date(2026, 3, 31), began_known=True)
        table("family_groups").create(family_id=f"XF{number % 3}", child_id=child.child_id)
        Particulars.objects.create(child=child.key, name=f"Mina{number} Okafor")
        held = {"role": "reviewing_officer", "worker_id": "OX"} if number > 2 else {"role": "social_worker", "worker_id": "OY"}
        table("allocations").create(child_id=child.child_id, started_on=date(2026, 3, 31), **held)
"""


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "120")
        service.run(FAMILY)
        yield service


@pytest.mark.parametrize("opened", THREE_WAYS, indirect=True)
def test_a_manager_gives_a_child_to_the_siblings_officer_and_arranges_cover(fairlea: Served, opened: Any) -> None:  # noqa: F811
    number = (opened.viewport_size != DESK) + (not opened.has_scripts)  # a child of their own for each
    signed_in(opened, fairlea, "service.manager")
    opened.goto(f"{fairlea.address}/fairlea/allocation/")
    no_barrier(opened)
    opened.get_by_role("link", name=f"Mina{number} Okafor").click()
    opened.get_by_role("heading", name=f"Who should be Mina{number}").wait_for()
    no_barrier(opened)
    barred = opened.locator("#barred ~ dl")
    assert "Ivo Lind" in barred.inner_text()
    assert "The child's social worker since 31 Mar 2026." in barred.inner_text()
    assert opened.get_by_label("Ivo Lind").count() == 0
    put_down_and_withdraw(opened)
    opened.get_by_label("Una Marsh (suggested)").check()
    opened.get_by_role("button", name="Give the child to this officer").click()
    opened.get_by_text("Una Marsh is the officer from 1 April 2026.").wait_for()
    no_barrier(opened)
    assert opened.get_by_role("link", name=f"Mina{number} Okafor").count() == 0

    opened.goto(f"{fairlea.address}/fairlea/cover/")
    opened.get_by_label("For whom").select_option(label="Una Marsh")
    opened.get_by_label("Who stands in").select_option(label="Ivo Lind")
    for part, value in (("Day", "9"), ("Month", "4"), ("Year", "2026")):
        opened.get_by_role("group", name="Last day").get_by_label(part).fill(value)
    opened.get_by_role("button", name="Arrange the cover").click()
    opened.get_by_text("Not covered, because regulation 46 bars it").wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="End the cover for Una Marsh").click()
    opened.get_by_text("The cover is ended.").wait_for()


def put_down_and_withdraw(page: Any) -> None:
    """Bar an officer by what the record does not show, see that it was a mistake, and take it back."""
    page.get_by_text("Put down an interest that").click()
    page.get_by_label("Who", exact=True).select_option(label="Una Marsh")
    page.get_by_label("What it is", exact=True).select_option(label="Prepared the care plan or managed the case")
    page.get_by_label("What it is and since when").fill("Helped write the plan")
    page.get_by_role("button", name="Put it down").click()
    page.get_by_text("It is put down, and holds from now on.").wait_for()
    assert page.get_by_label("Una Marsh").count() == 0
    page.get_by_text("This was a mistake: Una Marsh").click()
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_text("There is a problem").wait_for()
    no_barrier(page)
    page.get_by_label("Why it was a mistake").fill("It was a namesake")
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_text("It is withdrawn.").wait_for()
    no_barrier(page)


@pytest.mark.parametrize("opened", THREE_WAYS[:2], indirect=True)
def test_the_pages_beside_it(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "service.manager")
    opened.goto(f"{fairlea.address}/fairlea/allocation/leaving/?worker=OX")
    no_barrier(opened)
    opened.goto(f"{fairlea.address}/fairlea/workload/")
    no_barrier(opened)
    opened.get_by_role("link", name="Una Marsh").click()
    no_barrier(opened)
    opened.get_by_role("link", name="Hand-over of the whole caseload").click()
    opened.get_by_role("heading", name="Hand-over").wait_for()
    no_barrier(opened)
