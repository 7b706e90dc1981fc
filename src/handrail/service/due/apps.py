"""The app."""

from django.apps import AppConfig


class Due(AppConfig):
    """What is due, for every child of an authority."""

    name = "handrail.service.due"
    label = "due"
    verbose_name = "What is due"
