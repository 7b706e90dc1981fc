"""Where the pages of planned meetings are, and the one that opens without an account."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.meetings import reply_views, views
from handrail.service.meetings.links import ROUTE

_CHILD = "<slug:authority>/children/<key:child>/meetings/"
urlpatterns = [
    path("<slug:authority>/meetings/", views.meetings, name="meetings"),
    path("<slug:authority>/reply/<str:secret>/", reply_views.reply, name=ROUTE),
    path(_CHILD, views.child_meetings, name="child-meetings"),
    path(f"{_CHILD}plan/", views.plan, name="plan-meeting"),
    path(f"{_CHILD}one/", views.one, name="one-meeting"),
    path(f"{_CHILD}change/", views.change, name="change-meeting"),
    path(f"{_CHILD}call-off/", views.call_off, name="call-off-meeting"),
    path(f"{_CHILD}ask/", views.ask, name="ask-to-meeting"),
    path(f"{_CHILD}asked/", views.asked, name="asked-to-meeting"),
]
