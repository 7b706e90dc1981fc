"""What the made-up officer wrote and has not filed yet, and a pack for inspectors that is being made."""

from datetime import timedelta

from django.db.models import F

from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.demo.visiting import visit_as
from handrail.service.due.actions import Given, give_reasons, write_notes
from handrail.service.due.models import Duty, Note
from handrail.service.due.reasons import reasons_for
from handrail.service.packs import inspecting
from handrail.service.packs.models import InspectionPack
from handrail.service.records.models import Coverage, table

_HOW_MANY = 3
_NOTE = "The carer asked for another day. Agreed with the social worker by telephone."


def write_and_pack(authority: Authority) -> None:
    """Have the reviewing officer say why the latest reviews were late, and the manager ask for a pack of the last day told of."""
    officer = visit_as(authority, "reviewing_officer", "write", "due")
    if not Note.objects.exists():
        _write(officer)
    if not InspectionPack.objects.exists():
        manager = visit_as(authority, "service_manager", "write", "inspection_pack")
        told_until = Coverage.objects.values_list("care_to", flat=True).first() or manager.today
        inspecting.ask(manager, min(told_until, manager.today - timedelta(days=1)))


def _write(visit: Visit) -> None:
    own = table("children").filter(key__in=[*visit.scope.children, ""]).values("child_id")
    late = Duty.objects.filter(clock="lac_review_n", as_verified=True, child_id__in=own, met_on__gt=F("due_latest_on"))
    found = list(late.order_by("-met_on", "id")[:_HOW_MANY])
    main = next(iter(reasons_for("lac_review_n", visit.profile)))
    if found:
        give_reasons(visit, [Given(one, main) for one in found])
        write_notes(visit, [(found[0], _NOTE)])
