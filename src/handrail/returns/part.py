"""What one further source says: an Annex A workbook, a safeguarding dataset or a council's own tracker."""

from dataclasses import dataclass, field

from handrail.record.record import Record

ANNEX_A, SSD, TRACKER = "annex_a", "ssd", "tracker"


@dataclass
class Part:
    """A source as a record of its own, before it is put together with the others.

    `source` is its kind, `name` what problems call it. Children carry the ids the source uses; `record.identifiers`
    lists every id and UPN it gives. Tables the source cannot fill stay empty: putting together never reads absence
    into them.
    """

    source: str
    name: str
    record: Record = field(default_factory=Record)
