"""One deployment for all that is killed here: it takes longest to make."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.postgres import NoPostgres, own_server
from tests.service.strength.deployment import Deployment


@pytest.fixture(scope="session")
def deployment() -> Iterator[Deployment]:
    """The service on a PostgreSQL server of its own, in the run of the tests on PostgreSQL."""
    if "HANDRAIL_TEST_SERVICE" not in os.environ:
        pytest.skip("A server that is killed belongs to the run on PostgreSQL: python -m tests.postgres pytest …")
    try:
        # a socket's path must be short
        with own_server() as server, TemporaryDirectory(prefix="handrail-", dir="/tmp") as folder:
            yield Deployment(server, Path(folder))
    except NoPostgres as error:
        pytest.skip(f"SKIPPED LOUDLY: {error}")
