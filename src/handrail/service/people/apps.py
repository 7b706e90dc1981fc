"""The app."""

from django.apps import AppConfig


class People(AppConfig):
    """Children as persons, those around them, and those who work for them."""

    name = "handrail.service.people"
    label = "people"
    verbose_name = "People"
