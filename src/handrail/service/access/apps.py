"""The app."""

from django.apps import AppConfig


class Access(AppConfig):
    """Accounts, roles and the gate that every page stands behind."""

    name = "handrail.service.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Hear of sign-ins that fail, once the models are there."""
        from handrail.service.access.failing import listen

        listen()
