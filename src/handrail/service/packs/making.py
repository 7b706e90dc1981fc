"""Makes the pack of an item: a note to paste, a document, its dates, and a manifest that says what is what.

No file and no text of it bears the child's name: the case system knows the child by the council's id.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from handrail.service.authorities.visits import Visit
from handrail.service.clock import LONDON
from handrail.service.design.dates import short_date
from handrail.service.design.papers import Paper, Part, printed
from handrail.service.filing import Item

NOTE, DOCUMENT, DATES, MANIFEST, RECEIPTS = "note.txt", "document.pdf", "dates.csv", "manifest.json", "receipts.csv"
RECEIPT_COLUMNS = ("item", "child_id", "what", "filed_on", "reference")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula begins so."""


@dataclass(frozen=True)
class Written:
    """An item with who wrote it, by name."""

    item: Item
    author: str


def note(one: Written) -> str:
    """The note to paste: short, in plain words, with who wrote it and when."""
    at = one.item.mark.at.astimezone(LONDON)
    return "\n".join(
        (one.item.title, *one.item.note, f"Written in Handrail by {one.author} on {short_date(at.date())}.")
    )


def pack(visit: Visit, chosen: Sequence[Written]) -> bytes:
    """The zip of these items: a folder each where there are several, and a list to bring back once they are filed."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for number, one in enumerate(chosen, 1):
            folder = f"{number:02}-{one.item.mark.item}/" if len(chosen) > 1 else ""
            for name, data in _files(visit, one).items():
                archive.writestr(folder + name, data)
        archive.writestr(RECEIPTS, _csv(RECEIPT_COLUMNS, (_receipt(one) for one in chosen)))
    return made.getvalue()


def file_name(visit: Visit, chosen: Sequence[Written]) -> str:
    """A name that says nothing of the child."""
    what = chosen[0].item.mark.item if len(chosen) == 1 else f"{len(chosen)}-items"
    return f"{visit.authority.key}-case-pack-{visit.today.isoformat()}-{what}.zip"


def _files(visit: Visit, one: Written) -> dict[str, bytes]:
    files = {
        NOTE: note(one).encode(),
        DOCUMENT: _document(visit, one),
        DATES: _csv(("what", "on"), ((label, day) for label, day in one.item.dates)),
    }
    return {**files, MANIFEST: _manifest(visit, one, files)}


def _document(visit: Visit, one: Written) -> bytes:
    written = (("Written by", one.author), ("Written on", short_date(one.item.mark.at.astimezone(LONDON).date())))
    days = tuple((label, short_date(day)) for label, day in one.item.dates)
    parts = (Part("What was written", sentences=one.item.note), Part("Dates", facts=(*days, *written)))
    about = f"Child {one.item.mark.child_id}"
    return printed(Paper(one.item.title, about, visit.authority.name, visit.profile.accent, visit.today, parts))


def _manifest(visit: Visit, one: Written, files: Mapping[str, bytes]) -> bytes:
    mark = one.item.mark
    said = {
        "id": mark.id,
        "kind": mark.kind,
        "title": one.item.title,
        "child_id": mark.child_id,
        "authority": visit.authority.key,
        "written_by": one.author,
        "written_at": mark.at.astimezone(LONDON).isoformat(),
        "made_by": visit.name,
        "made_at": visit.now.astimezone(LONDON).isoformat(),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def _receipt(one: Written) -> tuple[str, ...]:
    mark = one.item.mark
    return (mark.id, mark.child_id, one.item.title, "", "")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str | date]]) -> bytes:
    """A CSV file that a spreadsheet opens as it is: nothing in it runs as a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: str | date) -> str:
    text = value.isoformat() if isinstance(value, date) else value
    return f"'{text}" if text.startswith(_RUNS) else text
