"""Two people at one row: whoever saves second is told of it, and nothing is overwritten unseen.

A form carries the version it was opened at (`design.together`); what is saved is saved only over that version.
"""

from collections.abc import Mapping
from typing import Any, Self

from django.db import models

from handrail.service.authorities.walls import Walled


class Overtaken(RuntimeError):
    """Somebody else has changed the row since it was opened; `row` is how it stands now, None where it is gone."""

    def __init__(self, row: Any) -> None:
        super().__init__("Somebody else changed this in the meantime.")
        self.row = row


class Versioned(Walled):
    """A row that several people may edit: its version rises with each change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """Shared by every versioned model."""

        abstract = True

    @classmethod
    def save_over(cls, seen: int, values: Mapping[str, Any], **key: Any) -> Self:
        """Write these values over the row of this key as it was seen; 0 is a row that was not there yet.

        Raises Overtaken where it has changed since, or came or went.
        """
        rows: models.QuerySet[Self] = cls._default_manager.filter(**key)  # type: ignore[assignment]
        if not seen:
            made, is_new = rows.get_or_create(**key, defaults={**values})
            if not is_new:
                raise Overtaken(made)
            return made
        if not rows.filter(version=seen).update(**values, version=seen + 1):
            raise Overtaken(rows.first())
        return rows.get()
