"""Where the pages of the caseload are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.caseload import views

urlpatterns = [
    path("<slug:authority>/allocation/", views.allocation, name="allocation"),
    path("<slug:authority>/allocation/leaving/", views.leaving, name="leaving"),
    path("<slug:authority>/allocation/leaving/give/", views.give_all, name="give-all"),
    path("<slug:authority>/children/<key:child>/allocation/", views.choose, name="choose-officer"),
    path("<slug:authority>/children/<key:child>/allocation/give/", views.allocate, name="allocate"),
    path("<slug:authority>/children/<key:child>/allocation/interest/", views.declare, name="declare-interest"),
]
