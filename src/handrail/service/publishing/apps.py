"""The app."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """Publications and their editions."""

    name = "handrail.service.publishing"
    label = "publishing"
    verbose_name = "Publishing"
