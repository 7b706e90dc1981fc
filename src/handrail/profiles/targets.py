"""Targets and local clocks: dated facts that somebody set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handrail.profiles.errors import ProfileError
from handrail.profiles.settings import DAY, NUMBER, SHORT_WORD, TEXT, join, named, one_of, setting


@dataclass(frozen=True)
class Target:
    """A target as a dated fact: a value for one measure, from a day, set by somebody with a role."""

    measure: str = setting(SHORT_WORD, "The measure it is for")
    value: float = setting(NUMBER, "A share from 0 to 1; or a count; or a number of days")
    holds_from: date = setting(DAY, "The first day it holds", key="from")
    holds_until: date | None = setting(
        DAY, "The last day it holds; left out while it still does", default=None, key="until"
    )
    set_by: str = setting(TEXT, "Who set it, by role", default="", required=True)
    unit: str = setting(one_of("share", "count", "days"), "What the value is", default="share")
    direction: str = setting(one_of("at_least", "at_most"), "Which side of the value is met", default="at_least")
    where: Mapping[str, str] = setting(named(TEXT), "The groups it is for, such as stream: care", factory=dict)

    def refuse(self, at: str) -> None:
        """Raises ProfileError for a value its unit does not bear, or days the wrong way round."""
        if self.unit == "share" and self.value > 1:
            raise ProfileError(join(at, "value"), f"is {self.value}", "Write a share from 0 to 1, such as 0.95 for 95%")
        refuse_before(self.holds_from, self.holds_until, at)

    def holds_on(self, day: date) -> bool:
        """Whether the target was in force on this day."""
        return self.holds_from <= day and (self.holds_until is None or day <= self.holds_until)


@dataclass(frozen=True)
class LocalClock:
    """A limit the authority chose to hold itself to, for a time. The limit itself is the clock's."""

    clock: str = setting(SHORT_WORD, "The clock, by its id")
    holds_from: date = setting(DAY, "The first day it holds", key="from")
    holds_until: date | None = setting(
        DAY, "The last day it holds; left out while it still does", default=None, key="until"
    )
    set_by: str = setting(TEXT, "Who set it, or where it is written", default="", required=True)
    basis: str = setting(SHORT_WORD, "Which basis of the clock is meant", default="local")

    def refuse(self, at: str) -> None:
        """Raises ProfileError for days the wrong way round."""
        refuse_before(self.holds_from, self.holds_until, at)

    def holds_on(self, day: date) -> bool:
        """Whether the authority held itself to it on this day."""
        return self.holds_from <= day and (self.holds_until is None or day <= self.holds_until)


def refuse_before(first: date, last: date | None, at: str) -> None:
    """Raises ProfileError where the last day is before the first."""
    if last is not None and last < first:
        raise ProfileError(
            join(at, "until"), f"is {last}, before it starts", f"Write {first} or a later day, or leave it out"
        )
