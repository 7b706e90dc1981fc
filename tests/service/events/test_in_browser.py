"""A move is proposed, viewed and decided in a real browser; the manager sees what waits; axe looks at every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.browser import (  # noqa: F401
    TWO_WAYS,
    Served,
    chromium,
    no_barrier,
    opened,
    served,
    signed_in,
    static_files,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHARED = """
from datetime import date
from handrail.service.access.models import Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records.models import table
with wall(Authority.objects.get(key="fairlea")):
    workers = {one.role: one.worker_id for one in Role.objects.exclude(worker_id="")}
    held = table("allocations").filter(role="social_worker", worker_id=workers["social_worker"], ended_on=None)
    child = held.order_by("child_id").first().child_id
    table("allocations").filter(child_id=child, role="reviewing_officer").delete()
    table("allocations").create(child_id=child, role="reviewing_officer", worker_id=workers["reviewing_officer"], started_on=date(2026, 1, 5))
    print(table("children").get(child_id=child).key)
"""
"""A child of the social worker who signs in is given to the officer who signs in; prints its key."""


@pytest.fixture
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "60")
        yield service


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_move_is_proposed_viewed_and_decided(fairlea: Served, opened: Any) -> None:  # noqa: F811
    child = fairlea.run(SHARED).strip()
    signed_in(opened, fairlea, "social.worker")
    opened.goto(f"{fairlea.address}/fairlea/children/{child}/")
    opened.get_by_role("link", name="and telling the officer").click()
    no_barrier(opened)
    opened.get_by_role("button", name="Tell the officer something").click()
    no_barrier(opened)
    opened.get_by_role("link", name="Change of placement proposed").click()
    opened.get_by_role("button", name="Ask the officer").click()
    opened.get_by_text("There is a problem").wait_for()
    no_barrier(opened)
    for label, value in (("Day", "15"), ("Month", "4"), ("Year", "2026")):
        opened.get_by_label(label, exact=True).fill(value)
    opened.get_by_label("What is there to tell?").fill("The carers retire at the end of the month.")
    opened.get_by_role("button", name="Ask the officer").click()
    opened.get_by_text("The officer is told.").wait_for()
    no_barrier(opened)

    signed_in(opened, fairlea, "service.manager")
    opened.goto(f"{fairlea.address}/fairlea/news/")
    opened.get_by_role("heading", name="Late", exact=True).wait_for()
    no_barrier(opened)

    signed_in(opened, fairlea, "reviewing.officer")
    opened.get_by_role("heading", name="News to answer").wait_for()
    no_barrier(opened)
    opened.goto(f"{fairlea.address}/fairlea/children/{child}/news/")
    opened.get_by_role("link", name="Change of placement proposed").click()
    no_barrier(opened)
    opened.get_by_label("I do not agree to the change").check()
    opened.get_by_label("Why, in words").fill("The school was not asked.")
    opened.get_by_role("button", name="Give the view").click()
    opened.get_by_text("Your answer is kept.").wait_for()
    no_barrier(opened)
    opened.get_by_label("Review now").check()
    opened.get_by_label("Your reason").fill("It changes the plan.")
    opened.get_by_role("button", name="Keep the decision").click()
    opened.get_by_text("Your answer is kept.").wait_for()
    no_barrier(opened)
    opened.goto(f"{fairlea.address}/fairlea/children/{child}/")
    opened.get_by_text("The reviewing officer asked for an early review").first.wait_for()
    no_barrier(opened)
