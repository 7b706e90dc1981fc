"""The app."""

from django.apps import AppConfig


class Events(AppConfig):
    """News of a child, what the officer said to it, and what of the record has become news."""

    name = "handrail.service.events"
    label = "events"
    verbose_name = "News of a child"
