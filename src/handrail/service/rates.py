"""How often something may be asked for without signing in."""

from django.core.cache import cache

HOUR = 3600  # seconds


def too_often(what: str, most: int) -> bool:
    """Count one more; whether it was more than so many within an hour of the first."""
    key = f"rate:{what}"
    if cache.add(key, 1, HOUR):
        return False
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out in between
        return False
