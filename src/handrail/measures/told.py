"""What a record, or the authority's own lists, must tell before some things can be counted at all, and why not if not."""

from bisect import bisect_left
from collections.abc import Callable

from handrail.measures.groups import Lists
from handrail.measures.periods import Period
from handrail.record.record import Record

_Untold = Callable[[Period], bool]
_Find = Callable[[Record, Lists], _Untold]


def _no_meetings(record: Record, lists: Lists) -> _Untold:
    """Whether a conference of the period stands in an entry for one child alone."""
    days = sorted(conference.held_on for conference in record.conferences if not conference.one_meeting)

    def untold(period: Period) -> bool:
        place = bisect_left(days, period.first)
        return place < len(days) and days[place] <= period.last

    return untold


def _none_kept(kind: str) -> _Find:
    """Whether the record has no document of a kind at all."""

    def find(record: Record, lists: Lists) -> _Untold:
        none = all(document.kind != kind for document in record.documents)
        return lambda period: none

    return find


def _no_limits(record: Record, lists: Lists) -> _Untold:
    return lambda period: not lists["dispute_stage"]["entry"]


_UNTOLD: dict[str, tuple[_Find, str]] = {
    "conferences_are_meetings": (
        _no_meetings,
        "The record gives each child a conference of their own, so it is not known which children shared one: "
        "conferences cannot be counted, only children in them.",
    ),
    "care_plans_are_kept": (_none_kept("care_plan"), "The record keeps no care plans."),
    "education_plans_are_kept": (_none_kept("personal_education_plan"), "The record keeps no personal education plans."),
    "pathway_plans_are_kept": (_none_kept("pathway_plan"), "The record keeps no pathway plans."),
    "dispute_stages_have_limits": (_no_limits, "The authority's process has no limits for the stages of a dispute."),
}  # fmt: skip
FACTS = tuple(_UNTOLD)
"""The facts a measure may ask to be told."""


class Told:
    """What is told, looked up once."""

    def __init__(self, record: Record, lists: Lists) -> None:
        self._record, self._lists, self._found = record, lists, dict[str, _Untold]()

    def why_not(self, facts: tuple[str, ...], period: Period) -> str | None:
        """Why what rests on these facts cannot be counted in the period; None where it can."""
        for fact in facts:
            find, why = _UNTOLD[fact]
            if fact not in self._found:
                self._found[fact] = find(self._record, self._lists)
            if self._found[fact](period):
                return why
        return None
