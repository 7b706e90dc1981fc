"""Who came in, went out, and did not get in, in the trail of every authority they work for."""

from typing import Any

from django.http import HttpRequest

from handrail.service import clock
from handrail.service.access.queries import authorities_of
from handrail.service.audit.actions import enter_for
from handrail.service.authorities.walls import wall

CAME, WENT, FAILED = "signed_in", "signed_out", "sign_in_failed"


def take_down(request: HttpRequest, account: Any, action: str, **detail: str | bool) -> None:
    """Enter that somebody signed in or out, or did not succeed, by whichever page."""
    route = (request.resolver_match and request.resolver_match.view_name) or ""
    for authority in authorities_of(account, clock.today()):
        with wall(authority):
            enter_for(authority, account.key, "", action, at=clock.now(), route=route, detail=detail)
