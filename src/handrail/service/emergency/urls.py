"""Where the pages of emergency access are."""

from django.urls import path

from handrail.service.emergency import views

urlpatterns = [
    path("<slug:authority>/emergency/", views.emergency, name="emergency"),
    path("<slug:authority>/emergency/open/", views.open_child, name="emergency-open"),
    path("<slug:authority>/notices/", views.notices, name="notices"),
    path("<slug:authority>/notices/seen/", views.seen, name="notices-seen"),
]
