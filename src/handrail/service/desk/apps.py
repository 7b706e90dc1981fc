"""The app."""

from django.apps import AppConfig


class Desk(AppConfig):
    """My day, my children, a child's page."""

    name = "handrail.service.desk"
    label = "desk"
    verbose_name = "Desk"
