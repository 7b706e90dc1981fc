"""Where imports are."""

from django.urls import path

from handrail.service.exchange import lists, views

urlpatterns = [
    path("<slug:authority>/case-system/due-dates/", lists.dues, name="differing"),
    path("<slug:authority>/case-system/due-dates/list.xlsx", lists.dues_book, name="differing-book"),
    path("<slug:authority>/case-system/corrections/", lists.corrections, name="case-system-corrections"),
    path(
        "<slug:authority>/case-system/corrections/list.xlsx",
        lists.corrections_book,
        name="case-system-corrections-book",
    ),
    path("<slug:authority>/imports/", views.imports, name="imports"),
    path("<slug:authority>/imports/hand-in/", views.hand_in, name="import-hand-in"),
    path("<slug:authority>/imports/back/", views.go_back, name="import-back"),
    path("<slug:authority>/imports/<int:number>/", views.one, name="import"),
    path("<slug:authority>/imports/<int:number>/problems/", views.found, name="import-problems"),
    path("<slug:authority>/imports/<int:number>/apply/", views.apply, name="import-apply"),
    path("<slug:authority>/imports/<int:number>/again/", views.read_again, name="import-again"),
    path("<slug:authority>/imports/<int:number>/drop/", views.drop, name="import-drop"),
]
