"""The app."""

from django.apps import AppConfig


class Access(AppConfig):
    """Accounts, roles and the gate that every page stands behind."""

    name = "handrail.service.access"
    label = "access"
    verbose_name = "Access"
