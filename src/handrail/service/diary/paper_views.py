"""The paper pack, taken out as a file."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.design.downloads import PDF, as_file
from handrail.service.diary.paper import pack


@asks("export", "due", CARE)
@require_safe
def paper_pack(request: Visited) -> HttpResponse:
    """One's own pack, as of now."""
    return as_file(pack(request.visit), f"paper-pack-{request.visit.today}.pdf", PDF)
