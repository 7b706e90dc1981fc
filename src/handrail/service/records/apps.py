"""The app."""

from django.apps import AppConfig


class Records(AppConfig):
    """The record of each authority, table by table."""

    name = "handrail.service.records"
    label = "records"
    verbose_name = "Records"
