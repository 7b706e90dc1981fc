"""The database is away, or too busy: 503, when to try again, and what was written kept in the page to be sent again."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from handrail.service.asking import asked_by
from handrail.service.programs import is_for_programs, said

AWAY = (OperationalError, InterfaceError)
"""What the database's driver raises where it is not reached, goes away meanwhile, or lets nobody in for too long."""
AGAIN_AFTER = "30"  # seconds

_TITLE = "The service cannot read or save just now"
_WORDS = (
    "Its database is away, or too busy for a moment. Wait a minute, then try again. Nothing was half saved. "
    "If this goes on, tell those who look after the service, and work from the paper pack."
)
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def away(request: HttpRequest) -> HttpResponse:
    """The page, made without a look into the database; for a program, its words."""
    if is_for_programs(request.path):
        return said(503, f"{_TITLE}. {_WORDS}", **{"Retry-After": AGAIN_AFTER})
    given: dict[str, Any] = {"title": _TITLE, "words": _WORDS, "address": request.get_full_path()}
    if sent := _sent(request):
        given |= {
            "sent": sent,
            "written": _written(sent),
            "files": bool(request.FILES),
            "csrf_token": get_token(request),
        }
    answer = HttpResponse(render_to_string("away.html", given), status=503)
    answer["Retry-After"] = AGAIN_AFTER
    return answer


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form of ours sent, to a page inside an authority: not what another site made a browser send, no password."""
    if request.method != "POST" or not _is_ours(request):
        return []
    return [(name, value) for name, values in request.POST.lists() if name != _TOKEN for value in values]


def _is_ours(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    if asked_by(view, "POST") is None:
        return False
    return _Check(lambda _: HttpResponse()).process_view(request, view, (), {}) is None


class _Check(CsrfViewMiddleware):
    """Whether the token of a form is right, without the page that says it is not."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _written(sent: list[tuple[str, str]]) -> list[str]:
    """What a person wrote in words of their own: more than a choice, and nothing that a form tells itself."""
    return [value for _, value in sent if " " in value.strip() and not value.startswith(("{", "["))]
