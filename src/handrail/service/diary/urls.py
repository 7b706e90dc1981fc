"""Where the calendar is."""

from django.urls import path

from handrail.service.diary import paper_views, views

urlpatterns = [
    path("<slug:authority>/calendar/", views.calendar, name="calendar"),
    path("<slug:authority>/calendar/make/", views.make, name="calendar-make"),
    path("<slug:authority>/calendar/withdraw/", views.withdraw, name="calendar-withdraw"),
    path("<slug:authority>/calendar/mail/", views.often, name="calendar-mail"),
    path("<slug:authority>/calendar/<str:secret>.ics", views.feed, name="calendar-feed"),
    path("<slug:authority>/paper-pack/", paper_views.paper_pack, name="paper-pack"),
]
