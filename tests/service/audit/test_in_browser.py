"""Keeping, holding and destroying in a real browser: held, lifted, proposed, refused, approved; axe looks at every page."""

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

NUMBER = "KEPT-1"
DIED = """
from datetime import date, timedelta
from handrail.service import clock
from handrail.service.audit.actions import enter_for
from handrail.service.audit.sealing import seal
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records.models import table
fairlea = Authority.objects.get()
with wall(fairlea):
    table("children").model.objects.create(child_id="KEPT-1", born_on=date(2000, 1, 1), died_on=date(2011, 4, 1))
    table("periods_of_care").model.objects.create(
        child_id="KEPT-1", began_on=date(2008, 1, 1), began_known=True, ended_on=date(2011, 4, 1), end_known=True
    )
    key = table("children").get(child_id="KEPT-1").key
    enter_for(fairlea, "f" * 32, "", "read", at=clock.now(), children=[key], kind="child", reason="A name was typed here")
    seal(fairlea, clock.now() + timedelta(minutes=1))
"""


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-02") as service:
        service.manage("demo", "--children", "20")
        service.run(DIED)
        yield service


def open_record(page: Any, service: Served) -> None:
    page.goto(f"{service.address}/fairlea/retention/")
    no_barrier(page)
    page.get_by_label("The council's number for the child").fill(NUMBER)
    page.get_by_role("button", name="Open the record's page").click()
    page.get_by_text("Its time is over").wait_for()


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_record_is_held_and_released_and_destroyed_by_nobody_alone(fairlea: Served, opened: Any) -> None:  # noqa: F811
    signed_in(opened, fairlea, "information.governance", "")
    open_record(opened, fairlea)
    opened.get_by_text("Place a hold").click()
    opened.get_by_role("button", name="Place the hold").click()
    opened.get_by_text("There is a problem").wait_for()
    no_barrier(opened)
    opened.get_by_label("Who ordered it").fill("Family Court, order of 3 March 2026")
    opened.get_by_role("button", name="Place the hold").click()
    opened.get_by_text("The hold stands").wait_for()
    opened.get_by_role("button", name="Propose the record for destruction").click()
    opened.get_by_text("A legal hold stands over it").wait_for()
    no_barrier(opened)
    opened.get_by_label("Why it is over").fill("The appeal was heard")
    opened.get_by_role("button", name="Lift this hold").click()
    opened.get_by_text("The hold is lifted").wait_for()
    opened.get_by_role("button", name="Propose the record for destruction").click()
    opened.get_by_text("It is proposed").wait_for()
    no_barrier(opened)
    opened.get_by_text("Erase words of the trail").click()
    opened.get_by_label("A name was typed here").check()
    opened.get_by_label("Which law requires it").fill("UK GDPR, article 17(1)(d)")
    opened.get_by_role("button", name="Propose the erasure").click()
    opened.get_by_text("The words stay until").wait_for()
    no_barrier(opened)
    signed_in(opened, fairlea, "director", "")
    opened.goto(f"{fairlea.address}/fairlea/retention/")
    no_barrier(opened)
    for _ in range(2):
        opened.get_by_role("group", name="May it be destroyed?").first.get_by_label("No, it stays").check()
        opened.get_by_label("If not, why").first.fill("An inquest is announced")
        opened.get_by_role("button", name="Keep the decision").first.click()
        opened.get_by_text("It is refused").first.wait_for()
    no_barrier(opened)
    assert opened.get_by_text("Nothing is proposed").is_visible()
