"""Where everything is."""

from django.urls import URLPattern, URLResolver, include, path

from handrail.service.config import health, pages, refusals

handler400, handler403 = refusals.bad_request, refusals.forbidden
handler404, handler429, handler500 = refusals.not_found, refusals.too_many, refusals.failed

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("", include("handrail.service.access.urls")),
    path("design/", include("handrail.service.design.urls")),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("version", health.version, name="version"),
    path("<slug:authority>/start/", pages.start, name="start"),
    path("<slug:authority>/more/", pages.more, name="more"),
    path("", include("handrail.service.authorities.urls")),
    path("", include("handrail.service.audit.urls")),
    path("", include("handrail.service.people.urls")),
    path("", include("handrail.service.background.urls")),
    path("", include("handrail.service.post.urls")),
    path("", include("handrail.service.exchange.urls")),
    path("", include("handrail.service.diary.urls")),
    path("", include("handrail.service.emergency.urls")),
    path("", include("handrail.service.worklist.urls")),
    path("", include("handrail.service.caseload.urls")),
    path("", include("handrail.service.corrections.urls")),
    path("", include("handrail.service.events.urls")),
    path("", include("handrail.service.meetings.urls")),
    path("", include("handrail.service.scorecard.urls")),
    path("", include("handrail.service.packs.urls")),
    path("", include("handrail.service.publishing.urls")),
    path("", include("handrail.service.api.urls")),
    path("", include("handrail.service.desk.urls")),
]
