"""The app."""

from django.apps import AppConfig


class Backups(AppConfig):
    """Copies of the deployment, and the way back from one."""

    name = "handrail.service.backups"
    label = "backups"
    verbose_name = "Backups"
