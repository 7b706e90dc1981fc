"""Where the pages of people are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.people import family_page, file_views, sealing, views, worker_views

urlpatterns = [
    path("<slug:authority>/children/<key:child>/who/", views.particulars, name="child-who"),
    path("<slug:authority>/children/<key:child>/around/", views.around, name="child-around"),
    path("<slug:authority>/children/<key:child>/around/contact/", views.contact, name="child-contact"),
    path("<slug:authority>/children/<key:child>/around/confirm/", views.confirm, name="child-confirm"),
    path("<slug:authority>/children/<key:child>/family/", family_page.family, name="child-family"),
    path("<slug:authority>/children/<key:child>/family/tie/", family_page.tie, name="child-tie"),
    path("<slug:authority>/children/<key:child>/seal/", sealing.seal, name="child-seal"),
    path("<slug:authority>/workers/", worker_views.listed, name="workers"),
    path("<slug:authority>/workers/worker/", worker_views.worker, name="worker"),
    path("<slug:authority>/workers/write/", worker_views.write, name="worker-write"),
    path("<slug:authority>/workers/absence/", worker_views.absence, name="absence"),
    path("<slug:authority>/workers/undertaking/", worker_views.undertaking, name="undertaking"),
    path("<slug:authority>/files/names/", file_views.names, name="names-file"),
    path("<slug:authority>/files/contacts/", file_views.contacts, name="contacts-file"),
    path("<slug:authority>/files/workers/", file_views.workers, name="workers-file"),
    path("<slug:authority>/posts/", worker_views.posts, name="posts"),
    path("<slug:authority>/posts/post/", worker_views.write_post, name="post-write"),
]
