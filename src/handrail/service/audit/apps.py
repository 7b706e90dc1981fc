"""The app."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The audit trail of each authority."""

    name = "handrail.service.audit"
    label = "audit"
    verbose_name = "Audit trail"
