"""What the scorecard's tests share."""

import pytest
from tests.service.due.authority import load, made

from handrail.service.authorities.models import Authority
from handrail.service.due import recompute


@pytest.fixture
def worked_out(fairlea: Authority) -> Authority:
    """Fairlea with sixty children, their ledger worked out."""
    load(fairlea, made(60))
    recompute.for_all(fairlea)
    return fairlea
