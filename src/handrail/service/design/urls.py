"""Where the page of components is."""

from django.urls import path

from handrail.service.design import views

app_name = "design"
urlpatterns = [path("", views.components, name="components")]
