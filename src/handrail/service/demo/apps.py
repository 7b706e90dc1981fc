"""The app."""

from django.apps import AppConfig


class Demo(AppConfig):
    """A made-up authority to look around in."""

    name = "handrail.service.demo"
    label = "demo"
    verbose_name = "Demonstration"
