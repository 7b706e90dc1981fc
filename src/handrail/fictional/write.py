"""Writing a made-up authority as every return, as a record, and with the truth about it."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handrail.fictional import broken_returns, cin, ssd, ssda903, tracker
from handrail.fictional.as_record import BEFORE_EVERYTHING, record_of
from handrail.fictional.due_dates import RIGHT
from handrail.fictional.faults import Faults
from handrail.fictional.service import work
from handrail.fictional.story import Authority
from handrail.fictional.truth import truth
from handrail.record.record import Record


def write(authority: Authority, out: Path, faults: float = 0, due_dates: str = RIGHT) -> list[str]:
    """Write the authority into a folder, the same bytes for the same seed; say in words what was written.

    `faults` is the share of rows in which a fault is planted; the record and the truth never hold one. `due_dates` is
    how the case system and the tracker count: rightly, or 91 and 183 days. Raises ValueError for a rate beyond 0 to 1.
    """
    planted = Faults(faults, authority.seed)
    record = record_of(authority)
    service = work.add(authority, record)
    said = [*_returns(authority, out, planted), *_extracts(authority, record, out, due_dates, planted)]
    said.extend(_record(record, out))
    _write_json(out / "truth.json", truth(authority, service))
    said.append(
        "truth.json: the true figures for each year, loaded whole and one year alone, and of the service's work"
    )
    (out / "faults.json").unlink(missing_ok=True)
    if faults:
        kinds = Counter(fault.kind for fault in planted.planted)
        told = {
            "rate": faults,
            "kinds": dict(sorted(kinds.items())),
            "faults": [each._asdict() for each in planted.planted],
        }
        _write_json(out / "faults.json", told)
        said.append(f"faults.json: {len(planted.planted):,} planted faults of {len(kinds)} kinds, with what is true")
    return said


def _returns(authority: Authority, out: Path, planted: Faults) -> Iterator[str]:
    for year in authority.span.years:
        care = ssda903.write(authority, out / "ssda903" / year.name, year)
        counts = f"{care.children:,} children, {care.episodes:,} episodes, {care.reviews:,} reviews"
        yield f"ssda903/{year.name}: {counts}"
    for year in authority.span.years:
        name = f"CIN_{year.name}.xml"
        census = cin.write(authority, out / "cin" / name, year)
        counts = f"{census.enquiries:,} enquiries, {census.plans:,} plans, {census.reviews:,} review conferences"
        yield f"cin/{name}: {census.children:,} children, {counts}"
        broken_returns.plant(authority, out, year, planted)


def _extracts(authority: Authority, record: Record, out: Path, due_dates: str, planted: Faults) -> Iterator[str]:
    from handrail.returns.annex_a import write as annex_a

    last_day = authority.span.whole.last_day
    everything = record_of(authority, BEFORE_EVERYTHING)  # a case system knows when care began, however long ago
    everything.events = record.events
    lists = annex_a.write(everything, out / "annex_a", last_day)
    yield f"annex_a: {sum(lists.files.values()):,} rows of lists 5, 7 and 8 on {last_day:%d/%m/%Y}"
    yield f"ssd: {ssd.write(authority, record, out / 'ssd', due_dates, planted):,} rows of a safeguarding dataset"
    yield f"tracker: {tracker.write(authority, out, due_dates, planted):,} reviews as the service's own tracker has them"


def _record(record: Record, out: Path) -> Iterator[str]:
    from handrail.returns import record_folder

    record_folder.write(record, out / "record", format="csv")
    yield "record: the same years as a Handrail record, with the service's own work"


def _write_json(path: Path, told: dict[str, Any]) -> None:
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8", newline="\n")
