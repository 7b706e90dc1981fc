"""What an authority has handed in: its store, version by version, and the database that follows it.

The store's version is made first and the database is then brought to it. Should the process end between the two, the
next call brings the database to the version the store holds. One import at a time: the second is told so.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from handrail.record.record import Record
from handrail.returns.load import Loaded
from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records import loading
from handrail.service.records.coverage import loaded_version
from handrail.service.records.loading import Difference, Progress
from handrail.store import importing
from handrail.store.disk import locked
from handrail.store.folder import Store, is_store, plain_words
from handrail.store.importing import Import
from handrail.store.version import Source, Version

_BUSY = "Another import is at work for this authority"


class Preview(NamedTuple):
    """An import worked out and not applied: what it changes in the store, and in the database beside what stands there."""

    wanted: Import
    difference: Difference


class Applied(NamedTuple):
    """An import, or a way back, that was applied: the store's version, and what it changed in the database."""

    version: Version
    difference: Difference


def store_of(authority: Authority) -> Store:
    """The store of an authority, whether or not it holds anything yet."""
    return Store(_folder(authority) / "store")


def sources_of(authority: Authority, places: Iterable[Path]) -> tuple[Source, ...]:
    """The files among these places, with the hash of each. Raises StoreRefused."""
    return importing.sources_of(places, store_of(authority))


def import_preview(
    authority: Authority, loaded: Loaded, covers: date | None = None, progress: Progress | None = None
) -> Preview:
    """What importing what was loaded would change. Raises StoreRefused."""
    catch_up(authority)
    wanted = importing.work_out(store_of(authority), loaded, covers)
    with wall(authority):
        return Preview(wanted, loading.difference(wanted.record, progress))


def import_apply(
    authority: Authority,
    wanted: Import,
    *,
    author: str,
    note: str = "",
    sources: Iterable[Source] = (),
    progress: Progress | None = None,
) -> Applied:
    """Make an import the version that holds, and the loaded record. Raises StoreRefused: then nothing has changed."""
    with _alone(authority) as store:
        made = importing.apply(store, wanted, at=clock.now(), author=author, note=note, sources=sources)
        return Applied(made, _load(authority, wanted.record, made, progress))


def rollback(
    authority: Authority, to: int, *, author: str, note: str = "", progress: Progress | None = None
) -> Applied:
    """Make an earlier version hold again, as a new one, and the loaded record. Raises StoreRefused."""
    with _alone(authority) as store:
        made = importing.roll_back(store, to, at=clock.now(), author=author, note=note)
        return Applied(made, _load(authority, store.record(made), made, progress))


def catch_up(authority: Authority) -> Difference | None:
    """Bring the database to the version the store holds; None where it is there. Raises StoreRefused."""
    if not is_behind(authority):
        return None
    with held(authority):
        return _caught_up(authority)


def is_empty(authority: Authority) -> bool:
    """Whether nothing was ever handed in for it."""
    return _current(authority) is None


def is_behind(authority: Authority) -> bool:
    """Whether the database is at another version than the store."""
    current = _current(authority)
    return current is not None and current.number != _at(authority)


@contextmanager
def _alone(authority: Authority) -> Iterator[Store]:
    """Be the only one who imports for this authority, with the database at the store's version."""
    with held(authority):
        _caught_up(authority)
        yield store_of(authority)


@contextmanager
def held(authority: Authority) -> Iterator[None]:
    """Keep every import of an authority out for as long as this lasts. Raises StoreRefused where one is at work."""
    folder = _folder(authority)
    with ExitStack() as locks:
        with plain_words():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            locks.enter_context(locked(folder / "import.lock", clock.now(), _BUSY))
        yield


def _caught_up(authority: Authority) -> Difference | None:
    current = _current(authority)
    if current is None or current.number == _at(authority):
        return None
    return _load(authority, store_of(authority).record(current), current, None)


def _load(authority: Authority, record: Record, version: Version, progress: Progress | None) -> Difference:
    with wall(authority):
        return loading.apply(record, version.number, progress)


def _current(authority: Authority) -> Version | None:
    store = store_of(authority)
    return store.current() if is_store(store.folder) else None


def _at(authority: Authority) -> int:
    with wall(authority):
        return loaded_version()


def _folder(authority: Authority) -> Path:
    return Path(settings.HANDRAIL.data) / authority.key
