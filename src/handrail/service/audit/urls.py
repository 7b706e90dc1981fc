"""Where the pages of the trail are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows what a key is
from handrail.service.audit import retention_views, views

urlpatterns = [
    path("<slug:authority>/children/<key:child>/who-looked/", views.who_looked, name="who-looked"),
    path("<slug:authority>/retention/", retention_views.retention, name="retention"),
    path("<slug:authority>/retention/find/", retention_views.find, name="retention-find"),
    path("<slug:authority>/retention/decide/", retention_views.decide, name="retention-decide"),
    path("<slug:authority>/retention/withdraw/", retention_views.withdraw, name="retention-withdraw"),
    path("<slug:authority>/retention/erase/", retention_views.erase, name="retention-erase"),
    path("<slug:authority>/retention/<key:child>/", retention_views.record, name="retention-record"),
    path("<slug:authority>/retention/<key:child>/propose/", retention_views.propose, name="retention-propose"),
    path("<slug:authority>/retention/<key:child>/words/", retention_views.words, name="retention-words"),
    path("<slug:authority>/retention/<key:child>/hold/", retention_views.hold, name="hold"),
    path("<slug:authority>/retention/<key:child>/lift/", retention_views.lift, name="hold-lift"),
]
