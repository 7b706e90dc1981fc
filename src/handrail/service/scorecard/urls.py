"""Where the pages of the scorecard are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.scorecard import views

urlpatterns = [
    path("<slug:authority>/scorecard/", views.scorecard, name="scorecard"),
    path("<slug:authority>/scorecard/count/", views.count, name="count-figures"),
    path("<slug:authority>/scorecard/measures/<slug:measure>/", views.measure, name="measure"),
    path("<slug:authority>/scorecard/measures/<slug:measure>/children/", views.behind, name="figure-children"),
    path("<slug:authority>/children/<key:child>/figures/", views.of_child, name="child-figures"),
]
