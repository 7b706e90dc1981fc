"""`handrail manage nightly`: ask for the night's work now. The worker does so itself when it is due."""

from typing import Any

from django.core.management.base import BaseCommand

from handrail.service.background import nights
from handrail.service.background.job import title_of


class Command(BaseCommand):
    """Asks for what was not asked for since the last night began, for every authority: twice does no harm."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was asked for."""
        for authority, runs in nights.begin_all():
            asked = ", ".join(title_of(run.job) for run in runs)
            self.stdout.write(f"{authority.key}: {asked or 'nothing: it was asked for already'}.")
