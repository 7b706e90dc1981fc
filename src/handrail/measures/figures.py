"""A figure: one measure over one period, with both counts, what could not be judged, and how it was defined."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

SHARE = "share"
COUNT = "count"


@dataclass(frozen=True)
class Figure:
    """One value of one measure.

    A share has a numerator, a denominator and a value from 0 to 1 (None where nothing could be counted). A count
    has its count as numerator and value, and no denominator. `not_assessable` and `not_recorded` count the records
    that were left out of both, in the same unit. Where the source was not loaded every number is None and `note`
    says why.
    """

    measure: str
    kind: str
    unit: str
    period_from: date
    period_to: date
    numerator: int | None
    denominator: int | None
    not_assessable: int | None
    not_recorded: int | None
    settings: dict[str, str]
    definition: str
    note: str | None = None
    group: dict[str, str] = field(default_factory=dict)

    @property
    def value(self) -> float | int | None:
        """The count, or the share from 0 to 1; None where there is none."""
        if self.kind == COUNT or not self.denominator or self.numerator is None:
            return self.numerator if self.kind == COUNT else None
        return self.numerator / self.denominator

    def as_row(self) -> dict[str, Any]:
        """The figure as one row of JSON, keys as the command line prints them."""
        return {
            "measure": self.measure,
            "period": {"from": self.period_from.isoformat(), "to": self.period_to.isoformat()},
            "group": self.group,
            "unit": self.unit,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "not_assessable": self.not_assessable,
            "not_recorded": self.not_recorded,
            "settings": self.settings,
            "definition": self.definition,
            "note": self.note,
        }
