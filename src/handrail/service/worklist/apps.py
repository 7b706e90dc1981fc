"""The app."""

from django.apps import AppConfig


class Worklist(AppConfig):
    """Lists to work in."""

    name = "handrail.service.worklist"
    label = "worklist"
    verbose_name = "Lists"
