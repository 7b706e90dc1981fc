"""The app."""

from django.apps import AppConfig


class Meetings(AppConfig):
    """Meetings planned for a child, invitations to them and the replies."""

    name = "handrail.service.meetings"
    label = "meetings"
    verbose_name = "Planned meetings"
