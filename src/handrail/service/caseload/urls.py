"""Where the pages of the caseload are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.caseload import cover_views, load_views, views

urlpatterns = [
    path("<slug:authority>/allocation/", views.allocation, name="allocation"),
    path("<slug:authority>/allocation/leaving/", views.leaving, name="leaving"),
    path("<slug:authority>/allocation/leaving/give/", views.give_all, name="give-all"),
    path("<slug:authority>/cover/", cover_views.cover, name="cover"),
    path("<slug:authority>/cover/arrange/", cover_views.arrange, name="arrange-cover"),
    path("<slug:authority>/cover/end/", cover_views.end, name="end-cover"),
    path("<slug:authority>/workload/", load_views.workload, name="workload"),
    path("<slug:authority>/hand-over/", load_views.hand_over_caseload, name="hand-over-caseload"),
    path("<slug:authority>/children/<key:child>/hand-over/", load_views.hand_over_child, name="hand-over"),
    path("<slug:authority>/children/<key:child>/allocation/", views.choose, name="choose-officer"),
    path("<slug:authority>/children/<key:child>/allocation/give/", views.allocate, name="allocate"),
    path("<slug:authority>/children/<key:child>/allocation/interest/", views.declare, name="declare-interest"),
    path(
        "<slug:authority>/children/<key:child>/allocation/interest/withdraw/",
        views.withdraw,
        name="withdraw-interest",
    ),
]
