"""Where imports are."""

from django.urls import path

from handrail.service.exchange import views

urlpatterns = [
    path("<slug:authority>/imports/", views.imports, name="imports"),
    path("<slug:authority>/imports/hand-in/", views.hand_in, name="import-hand-in"),
    path("<slug:authority>/imports/back/", views.go_back, name="import-back"),
    path("<slug:authority>/imports/<int:number>/", views.one, name="import"),
    path("<slug:authority>/imports/<int:number>/problems/", views.found, name="import-problems"),
    path("<slug:authority>/imports/<int:number>/apply/", views.apply, name="import-apply"),
    path("<slug:authority>/imports/<int:number>/again/", views.read_again, name="import-again"),
    path("<slug:authority>/imports/<int:number>/drop/", views.drop, name="import-drop"),
]
