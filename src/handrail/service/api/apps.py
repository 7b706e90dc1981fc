"""The app."""

from django.apps import AppConfig


class Api(AppConfig):
    """The API and its tokens."""

    name = "handrail.service.api"
    label = "api"
    verbose_name = "API"
