"""The app."""

from django.apps import AppConfig


class Emergency(AppConfig):
    """Emergency access and its notices."""

    name = "handrail.service.emergency"
    label = "emergency"
    verbose_name = "Emergency access"
