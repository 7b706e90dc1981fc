"""Making a pack for inspectors, in the background."""

import hashlib
from datetime import date
from typing import Any

from handrail.profiles import parse
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import latest_text
from handrail.service.authorities.walls import wall
from handrail.service.background.job import JobRefused, Progress, job
from handrail.service.packs import listing
from handrail.service.packs.listing import Lists
from handrail.service.packs.models import ASKED, MADE, InspectionList, InspectionPack
from handrail.service.records import reading

JOB = "inspection_pack"
MOST_LEFT_OUT = 200
_STEPS = 3


@job(JOB, "Make an inspection pack", page="inspection-pack")
def make(authority: Authority, progress: Progress, number: int) -> str:
    """Make the lists from the record as it is now; one that was made meanwhile is left as it is.

    The record is read inside the wall; what takes long is done outside it, so that nobody waits.
    """
    progress(0, _STEPS, "steps: reading the record")
    with wall(authority):
        asked = InspectionPack.objects.filter(pk=number, state=ASKED).first()
        if asked is None:
            return "It is made already."
        record, profile = reading.record(), parse(latest_text(authority), "profile.toml").on(asked.snapshot)
    progress(1, _STEPS, "steps: listing")
    found = listing.lists_on(record, profile, asked.snapshot)
    if not any(sheet.rows for sheet in found.sheets):
        raise JobRefused("No list could be made: the record holds nothing of the six months to that day.")
    workbook = listing.workbook(found, authority.name, asked.snapshot)
    progress(2, _STEPS, "steps: keeping")
    with wall(authority):
        _keep(number, found, workbook)
    progress(_STEPS, _STEPS, "steps")
    return f"{len(found.sheets)} lists were made."


def _keep(number: int, found: Lists, workbook: bytes) -> None:
    """Keep what was made, all of it or nothing."""
    held = InspectionPack.objects.select_for_update().get(pk=number)
    if held.state != ASKED:
        return
    for place, (sheet, title) in enumerate(zip(found.sheets, found.titles, strict=True), 1):
        rows = [[_plain(value) for value in row] for row in sheet.rows]
        InspectionList.objects.create(
            pack=held, number=place, title=title, headings=list(sheet.headings), rows=rows, count=len(rows)
        )
    held.workbook, held.sha256 = workbook, hashlib.sha256(workbook).hexdigest()
    held.left_out, held.state = found.left_out[:MOST_LEFT_OUT], MADE
    held.save()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
