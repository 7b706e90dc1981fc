"""The app."""

from django.apps import AppConfig


class Corrections(AppConfig):
    """Corrections of what was recorded, proposed and decided."""

    name = "handrail.service.corrections"
    label = "corrections"
    verbose_name = "Corrections"
