"""Building the ledger: every subject's rows on one basis, for all children of a record."""

from collections.abc import Callable, Collection, Iterator

from handrail.record.record import Record
from handrail.timescales import conferences, reviews, sequences
from handrail.timescales.clocks import STATUTORY
from handrail.timescales.ledger import LedgerRow, Timetable
from handrail.timescales.working_days import WorkingDays

REVIEWS, CONFERENCES, SHORT_BREAKS, EVENTS = "reviews", "conferences", "short_breaks", "events"
SUBJECTS: dict[str, Callable[[Record, Timetable], Iterator[LedgerRow]]] = {
    REVIEWS: reviews.rows,
    CONFERENCES: conferences.rows,
    SHORT_BREAKS: sequences.short_breaks,
    EVENTS: sequences.rows,
}
COUNTED = (REVIEWS, CONFERENCES)  # what the measures and the findings look at


def build(
    record: Record,
    basis: str = STATUTORY,
    calendar: WorkingDays | None = None,
    subjects: Collection[str] = COUNTED,
) -> list[LedgerRow]:
    """Every row of the ledger on one basis; of these subjects only, where some are enough."""
    timetable = Timetable(basis, calendar)
    return [row for subject in SUBJECTS if subject in subjects for row in SUBJECTS[subject](record, timetable)]
