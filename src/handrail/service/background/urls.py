"""Where work in the background is shown."""

from django.urls import path

from handrail.service.background import views

urlpatterns = [
    path("<slug:authority>/tasks/", views.tasks, name="tasks"),
    path("<slug:authority>/tasks/<int:number>/", views.task, name="task"),
    path("<slug:authority>/tasks/<int:number>/again/", views.try_again, name="task-again"),
]
