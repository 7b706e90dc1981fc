"""Where the pages of people are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.people import views

urlpatterns = [
    path("<slug:authority>/children/<key:child>/who/", views.particulars, name="child-who"),
    path("<slug:authority>/children/<key:child>/around/", views.around, name="child-around"),
    path("<slug:authority>/children/<key:child>/around/contact/", views.contact, name="child-contact"),
    path("<slug:authority>/children/<key:child>/around/confirm/", views.confirm, name="child-confirm"),
]
