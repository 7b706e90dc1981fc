"""Where a page is, as a message says it."""

from django.conf import settings
from django.urls import reverse


def link_to(route: str, *args: object) -> str:
    """The whole address of a page of the service."""
    return f"{settings.HANDRAIL.address}{reverse(route, args=args)}"
