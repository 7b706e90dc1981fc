"""What the service's tests share: two authorities, one inside whose wall the test works."""

from collections.abc import Iterator

import pytest

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall


@pytest.fixture
def fairlea(db: None) -> Authority:
    """The authority most tests work for."""
    return Authority.objects.create(key="fairlea", name="Fairlea", made_up=True)


@pytest.fixture
def otherham(db: None) -> Authority:
    """Another on the same deployment, of which the first may never see anything."""
    return Authority.objects.create(key="otherham", name="Otherham", made_up=True)


@pytest.fixture
def inside(fairlea: Authority) -> Iterator[Authority]:
    """The test itself works inside Fairlea's wall."""
    with wall(fairlea):
        yield fairlea
