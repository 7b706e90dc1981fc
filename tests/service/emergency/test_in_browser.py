"""Emergency access in a real browser: refused, asked for, opened, told; axe looks at every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.service.browser import (  # noqa: F401
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

ANOTHERS = """
from handrail.service.access.models import EmergencyAccess, Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records.models import table
from handrail.service.people.models import Particulars
with wall(Authority.objects.get()):
    worker = Role.objects.get(role="reviewing_officer").worker_id
    mine = table("allocations").filter(worker_id=worker).values("child_id")
    adopted = table("periods_of_care").filter(end_reason__in=("E11", "E12")).values("child_id")
    opened = EmergencyAccess.objects.values("child")
    there = table("children").exclude(child_id__in=mine).exclude(child_id__in=adopted).exclude(key__in=opened)
    child = there.order_by("child_id").first()
    print(child.child_id, child.key, Particulars.objects.get(child=child.key).name, sep=";")
"""


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "60")
        yield service


@pytest.mark.parametrize("opened", THREE_WAYS, indirect=True)
def test_a_child_at_risk_is_opened_and_the_manager_is_told(fairlea: Served, opened: Any) -> None:  # noqa: F811
    number, key, name = fairlea.run(ANOTHERS).strip().split(";")
    signed_in(opened, fairlea, "reviewing.officer")
    opened.goto(f"{fairlea.address}/fairlea/children/{key}/")
    opened.get_by_role("heading", name="You cannot open this").wait_for()
    no_barrier(opened)
    opened.get_by_role("link", name="emergency access").click()
    opened.get_by_role("heading", name="Emergency access", exact=True).wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="Open this child's record").click()
    opened.get_by_text("There is a problem").wait_for()
    no_barrier(opened)
    opened.get_by_label("The council's number for the child").fill(number)
    opened.get_by_label("Why you must see").fill("The police rang about an arrest at the address tonight.")
    opened.get_by_role("button", name="Open this child's record").click()
    opened.get_by_role("heading", name=name, level=1).wait_for()
    assert opened.get_by_text("Open to you by emergency access until").is_visible()
    no_barrier(opened)
    signed_in(opened, fairlea, "service.manager")
    opened.goto(f"{fairlea.address}/fairlea/more/")
    no_barrier(opened)
    opened.get_by_role("link", name="Notices", exact=True).click()
    opened.get_by_role("link", name=name).first.wait_for()
    no_barrier(opened)
    opened.get_by_role("button", name="I have seen this").first.click()
    opened.get_by_text("Seen by").first.wait_for()
    no_barrier(opened)
