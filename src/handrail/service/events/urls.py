"""Where the pages of news are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.events import views

_CHILD = "<slug:authority>/children/<key:child>/news/"
urlpatterns = [
    path("<slug:authority>/news/", views.inbox, name="news"),
    path(_CHILD, views.child_news, name="child-news"),
    path(f"{_CHILD}one/", views.one, name="one-news"),
    path(f"{_CHILD}tell/", views.tell, name="tell-news"),
    path(f"{_CHILD}answer/", views.answer, name="answer-news"),
    path(f"{_CHILD}add/", views.add, name="add-news"),
]
