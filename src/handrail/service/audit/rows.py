"""Rows of the database as the trail's own entries and seals."""

import json
from datetime import UTC
from typing import Any

from handrail.service.audit import models
from handrail.trail import chain
from handrail.trail.canonical import canonical_json
from handrail.trail.entry import Entry, as_found

_AS_THEY_ARE = ("who", "role", "through", "action", "kind", "route", "reason", "salt", "erased")


def entry_of(row: models.Entry, authority: str) -> Entry:
    """A row as an entry of the trail. Raises NotAnEntry where it cannot be one."""
    return Entry(**_told(row, authority))


def found_in(row: models.Entry, authority: str) -> Entry:
    """A row as it stands, whatever somebody may have made of it."""
    return as_found(**_told(row, authority))


def seal_of(row: models.Seal) -> chain.Seal:
    """A row as a seal of the trail."""
    return chain.Seal(row.batch, row.first, row.last, row.link, row.at, row.mark)


def _told(row: models.Entry, authority: str) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in _AS_THEY_ARE}
    loaded = {"children": _loaded(row.children), "detail": _loaded(row.detail)}
    return {"number": row.pk, "authority": authority, "at": row.at.astimezone(UTC), **told, **loaded}


def _loaded(text: str) -> Any:
    """What a column of JSON holds; the text itself where it holds none."""
    try:
        value = json.loads(text)
        canonical_json(value)
    except (ValueError, RecursionError):
        return text
    return value
