"""The gate: every page is asked for here, inside one authority's wall, and leaves its entry in the trail.

A refusal is the same whatever was behind it: the same queries are made, one entry is written, and the page says nothing
of whether there is anything to see.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from handrail.permissions import scope_of
from handrail.service import clock
from handrail.service.access.viewers import viewer_of
from handrail.service.asking import Asked, asked_by
from handrail.service.audit.actions import enter
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall
from handrail.service.records.within import reaches

Next = Callable[[HttpRequest], HttpResponse]
REFUSED = "refused"


class Gate:
    """Lets in whoever the table of permissions lets in."""

    def __init__(self, get_response: Next) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Whatever the page answers."""
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The page, or a way to sign in. Raises Http404 for every refusal."""
        asked = asked_by(view)
        if asked is None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        authority = Authority.objects.filter(key=kwargs.pop("authority")).first()
        response = self._inside(request, authority, asked, lambda: view(request, **kwargs)) if authority else None
        if response is None:
            request.visit = None  # type: ignore[attr-defined] # the page of a refusal knows nothing of whoever asked
            raise Http404
        return response

    @staticmethod
    def _inside(
        request: HttpRequest, authority: Authority, asked: Asked, page: Callable[[], HttpResponse]
    ) -> HttpResponse | None:
        """The page from inside the wall; None where it is refused, which is entered in the trail as well."""
        with wall(authority):
            visit, allowed = _visit(request, authority, asked)
            request.visit = visit  # type: ignore[attr-defined]
            response = _page(page) if allowed else None
            _enter(request, visit, _done(request, asked) if response else REFUSED)
            if response is not None and response.status_code >= 500:
                transaction.set_rollback(True)
            return response


def _visit(request: HttpRequest, authority: Authority, asked: Asked) -> tuple[Visit, bool]:
    """Who is looking, and whether they reach what they ask for."""
    now, today = clock.now(), clock.today()
    account: Any = request.user
    viewer = viewer_of(account, authority, now, today)
    scope = scope_of(viewer, asked.action, asked.kind, asked.stream, today)
    visit = Visit(viewer, authority, account.name, asked, scope, now, today)
    key = request.resolver_match.kwargs.get("child") if request.resolver_match else None
    if key is None:
        return visit, bool(scope)
    visit.child = key
    return visit, reaches(visit.scope, key, today)


def _page(page: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The page; None where it finds only then that there is nothing to be seen."""
    try:
        with transaction.atomic():
            return page()
    except (Http404, PermissionDenied):
        return None


def _done(request: HttpRequest, asked: Asked) -> str:
    """What was done: a form that is only looked at writes nothing."""
    return "read" if asked.action == "write" and request.method in ("GET", "HEAD") else asked.action


def _enter(request: HttpRequest, visit: Visit, action: str) -> None:
    about = {visit.child} if visit.child else set()
    route = request.resolver_match.view_name if request.resolver_match else ""
    enter(visit, action, children=visit.seen | about, route=route)
