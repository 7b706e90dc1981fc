"""What is for programs: which addresses are of the API, and how it says that something cannot be had."""

import re

from django.http import HttpResponse, JsonResponse

_API = re.compile(r"/[^/]+/api/v[0-9]+/")


def is_for_programs(path: str) -> bool:
    """Whether an address is of the API: it is opened by a token, knows no cookie, and answers in JSON."""
    return _API.match(path) is not None


def said(status: int, words: str, **headers: str) -> HttpResponse:
    """Why something cannot be had, and what to do."""
    return JsonResponse({"detail": words}, status=status, headers=headers)
