"""Where messages are shown."""

from django.urls import path

from handrail.service.post import views

urlpatterns = [
    path("<slug:authority>/messages/", views.messages, name="messages"),
    path("<slug:authority>/messages/<int:number>/again/", views.try_again, name="message-again"),
]
