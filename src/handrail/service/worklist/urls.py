"""Where the pages of each list are: the same for every list, each asking for what the list is of."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON
from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.asking import asks
from handrail.service.worklist import editing, keeping, sheets, views
from handrail.service.worklist.due_list import DUE
from handrail.service.worklist.grids import Grid

_View = Callable[..., HttpResponse]


def pages_of(grid: Grid) -> Iterator[URLPattern]:
    """The pages of a list."""
    at = f"<slug:authority>/list/{grid.key}/"
    yield path(at, _page(grid, "list", require_safe(views.listed)), name=grid.route("list"))
    yield path(f"{at}narrow/", _page(grid, "list", views.narrow), name=grid.route("narrow"))
    for name, view in (
        ("cell", editing.cell),
        ("paste", editing.paste),
        ("many", editing.many),
        ("step", editing.step),
        ("undo", editing.undo),
        ("bring", sheets.bring_back),
    ):
        yield path(f"{at}{name}/", _page(grid, "write", view), name=grid.route(name))
    yield path(f"{at}workbook/", _page(grid, "export", require_safe(sheets.download)), name=grid.route("workbook"))
    for name, action, kind, keep in (
        ("filters", "write", "saved_filter", keeping.filters),
        ("filter", "list", "saved_filter", require_safe(keeping.use_filter)),
        ("filter-drop", "write", "saved_filter", keeping.drop_filter),
        ("columns", "write", "profile", keeping.columns),
        ("column-close", "write", "profile", keeping.close_column),
    ):
        yield path(f"{at}{name}/", _page(grid, action, keep, kind, COMMON), name=grid.route(name))
    of_child = f"<slug:authority>/children/<key:child>/{grid.key}/<int:duty>/row/"
    yield path(of_child, _page(grid, "write", editing.row), name=grid.route("row"))


def _page(grid: Grid, action: str, view: _View, kind: str = "", stream: str = "") -> _View:
    @asks(action, kind or grid.kind, stream or grid.stream)
    @wraps(view)
    def page(request: Any, **given: Any) -> HttpResponse:
        return view(request, grid, **given)

    return page


urlpatterns = [*pages_of(DUE)]
