"""The API as a whole: its routes, and how it says that something was not done."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from handrail.caseload.independence import Barred
from handrail.service.api import allocations, children, corrections, due, figures, imports, news, publications
from handrail.service.api.once import OtherBody
from handrail.service.asking import Asked, asked_by
from handrail.service.not_done import NotDone

ROUTERS: tuple[Router, ...] = tuple(
    each.router for each in (children, due, news, figures, allocations, imports, corrections, publications)
)
_OTHER = "This Idempotency-Key was sent before with something else. Use a new one for each write."
_UNUSABLE = "What was sent cannot be used. Nothing was done."


class _Api(NinjaAPI):
    """Routes are known by the names of their functions, in the description as in the trail."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The name of the function."""
        return str(operation.view_func.__name__)


API = _Api(
    title="Handrail",
    version="1",
    description="What programs may ask of the service of an authority, with a token made on its page Tokens.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
for _router in ROUTERS:
    API.add_router("", _router)


def asked_for() -> dict[str, Mapping[str, Asked]]:
    """What each address asks for with each method, by the names of its routes. Raises Undeclared where one does not say."""
    found: dict[str, Mapping[str, Asked]] = {}
    for router in ROUTERS:
        for view in router.path_operations.values():
            declared = {method: _asked(one.view_func) for one in view.operations for method in one.methods}
            found |= {one.view_func.__name__: declared for one in view.operations}
    return found


def _asked(route: Callable[..., Any]) -> Asked:
    asked = asked_by(route)
    if asked is None:
        raise TypeError(f"{route.__name__} is open to all: nothing of the API is.")
    return asked


@API.exception_handler(Http404)
@API.exception_handler(PermissionDenied)
def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """To the gate, which answers every refusal alike."""
    raise error


@API.exception_handler(ValidationError)
def unusable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: what is wrong, and where."""
    wrong = [{"where": ".".join(map(str, each["loc"])), "what": each["msg"]} for each in error.errors]
    return _said(422, _UNUSABLE, wrong)


@API.exception_handler(OtherBody)
def other_body(request: HttpRequest, error: Exception) -> HttpResponse:
    """422: the key belongs to another write."""
    return _said(422, _OTHER, [{"where": "header.Idempotency-Key", "what": "It was used for another write"}])


@API.exception_handler(NotDone)
def not_done(request: HttpRequest, error: NotDone) -> HttpResponse:
    """409: as things stand it cannot be done."""
    return _said(409, str(error), [{"where": f"body.{error.field}", "what": str(error)}])


@API.exception_handler(Barred)
def barred(request: HttpRequest, error: Barred) -> HttpResponse:
    """409: the law forbids it."""
    return _said(409, str(error), [{"where": "body.worker", "what": str(error)}])


def _said(status: int, words: str, problems: list[dict[str, str]]) -> HttpResponse:
    return JsonResponse({"detail": words, "problems": problems}, status=status)
