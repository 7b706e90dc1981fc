"""Where the API is, and the pages about it."""

from django.urls import URLPattern, include, path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.api import views
from handrail.service.api.service import API, asked_for


def _routes() -> list[URLPattern]:
    """The routes, each declaring what it asks for; without a declaration the gate gives nothing."""
    declared = asked_for()
    found = [one for one in API.urls[0] if isinstance(one, URLPattern) and one.name in declared]
    for one in found:
        one.callback.asks = declared[str(one.name)]  # type: ignore[attr-defined]
    return found


urlpatterns = [
    path("<slug:authority>/tokens/", views.tokens, name="tokens"),
    path("<slug:authority>/tokens/make/", views.make, name="make-token"),
    path("<slug:authority>/tokens/withdraw/", views.withdraw, name="withdraw-token"),
    path("<slug:authority>/api/", views.reference, name="api-reference"),
    path("<slug:authority>/api/v1/openapi.json", views.openapi, name="openapi"),
    path("<slug:authority>/api/v1/", include((_routes(), "api"))),
]
