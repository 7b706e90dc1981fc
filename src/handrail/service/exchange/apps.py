"""The app."""

from django.apps import AppConfig


class Exchange(AppConfig):
    """Imports, their history, and lists for the case system."""

    name = "handrail.service.exchange"
    label = "exchange"
    verbose_name = "Imports"
