"""What was put down of interests that the record does not show, for the page on which an officer is chosen."""

from collections.abc import Mapping
from typing import Any

from handrail.permissions import CARE
from handrail.service.audit.queries import names_of
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.caseload import queries, words
from handrail.service.caseload.forms import WithdrawForm
from handrail.service.caseload.models import KINDS, Written
from handrail.service.people import queries as people


def put_down(visit: Visit, child_id: str, wrong: WithdrawForm | None = None) -> dict[str, Any]:
    """What was put down of interests in a child, and what of it was withdrawn; `wrong` is a withdrawal that failed."""
    found = queries.put_down(child_id)
    workers = people.worker_names(one.worker_id for one in found)
    names = names_of(who for one in found for who in _by(one))
    kinds = KINDS | words.conflict_kinds(visit.profile)
    shown = [
        {
            "id": one.pk,
            "who": workers[one.worker_id],
            "said": f"{kinds.get(one.kind, one.kind)}. {one.words}",
            "by": [_entered(one, "Put down", names), *([_entered(w, f"Withdrawn ({w.why})", names)] if w else [])],
            "holds": w is None,
            "form": wrong if wrong and wrong.interest == one.pk else WithdrawForm(None, one.pk),
        }
        for one in found
        for w in [getattr(one, "withdrawal", None)]
    ]
    return {"put_down": shown, "may_write": bool(visit.reach("write", "allocation", CARE))}


def _by(interest: Any) -> list[str]:
    return [interest.by, *([interest.withdrawal.by] if hasattr(interest, "withdrawal") else [])]


def _entered(row: Written, did: str, names: Mapping[str, str]) -> str:
    return f"{did} by {names.get(row.by, 'somebody whose account is gone')} on {moment(row.at)}."
