"""The three authorities, each made once for all tests of this folder."""

from pathlib import Path

import pytest
from tests.fictional_data.published.authorities import AUTHORITIES, built
from tests.fictional_data.published.made import Published


@pytest.fixture(scope="session", params=AUTHORITIES)
def authority(request: pytest.FixtureRequest, shared: Path) -> Published:
    return built(request.param, shared)
