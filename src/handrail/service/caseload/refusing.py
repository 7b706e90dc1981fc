"""What stands before every write that makes somebody a child's officer, or has them stand in for one."""

from collections.abc import Collection
from datetime import date

from handrail.caseload.independence import Standing, refuse_barred
from handrail.caseload.ties import Facts
from handrail.service.authorities.visits import Visit
from handrail.service.caseload.queries import officers
from handrail.service.not_done import NotDone
from handrail.service.records.within import within


def refuse(worker_id: str, facts: Facts, conflict_reason: str) -> Standing:
    """How the worker stands to the child. Raises Barred; and NotDone for a conflict without a reason."""
    stands = refuse_barred(worker_id, facts)
    if stands.conflicts and not conflict_reason.strip():
        raise NotDone("conflict_reason", "Say why this officer all the same: there is a conflict to be minded.")
    return stands


def refuse_post(worker_id: str, day: date) -> None:
    """Raises NotDone where the worker is in no reviewing officer's post on the day."""
    if worker_id not in {one.worker_id for one in officers(day)}:
        raise NotDone("worker", "Choose somebody who is in a reviewing officer's post on that day.")


def reached(visit: Visit, child_ids: Collection[str]) -> dict[str, str]:
    """The keys of these children. Raises NotDone where one is not reached."""
    here = within(visit.scope, visit.today).filter(child_id__among=sorted(set(child_ids)))
    found = dict(here.values_list("child_id", "key"))
    if set(child_ids) - found.keys():
        raise NotDone("child", "One of these children is not there. Go back and begin again.")
    return found
