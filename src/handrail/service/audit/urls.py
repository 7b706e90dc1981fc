"""Where the pages of the trail are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows what a key is
from handrail.service.audit import views

urlpatterns = [path("<slug:authority>/children/<key:child>/who-looked/", views.who_looked, name="who-looked")]
