"""Where the list of what is due shows exactly what a page of the desk counts or shows the first of."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

_MEETINGS, _OTHERS, _NOBODY = "meetings", "others", "nobody"


def late(authority: str, **more: str | None) -> str:
    """The meetings that are late. `more` names an officer or team; None stands for nobody."""
    return _list(authority, state="late", **_named(more))


def ahead(authority: str, today: date, first: int, last: int, **more: str | None) -> str:
    """The meetings that fall due between so many days from today. `more` as for `late`."""
    days = {"from": today + timedelta(days=first), "to": today + timedelta(days=last)}
    return _list(authority, **{name: day.isoformat() for name, day in days.items()}, **_named(more))


def others(authority: str) -> str:
    """What others owe the children."""
    return _list(authority, what=_OTHERS)


def _list(authority: str, **query: str) -> str:
    return f"{reverse('due-list', args=[authority])}?{urlencode({'what': _MEETINGS, **query})}"


def _named(more: dict[str, str | None]) -> dict[str, str]:
    return {name: value if value is not None else _NOBODY for name, value in more.items()}
