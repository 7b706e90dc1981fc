"""What a person sees when a page cannot be given: plain words, what to do, and nothing of what lies behind."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from handrail.service.config.away import AWAY, away
from handrail.service.programs import is_for_programs, said

_SAID = {
    400: (
        "This could not be read",
        "Something in the address or the form was not as it should be. Go back and try again.",
    ),
    403: (
        "This form has been open too long",
        "Go back, load the page again, and send it once more. Nothing was saved.",
    ),
    404: (
        "You cannot open this",
        "It may not exist, or it may not be yours to see. Check the address, or go back to where you came from.",
    ),
    413: ("That is too large", "Send less at once: fewer files, or a smaller one. Nothing was saved."),
    429: (
        "Too many tries",
        "Wait 15 minutes, then try again. If you have forgotten your password, ask the people who look after accounts "
        "at your council for a link to set a new one.",
    ),
    500: (
        "Something went wrong here",
        "It was written down for those who look after the service. Nothing was half saved.",
    ),
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a status; for a program, its words."""
    title, words = _SAID[status]
    if is_for_programs(request.path):
        return said(status, f"{title}. {words}")
    emergency = reverse("to-emergency") if status == 404 else ""
    return render(request, "refused.html", {"title": title, "words": words, "emergency": emergency}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: also what Django finds suspicious."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 looks as 404 does: whether something is there is not told."""
    return page(request, 404)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return page(request, 404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: open too long, or sent from elsewhere."""
    return page(request, 403)


def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 where only the database was not to be had."""
    return away(request) if isinstance(sys.exc_info()[1], AWAY) else page(request, 500)


def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return page(request, 429)


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: object) -> HttpResponse:
    """429: somebody tried too many passwords."""
    return page(request, 429)
