"""A small made-up record, made once for all of these tests."""

import pytest

from handrail.fictional.as_record import record_of
from handrail.fictional.authority import make
from handrail.fictional.service import work
from handrail.record.record import Record


@pytest.fixture(scope="session")
def made_up() -> Record:
    """Sixty children and the service's work for them, three years."""
    authority = make(60, 7, 3)
    record = record_of(authority)
    work.add(authority, record)
    return record
