"""Where the pages of corrections are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.corrections import views

urlpatterns = [
    path("<slug:authority>/corrections/", views.corrections, name="corrections"),
    path("<slug:authority>/corrections/decide/", views.decide, name="decide-correction"),
    path("<slug:authority>/children/<key:child>/recorded/", views.recorded, name="recorded"),
    path("<slug:authority>/children/<key:child>/recorded/entry/", views.entry, name="correct"),
]
