"""The app."""

from django.apps import AppConfig


class Authorities(AppConfig):
    """The councils, their profiles and the walls between them."""

    name = "handrail.service.authorities"
    label = "authorities"
    verbose_name = "Authorities"

    def ready(self) -> None:
        """Have the second wall checked before anything is served."""
        from handrail.service.authorities import checks  # noqa: F401
