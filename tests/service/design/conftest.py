"""What the design's tests share: the built style, the page of components, and a macro called as a template calls it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import engines
from django.test import Client, override_settings
from tests.conftest import ROOT

from handrail.service import design

DESIGN = Path(design.__file__).parent
BUILT = DESIGN / "static" / "handrail"


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of style, scripts and font; made where it is not there, as `make setup` does."""
    subprocess.run([sys.executable, ROOT / "scripts" / "assets.py"], check=True, stdout=subprocess.DEVNULL)
    return BUILT


@pytest.fixture
def page() -> str:
    """The page of components."""
    return Client().get("/design/").content.decode()


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Renders a template's text over some values."""

    def render(text: str, **values: object) -> str:
        return engines.all()[0].from_string(text).render(values).strip()

    return render


@pytest.fixture(scope="module")
def hashed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of collected files, as the real service keeps them."""
    folder = tmp_path_factory.mktemp("static")
    kept = {**settings.STORAGES, "staticfiles": {"BACKEND": "handrail.service.design.storage.HashedStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=kept):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder
