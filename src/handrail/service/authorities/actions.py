"""Writes of an authority's settings."""

from handrail.service.authorities.models import ProfileVersion
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.visits import Visit


def set_profile(visit: Visit, text: str, why: str) -> ProfileVersion:
    """Set the profile anew, in the transaction of the visit, whose entry in the trail says who and when.

    Raises ProfileError, and then nothing is set.
    """
    return keep(text, visit.viewer.account, visit.now, why)
