"""Reads of an authority's settings."""

from handrail.service.authorities.models import ProfileVersion

_SHOWN = 20


def versions() -> list[ProfileVersion]:
    """The latest versions of the profile, newest first."""
    return list(ProfileVersion.objects.order_by("-id").defer("text")[:_SHOWN])
