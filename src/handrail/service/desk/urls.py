"""Where the pages of the desk are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.desk import views

urlpatterns = [
    path("<slug:authority>/", views.my_day, name="desk"),
    path("<slug:authority>/board/", views.board, name="board"),
    path("<slug:authority>/children/", views.children, name="children"),
    path("<slug:authority>/find/", views.find, name="find"),
    path("<slug:authority>/children/<key:child>/", views.child, name="child"),
]
