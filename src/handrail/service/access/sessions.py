"""How long a session lasts: so long without a sign of life, and never longer than a day of work."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from handrail.service import clock
from handrail.service.access.comings import WENT, take_down

Next = Callable[[HttpRequest], HttpResponse]
_BEGUN, _SEEN = "begun_at", "seen_at"
_STEP = 60  # seconds: a sign of life is written down no oftener
_IDLE = "You were signed out because nothing was done for {} minutes. Sign in to go on where you were."
_LONG = "You were signed out because you had been signed in for {} hours. Sign in to go on where you were."


def limits(get_response: Next) -> Next:
    """Sign out whoever has been away too long or in too long, and bring them back to the same page."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now = clock.now().timestamp()
        if said := _over(request, now):
            take_down(request, request.user, WENT)
            logout(request)
            messages.info(request, said)
            return redirect_to_login(_back(request))
        _sign_of_life(request, now)
        return get_response(request)

    return answer


def _over(request: HttpRequest, now: float) -> str:
    """Why the session is over; nothing while it is not."""
    idle, whole = settings.HANDRAIL_IDLE_SECONDS, settings.SESSION_COOKIE_AGE
    if now - request.session.get(_SEEN, now) > idle:
        return _IDLE.format(idle // 60)
    return _LONG.format(whole // 3600) if now - request.session.get(_BEGUN, now) > whole else ""


def _sign_of_life(request: HttpRequest, now: float) -> None:
    if _BEGUN not in request.session:
        request.session[_BEGUN] = now
    if now - request.session.get(_SEEN, 0) > _STEP:
        request.session[_SEEN] = now


def _back(request: HttpRequest) -> str:
    """The page the person was on: the one asked for, or the one whose form was sent; never one of another site."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else resolve_url("home")
