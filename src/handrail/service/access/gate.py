"""The gate: every page and every address of the API is asked for here, inside one authority's wall, and leaves its entry.

A refusal is the same whatever was behind it: the same queries are made, one entry is written, and the answer says nothing
of whether there is anything to see. A person comes with a session, a program with a token; the decision is one.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from handrail.permissions import Viewer
from handrail.service import clock
from handrail.service.access import tokens
from handrail.service.access.models import Token
from handrail.service.access.viewers import viewer_of
from handrail.service.asking import Asked, asked_by
from handrail.service.audit.actions import enter
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit, visit_by
from handrail.service.authorities.walls import wall
from handrail.service.programs import is_for_programs, said
from handrail.service.records.within import reaches

Next = Callable[[HttpRequest], HttpResponse]
Page = Callable[[], HttpResponse]
REFUSED = "refused"
_NO_TOKEN = "Send a token that holds today: Authorization: Bearer, and the token."  # noqa: S105 - it is none
_TOO_MANY = "This token has asked for too much in this minute. Wait until the next one begins, then go on."


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
        asked = asked_by(view, request.method or "")
        if asked is None:
            return None
        by_program = is_for_programs(request.path)
        if not by_program and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        authority = Authority.objects.filter(key=kwargs.pop("authority")).first()
        give = _to_program if by_program else _to_person
        response = give(request, authority, asked, lambda: view(request, **kwargs))
        if response is None:
            request.visit = None  # type: ignore[attr-defined] # the page of a refusal knows nothing of whoever asked
            raise Http404
        return response


def _to_person(request: HttpRequest, authority: Authority | None, asked: Asked, page: Page) -> HttpResponse | None:
    """The page for whoever is signed in; None where it is refused."""
    if authority is None:
        return None
    with wall(authority):
        return _inside(request, _visit(request.user, authority, asked), page)


def _to_program(request: HttpRequest, authority: Authority | None, asked: Asked, page: Page) -> HttpResponse | None:
    """The answer for whoever shows a token that holds; None where it is refused."""
    without = said(401, _NO_TOKEN, **{"WWW-Authenticate": "Bearer"})
    if authority is None:
        return without
    with wall(authority):
        token = tokens.presented(request, clock.today())
        visit = _visit(token.account, authority, asked, token) if token else None
        if token is None or visit is None:
            return without
        if not tokens.count(token, visit.now):
            return said(429, _TOO_MANY, **{"Retry-After": f"{60 - visit.now.second}"})
        return _inside(request, visit, page)


def _inside(request: HttpRequest, visit: Visit | None, page: Page) -> HttpResponse | None:
    """The page from inside the wall; None where it is refused, which is entered in the trail as well."""
    if visit is None:
        return None
    allowed = _reaches(request, visit)
    request.visit = visit  # type: ignore[attr-defined]
    response = _page(page) if allowed else None
    _enter(request, visit, _done(request, visit.asked) if response else REFUSED)
    if response is not None and response.status_code >= 500:
        transaction.set_rollback(True)
    return response


def _visit(account: Any, authority: Authority, asked: Asked, token: Token | None = None) -> Visit | None:
    """Who is looking; None where it is a program whose owner may hold no token any longer."""
    now, today = clock.now(), clock.today()
    viewer: Viewer | None = viewer_of(account, authority, now, today)
    if token and viewer:
        viewer = tokens.held_by(token, viewer, today)
    if viewer is None:
        return None
    visit = visit_by(viewer, authority, account.name, asked, now, today)
    visit.token = token.key if token else ""
    return visit


def _reaches(request: HttpRequest, visit: Visit) -> bool:
    """Whether they reach what they ask for."""
    key = request.resolver_match.kwargs.get("child") if request.resolver_match else None
    if key is None:
        return bool(visit.scope)
    visit.child = key
    return reaches(visit.scope, key, visit.today)


def _page(page: Page) -> HttpResponse | None:
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
