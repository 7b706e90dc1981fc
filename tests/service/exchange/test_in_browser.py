"""An analyst hands in an archive, sees what is wrong, applies it and goes back, with a real worker beside the pages."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests.builders import write_set
from tests.service.browser import (  # noqa: F401
    _HANDRAIL,
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

SOMEBODY = """
from datetime import date
from handrail.service.access.models import Account, Role
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
account = Account.objects.create_user("analyst@otherham.example", "Amara Osei", "a made-up authority")
Authority.objects.update(made_up=True)
with wall(Authority.objects.get()):
    Role.objects.create(account=account, role="performance_analyst", stream="care_and_protection", holds_from=date(2020, 1, 1))
"""


@pytest.fixture
def otherham(static_files: None, tmp_path: Path) -> Iterator[Served]:  # noqa: F811
    with served(tmp_path, TODAY="2026-04-01") as service:
        service.manage("authority", "otherham", "Otherham")
        service.run(SOMEBODY)
        with subprocess.Popen([*_HANDRAIL, "manage", "work"], env=service.environment) as worker:
            yield service
            worker.terminate()


def packed(folder: Path, name: str, reviews: list[str]) -> Path:
    header = [f"{child},01/01/2015" for child in range(1, 4)]
    episodes = [f"{child},0{child}/04/2024,S,C2,U6,," for child in range(1, 4)]
    made = write_set(folder / name, header, episodes, reviews)
    with ZipFile(folder / f"{name}.zip", "w") as archive:
        for file in made.iterdir():
            archive.write(file, file.name)
    return folder / f"{name}.zip"


def handed_in(page: Any, service: Served, archive: Path) -> None:
    page.goto(f"{service.address}/otherham/imports/")
    no_barrier(page)
    page.get_by_label("Files", exact=True).set_input_files(archive)
    page.get_by_role("button", name="Read the files").click()
    page.get_by_text("Rows read").wait_for()
    no_barrier(page)


def applied(page: Any, button: str) -> None:
    page.get_by_role("button", name=button).click()
    page.get_by_text("holds now").wait_for()
    no_barrier(page)


@pytest.mark.parametrize("opened", TWO_WAYS, indirect=True)
def test_files_are_handed_in_looked_at_applied_and_gone_back_from(
    otherham: Served,
    opened: Any,  # noqa: F811
    tmp_path: Path,
) -> None:
    signed_in(opened, otherham, "analyst", lands="", authority="otherham")
    wrong = ["1,01/01/2015,10/05/2024,PN1", "2,01/01/2015,31/02/2025,PN1"]
    handed_in(opened, otherham, packed(tmp_path, "first", wrong))
    opened.get_by_role("link", name="wrong").click()
    opened.get_by_text("31/02/2025").first.wait_for()
    no_barrier(opened)
    opened.get_by_role("link", name="Back").click()
    applied(opened, "Apply")
    handed_in(opened, otherham, packed(tmp_path, "second", ["3,01/01/2015,12/05/2024,PN2"]))
    applied(opened, "Apply")
    opened.goto(f"{otherham.address}/otherham/imports/")
    opened.get_by_role("button", name="Go back to it").click()
    opened.get_by_text("Rows read").wait_for()
    applied(opened, "Go back to version 1")
    opened.goto(f"{otherham.address}/otherham/tasks/")
    opened.get_by_role("table").get_by_text("Apply an import").first.wait_for()
    no_barrier(opened)
    for page in ("due-dates", "corrections"):
        opened.goto(f"{otherham.address}/otherham/case-system/{page}/")
        no_barrier(opened)
