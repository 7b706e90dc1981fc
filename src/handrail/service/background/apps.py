"""The app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Background(AppConfig):
    """Long work in the background."""

    name = "handrail.service.background"
    label = "background"
    verbose_name = "Background tasks"

    def ready(self) -> None:
        """Have every app declare its jobs, which stand in its module `jobs`."""
        autodiscover_modules("jobs")
