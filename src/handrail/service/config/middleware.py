"""What every request passes through: its line in the log, and that its answer is kept nowhere on the way."""

import logging
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from handrail.service.programs import is_for_programs

Next = Callable[[HttpRequest], HttpResponse]
_LOG = logging.getLogger("handrail.request")
_FOR_MONITORS = {"/health", "/ready"}


def behind_proxies(get_response: Next) -> Next:
    """Whose address it is that asks: the one that the outermost of our own proxies saw, and nothing a client claims."""
    ours: int = settings.HANDRAIL.proxies

    def answer(request: HttpRequest) -> HttpResponse:
        seen = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
        if ours and len(seen) >= ours:
            request.META["REMOTE_ADDR"] = seen[-ours]
        return get_response(request)

    return answer


def request_log(get_response: Next) -> Next:
    """One line a request: which route, how long, what came of it; never the address, which holds keys of records."""

    def answer(request: HttpRequest) -> HttpResponse:
        began, number = perf_counter(), uuid4().hex
        response = get_response(request)
        found = request.resolver_match
        _LOG.info(
            "answered",
            extra={
                "request": number,
                "route": found.view_name if found else "none",
                "method": request.method,
                "status": response.status_code,
                "milliseconds": round(1000 * (perf_counter() - began)),
            },
        )
        response["X-Request-Id"] = number
        return response

    return answer


def no_cookies_for_programs(get_response: Next) -> Next:
    """What is for programs is opened by a token alone, so that no other site can make somebody's browser ask for it.

    What monitors ask has no session either: it would be looked for in a database that may be away.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if is_for_programs(request.path) or request.path in _FOR_MONITORS:
            request.COOKIES = {}
        return get_response(request)

    return answer


def private(get_response: Next) -> Next:
    """No page is kept by a browser or a proxy, unless it says otherwise itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store, private")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response

    return answer
