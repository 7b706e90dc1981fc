"""The app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Packs(AppConfig):
    """Packs for the case system and for inspectors."""

    name = "handrail.service.packs"
    label = "packs"
    verbose_name = "Packs"

    def ready(self) -> None:
        """Have every app declare what it writes about children, which stands in its module `filings`."""
        autodiscover_modules("filings")
