"""The app."""

from django.apps import AppConfig


class Caseload(AppConfig):
    """Allocation, cover, hand-over, workload."""

    name = "handrail.service.caseload"
    label = "caseload"
    verbose_name = "Caseload"
