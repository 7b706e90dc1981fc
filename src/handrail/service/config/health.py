"""Whether the service is alive, whether it is ready to work, and which version it is."""

from collections.abc import Iterator

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

import handrail
from handrail.service.asking import open_to_all
from handrail.service.authorities.row_security import why_no_second_wall


@open_to_all
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"alive": True})


@open_to_all
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether work can be done: the database answers, its tables are as this version needs them, its walls stand."""
    wrong = list(_wrong())
    return JsonResponse({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)


@open_to_all
@require_safe
def version(request: HttpRequest) -> HttpResponse:
    """Which version answers."""
    return JsonResponse({"name": "Handrail", "version": handrail.__version__})


def _wrong() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "The tables are not those of this version: run `handrail manage migrate`."
        if why := why_no_second_wall():
            yield why
    except Error:
        yield "The database does not answer."
