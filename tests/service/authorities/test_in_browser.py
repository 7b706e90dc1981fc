"""A logo in a real browser: put there, seen beside the name and on paper, taken away; axe looks at every page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.service.authorities.pictures import a_logo
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

SAYS = "An oak tree over water"


@pytest.fixture(scope="module")
def fairlea(static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path_factory.mktemp("fairlea"), TODAY="2026-04-01") as service:
        service.manage("demo", "--children", "20")
        yield service


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_a_manager_puts_the_logo_beside_the_name_and_takes_it_away(
    fairlea: Served,
    opened: Any,  # noqa: F811
    tmp_path: Path,
) -> None:
    (tmp_path / "oak.png").write_bytes(a_logo())
    signed_in(opened, fairlea, "service.manager", "")
    opened.goto(f"{fairlea.address}/fairlea/settings/")
    opened.get_by_label(re.compile("^Logo")).set_input_files(tmp_path / "oak.png")
    opened.get_by_role("textbox", name="Why").first.fill("The council has a new logo")
    opened.get_by_role("button", name="Change the settings").click()
    opened.get_by_role("link", name="What the logo shows").or_(opened.get_by_text("Say in words")).first.wait_for()
    no_barrier(opened)
    opened.get_by_label(re.compile("^Logo")).set_input_files(tmp_path / "oak.png")
    opened.get_by_label("What the logo shows").fill(SAYS)
    opened.get_by_role("button", name="Change the settings").click()
    opened.get_by_text("The settings are changed").wait_for()
    no_barrier(opened)
    logo = opened.get_by_role("banner").get_by_role("img", name=SAYS)
    assert logo.evaluate("it => it.naturalWidth") == 360
    opened.emulate_media(media="print")
    assert logo.is_visible()
    opened.emulate_media(media="screen")
    opened.get_by_label("Take the logo away").check()
    opened.get_by_role("textbox", name="Why").first.fill("Not the right one")
    opened.get_by_role("button", name="Change the settings").click()
    opened.get_by_text("Not the right one").first.wait_for()
    assert not logo.count()
