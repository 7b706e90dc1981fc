"""The twin ledger in the service: the sources' own due dates beside ours, worked out for all and kept to be looked at."""

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due.record import READ
from handrail.service.exchange.models import DifferingDate
from handrail.service.records import reading
from handrail.timescales import subjects, twin
from handrail.timescales.working_days import england

_AT_ONCE = 1_000


def work_out(authority: Authority) -> int:
    """Set every due date and flag of a source beside ours; how many differ. To be called outside a wall."""
    with wall(authority):
        record = reading.record(None, (*READ, "recorded_dues"))
    calendar = england()
    found = twin.reconcile(record, subjects.build(record, calendar=calendar), calendar).differences
    with wall(authority):
        DifferingDate.objects.all().delete()
        rows = (DifferingDate(**each._asdict()) for each in found)
        DifferingDate.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return len(found)
