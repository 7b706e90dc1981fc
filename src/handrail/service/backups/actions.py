"""Making a copy of all there is, and bringing everything back from one."""

from collections.abc import Iterator
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.conf import settings
from django.db import connections

from handrail.service import clock
from handrail.service.audit.exporting import whole
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.backups import archive
from handrail.service.backups.engines import Engine, Fingerprints, NotCopied, engine_of
from handrail.service.records.deposits import held
from handrail.trail.findings import Verdict
from handrail.trail.verify import verify


class Compared(NamedTuple):
    """What was brought back, beside what the copy was of: tables and rows, tables that differ, and each trail's verdict."""

    tables: int
    rows: int
    different: tuple[str, ...]
    trails: tuple[Verdict, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing differs and no trail was altered."""
        return not self.different and all(each.is_sound for each in self.trails)


def back_up(to: Path) -> archive.Manifest:
    """Write all there is, of one moment, to a new file; imports wait until it is done. Raises NotCopied."""
    if to.exists():
        raise NotCopied(f"'{to}' is there already. Name a new file.")
    if not to.parent.is_dir():
        raise NotCopied(f"There is no folder '{to.parent}'.")
    with ExitStack() as imports, TemporaryDirectory(dir=to.parent) as folder:
        for authority in Authority.objects.all():
            imports.enter_context(held(authority))
        copied = Path(folder) / "database"
        tables = _engine().copy(copied)
        manifest = archive.Manifest(version("handrail"), _kind(), clock.now().isoformat(), tables)
        archive.write(to, manifest, copied, settings.HANDRAIL.data)
    return manifest


def restore(path: Path) -> Compared:
    """Bring everything back into an empty database and an empty data folder, and compare. Raises NotCopied."""
    with archive.opened(path) as (manifest, parts), TemporaryDirectory(dir=path.parent) as folder:
        _refuse_other_engine(manifest)
        _refuse_unless_empty()
        connections.close_all()
        _engine().bring_back(parts.database(Path(folder)))
        parts.data(settings.HANDRAIL.data)
    found = _engine().fingerprints()
    return Compared(len(found), sum(rows for rows, _ in found.values()), _differ(manifest.tables, found), _trails())


def _engine() -> Engine:
    return engine_of(settings.HANDRAIL.backup_database or settings.HANDRAIL.database)


def _kind() -> str:
    return str(connections["default"].vendor)


def _refuse_other_engine(manifest: archive.Manifest) -> None:
    if manifest.engine != _kind():
        raise NotCopied(f"This is a backup of {manifest.engine}, and the database here is {_kind()}.")


def _refuse_unless_empty() -> None:
    if _engine().fingerprints():
        raise NotCopied("The database is not empty. Make a new one: nothing is ever written over.")
    data = Path(settings.HANDRAIL.data)
    if data.is_dir() and any(each.name != "static" for each in data.iterdir()):
        raise NotCopied(f"The data folder '{data}' is not empty. Name a new one: nothing is ever written over.")


def _differ(wanted: Fingerprints, found: Fingerprints) -> tuple[str, ...]:
    return tuple(sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)))


def _trails() -> tuple[Verdict, ...]:
    """The audit trail of each authority, verified."""
    return tuple(_verdicts())


def _verdicts() -> Iterator[Verdict]:
    for authority in Authority.objects.order_by("key"):
        with wall(authority):
            yield verify(whole(authority))
