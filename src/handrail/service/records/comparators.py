"""The published figures loaded for an authority: a folder of comparators beside its store."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from handrail.comparators.folder import DESCRIPTION, Store, is_store, read
from handrail.service.authorities.models import Authority


def loaded_for(authority: Authority) -> Store | None:
    """What `handrail comparators load` put into the folder `comparators` of the authority's data; None where nothing."""
    folder = Path(settings.HANDRAIL.data) / authority.key / "comparators"
    return _read(folder, (folder / DESCRIPTION).stat().st_mtime_ns) if is_store(folder) else None


@lru_cache(maxsize=8)
def _read(folder: Path, changed: int) -> Store:
    """The store of a folder; read again when its description has changed."""
    return read(folder, [])
