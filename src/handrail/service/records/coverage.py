"""What the record covers, kept beside its rows: the days, what is missing, and the store's version the rows are."""

from datetime import datetime

from handrail.record.record import Record
from handrail.service.records import changes
from handrail.service.records.models import Coverage
from handrail.store.parts import DAYS, facts_of, set_facts


def loaded_version() -> int:
    """The version of the store that the loaded rows of the open wall are; 0 where nothing was loaded yet."""
    return Coverage.objects.values_list("version", flat=True).first() or 0


def say_coverage(record: Record) -> None:
    """Say in the record what the rows of the open wall cover."""
    held = Coverage.objects.first()
    if held is not None:
        days = {name: day.isoformat() for name in DAYS if (day := getattr(held, name))}
        set_facts(record, {**days, "missing": held.missing})


def keep_coverage(record: Record, version: int, at: datetime) -> None:
    """Keep what a record covers, and which version of the store it is."""
    days = {name: getattr(record, name) for name in DAYS}
    said = {**days, "missing": facts_of(record)["missing"], "version": version, "loaded_at": at}
    Coverage.objects.update_or_create(defaults=said)
    changes.begin_anew()
