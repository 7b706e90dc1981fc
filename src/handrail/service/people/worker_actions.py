"""Writes about those who work for the children: each one transaction, with an entry in the trail.

What was handed in of a worker or a post stays as it was handed in; it is changed where it comes from.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from handrail.service.audit.actions import enter
from handrail.service.authorities.versions import Overtaken
from handrail.service.authorities.visits import Visit
from handrail.service.not_done import NotDone
from handrail.service.people.models import Absence, Undertaking, WorkerDetails
from handrail.service.people.worker_forms import DETAILS, ROW
from handrail.service.records import changes
from handrail.service.records.models import WRITTEN, table

_Away = TypeVar("_Away", Absence, Undertaking)


def write_worker(visit: Visit, worker_id: str, seen: int, values: Mapping[str, Any], *, is_new: bool) -> None:
    """Write who a worker is, and the post of one who is written here.

    Raises NotDone for a new worker whose number is taken, or a post there is not, and Overtaken.
    """
    row = {name: values[name] if values[name] != "" else None for name in ROW if name in values}
    if is_new and table("workers").filter(worker_id=worker_id).exists():
        raise NotDone("worker_id", "Somebody has this number already")
    if row.get("post_id") and not table("posts").filter(post_id=row["post_id"]).exists():
        raise NotDone("post_id", "There is no post of this number")
    with transaction.atomic():
        details = {name: values[name] for name in DETAILS}
        WorkerDetails.save_over(seen, details, worker_id=worker_id)
        if is_new:
            table("workers").create(worker_id=worker_id, **row)
        elif row:
            table("workers").filter(worker_id=worker_id, origin=WRITTEN).update(**row)
        changes.written()
        _enter(visit, "worker")


def write_away(visit: Visit, kind: type[_Away], worker_id: str, row: _Away | None, values: Mapping[str, Any]) -> None:
    """Write when somebody is away, or on a panel or group; what was a mistake is taken away."""
    told = {name: value for name, value in values.items() if name != "mistaken"}
    with transaction.atomic():
        if row is None:
            kind.objects.create(worker_id=worker_id, **told)
        elif values.get("mistaken"):
            row.delete()
        else:
            kind.objects.filter(pk=row.pk).update(**told)
        _enter(visit, kind._meta.model_name or "")


def write_post(visit: Visit, values: Mapping[str, Any], stands: Callable[[Any], bool] | None = None) -> None:
    """Write a post: a new one, or one that is there and, as `stands` says of its row, as it was seen.

    Raises NotDone where the number of a new one is taken, or the post was handed in, and Overtaken.
    """
    rows = table("posts").filter(post_id=values["post_id"])
    with transaction.atomic():
        if stands is None:
            _, is_new = rows.get_or_create(post_id=values["post_id"], defaults=values)
            if not is_new:
                raise NotDone("post_id", "There is a post of this number already")
        else:
            _refuse_overtaken(rows.filter(origin=WRITTEN), stands)
            rows.update(**values)
        changes.written()
        _enter(visit, "post")


def _refuse_overtaken(rows: "QuerySet[Any]", stands: Callable[[Any], bool]) -> None:
    """The row, held until the end of the transaction, is as it was seen. Raises NotDone and Overtaken."""
    row = rows.select_for_update().first()
    if row is None:
        raise NotDone("post_id", "This post was handed in with the record. Change it where it comes from")
    if not stands(row):
        raise Overtaken(row)


def _enter(visit: Visit, what: str) -> None:
    enter(visit, "write", detail={"what": what})
