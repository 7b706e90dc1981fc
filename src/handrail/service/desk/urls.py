"""Where the pages of the desk are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.desk import duty_page, merging, views

urlpatterns = [
    path("<slug:authority>/", views.my_day, name="desk"),
    path("<slug:authority>/board/", views.board, name="board"),
    path("<slug:authority>/children/", views.children, name="children"),
    path("<slug:authority>/find/", views.find, name="find"),
    path("<slug:authority>/children/<key:child>/", views.child, name="child"),
    path("<slug:authority>/children/<key:child>/pack/", views.child_pack, name="child-pack"),
    path("<slug:authority>/children/<key:child>/pack/pdf/", views.child_pack_pdf, name="child-pack-pdf"),
    path("<slug:authority>/children/<key:child>/due/<int:duty>/", duty_page.duty, name="duty"),
    path("<slug:authority>/children/<key:child>/due/<int:duty>/reason/", duty_page.give_reason, name="give-reason"),
    path("<slug:authority>/children/<key:child>/due/<int:duty>/note/", duty_page.write_note, name="note-duty"),
    path("<slug:authority>/children/<key:child>/merge/", merging.merge, name="child-merge"),
    path("<slug:authority>/children/<key:child>/part/", merging.part, name="child-part"),
]
