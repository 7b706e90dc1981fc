"""What a record must tell before some things can be counted at all, and what is said where it does not."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date

from handrail.measures.periods import Period
from handrail.record.record import Record

_NO_MEETINGS = (
    "The record gives each child a conference of their own, so it is not known which children shared one: "
    "conferences cannot be counted, only children in them."
)


def _conferences_are_meetings(record: Record) -> list[date]:
    return [conference.held_on for conference in record.conferences if not conference.one_meeting]


_UNTOLD: dict[str, tuple[Callable[[Record], list[date]], str]] = {
    "conferences_are_meetings": (_conferences_are_meetings, _NO_MEETINGS),
}
FACTS = tuple(_UNTOLD)
"""The facts a measure may ask a record to tell."""


class Told:
    """What a record tells, looked up once."""

    def __init__(self, record: Record) -> None:
        self._record, self._days = record, dict[str, list[date]]()

    def why_not(self, facts: tuple[str, ...], period: Period) -> str | None:
        """Why what rests on these facts cannot be counted in the period; None where it can."""
        for fact in facts:
            find, why = _UNTOLD[fact]
            if fact not in self._days:
                self._days[fact] = sorted(find(self._record))
            days = self._days[fact]
            place = bisect_left(days, period.first)
            if place < len(days) and days[place] <= period.last:
                return why
        return None
