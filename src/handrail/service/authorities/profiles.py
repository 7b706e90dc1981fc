"""The authority's profile in the service: the version set last, as it holds on a day."""

from datetime import date, datetime
from functools import lru_cache

from handrail.profiles import Profile, Written, parse
from handrail.service.authorities.logos import checked
from handrail.service.authorities.models import Authority, ProfileVersion

_KEPT = 200


def profile_on(authority: Authority, day: date) -> Profile:
    """The profile in force on a day; what nobody has set is as it is shipped. One query, inside the wall."""
    return _read(latest_text(authority), day)


def latest_text(authority: Authority) -> str:
    """The whole profile as it was set last, as TOML; before anybody has, only the authority's name."""
    last = ProfileVersion.objects.order_by("-id").values_list("text", flat=True).first()
    return last or Written({"authority": authority.name}).as_toml()


def keep(text: str, set_by: str, set_at: datetime, why: str) -> ProfileVersion:
    """Set the whole profile anew. What it was before stays to be seen. Raises ProfileError, and then nothing is set."""
    written = checked(text)
    return ProfileVersion.objects.create(text=written.as_toml(), set_at=set_at, set_by=set_by, why=why)


@lru_cache(maxsize=_KEPT)
def _read(text: str, day: date) -> Profile:
    return parse(text).on(day)
