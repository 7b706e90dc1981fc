"""What belongs to an authority as such."""

from django.urls import path

from handrail.service.authorities import views

urlpatterns = [
    path("<slug:authority>/brand.css", views.brand, name="brand"),
    path("<slug:authority>/logo.png", views.logo, name="logo"),
    path("<slug:authority>/settings/", views.profile, name="profile"),
    path("<slug:authority>/settings/change/", views.change, name="profile-change"),
    path("<slug:authority>/settings/file/", views.bring_in, name="profile-bring-in"),
    path("<slug:authority>/settings/profile.toml", views.profile_file, name="profile-file"),
]
