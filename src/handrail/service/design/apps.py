"""The app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The design system."""

    name = "handrail.service.design"
    label = "design"
