"""The app."""

from django.apps import AppConfig


class Diary(AppConfig):
    """Calendar feeds, digests and the weekly look-ahead."""

    name = "handrail.service.diary"
    label = "diary"
    verbose_name = "Calendar and mail"
