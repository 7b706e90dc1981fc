"""Whether two records are one, in whatever order their rows stand."""

from handrail.record.record import Record
from handrail.record.schema import TABLES
from handrail.store.parts import facts_of


def assert_same(ours: Record, theirs: Record) -> None:
    for table in TABLES:
        one, other = (sorted(getattr(record, table.name), key=repr) for record in (ours, theirs))
        assert one == other, table.name
    assert facts_of(ours) == facts_of(theirs)
