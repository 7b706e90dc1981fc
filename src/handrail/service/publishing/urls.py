"""Where the pages of publications are."""

from django.urls import path

from handrail.service.publishing import views

_EDITION = "<slug:authority>/publications/<slug:publication>/<slug:period>/<int:number>/"

urlpatterns = [
    path("<slug:authority>/publications/", views.publications, name="publications"),
    path("<slug:authority>/publications/new/", views.new, name="publication-new"),
    path(_EDITION, views.edition, name="edition"),
    path(f"{_EDITION}preview/", views.preview, name="edition-preview"),
    path(f"{_EDITION}answer/", views.answer, name="edition-answer"),
    path(f"{_EDITION}approve/", views.approve, name="edition-approve"),
    path(f"{_EDITION}publish/", views.publish, name="edition-publish"),
    path(f"{_EDITION}files/<str:name>", views.file, name="edition-file"),
]
