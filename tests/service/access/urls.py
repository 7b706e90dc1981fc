"""The service's addresses, and a desk to arrive at."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from handrail.service.asking import open_to_all
from handrail.service.config import urls


@open_to_all
def desk(request: HttpRequest, authority: str) -> HttpResponse:
    """Where somebody works."""
    return HttpResponse(authority)


handler404, handler429, handler500 = urls.handler404, urls.handler429, urls.handler500
urlpatterns = [path("desk/<slug:authority>/", desk, name="desk"), *urls.urlpatterns]
