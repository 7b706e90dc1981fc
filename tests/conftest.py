"""What all tests share: the network off, generated cases bounded, and the folder of shared reference data if it is there."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.chromium import browser  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "handrail",
    max_examples=int(os.environ.get("HANDRAIL_EXAMPLES", "60")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("handrail")


@pytest.fixture(autouse=True)
def _network_off(request: pytest.FixtureRequest) -> None:
    if "browser" not in request.keywords:
        import pytest_socket

        pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference data beside the project. A clone without it skips, and says so."""
    if not SHARED.is_dir():
        pytest.skip("SKIPPED LOUDLY: ../shared is not beside this clone, so the reference data were not tried.")
    return SHARED
