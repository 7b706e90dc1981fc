"""How long a session lasts: so long without a sign of life, and never longer than the cookie."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from handrail.service import clock

Next = Callable[[HttpRequest], HttpResponse]
_BEGUN, _SEEN = "begun_at", "seen_at"
_STEP = 60  # seconds: a sign of life is written down no oftener


def limits(get_response: Next) -> Next:
    """Sign out whoever has been away too long or in too long, and bring them back to the same page."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now = clock.now().timestamp()
        begun, seen = request.session.get(_BEGUN), request.session.get(_SEEN)
        if begun is None:
            request.session[_BEGUN] = begun = now
        if now - (seen or now) > settings.HANDRAIL_IDLE_SECONDS or now - begun > settings.SESSION_COOKIE_AGE:
            logout(request)
            messages.info(request, "You were signed out because nothing was done for a while. Sign in to go on.")
            return redirect_to_login(request.get_full_path())
        if seen is None or now - seen > _STEP:
            request.session[_SEEN] = now
        return get_response(request)

    return answer
