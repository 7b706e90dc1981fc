"""A legal hold in the made-up authority, placed by its information governance."""

from handrail.permissions import COMMON
from handrail.service.audit import holds
from handrail.service.audit.models import LegalHold
from handrail.service.authorities.models import Authority
from handrail.service.demo.visiting import visit_as
from handrail.service.records.models import table

_WHY = "Family Court, order of 3 March: everything is kept until the appeal is heard"


def hold_a_record(authority: Authority) -> None:
    """One child's record must stay."""
    child = table("children").filter(sealed=False, merged_into="").order_by("child_id").first()
    if child and not LegalHold.objects.exists():
        visit = visit_as(authority, "information_governance", "write", "legal_hold", stream=COMMON)
        holds.hold(visit, child.key, _WHY)
