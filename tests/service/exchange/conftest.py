"""Files as a council hands them in, and somebody who does."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.builders import write_set

from handrail.service.background.management.commands.work import _worker


@pytest.fixture(autouse=True)
def _data_of_its_own(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from django.conf import settings as known

    monkeypatch.setattr(known, "HANDRAIL", replace(known.HANDRAIL, data=tmp_path / "data"))


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Does what waits in the background, on the one connection of the test, which a heartbeat cannot see into."""
    monkeypatch.setattr("handrail.service.background.beat.EVERY", 3600)
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    return lambda: _worker(max_tasks=None).run()


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Path]:
    """A folder of returns of one year: given("first", ["PN1", "PN2"]) with a review of each code, one child each."""

    def make(name: str, codes: list[str]) -> Path:
        children = range(1, len(codes) + 1)
        header = [f"{child},01/01/2015" for child in children]
        episodes = [f"{child},0{child}/04/2024,S,C2,U6,," for child in children]
        reviews = [f"{child},01/01/2015,10/05/2024,{code}" for child, code in zip(children, codes, strict=True)]
        return write_set(tmp_path / name, header, episodes, reviews)

    return make


@pytest.fixture
def packed(tmp_path: Path) -> Callable[[Path], Path]:
    """The same as one archive."""

    def pack(folder: Path) -> Path:
        target = tmp_path / f"{folder.name}.zip"
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for file in sorted(folder.rglob("*")):
                archive.write(file, file.relative_to(folder.parent))
        return target

    return pack
