"""Where the pages of each list are: the same for every list, each asking for what the list is of."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.asking import asks
from handrail.service.worklist import views
from handrail.service.worklist.due_list import DUE
from handrail.service.worklist.grids import Grid

_View = Callable[..., HttpResponse]


def pages_of(grid: Grid) -> Iterator[URLPattern]:
    """The pages of a list."""
    at = f"<slug:authority>/list/{grid.key}/"
    yield path(at, _page(grid, "list", require_safe(views.listed)), name=grid.route("list"))
    yield path(f"{at}narrow/", _page(grid, "list", views.narrow), name=grid.route("narrow"))


def _page(grid: Grid, action: str, view: _View) -> _View:
    @asks(action, grid.kind, grid.stream)
    @wraps(view)
    def page(request: Any, **given: Any) -> HttpResponse:
        return view(request, grid, **given)

    return page


urlpatterns = [*pages_of(DUE)]
