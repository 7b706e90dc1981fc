"""What is checked before the service starts or its tables change."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register

from handrail.service.authorities.row_security import why_no_second_wall


@register(Tags.database)
def second_wall(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The database user may not pass through row-level security."""
    why = why_no_second_wall() if databases else None
    return [Error(why, id="handrail.E001")] if why else []
