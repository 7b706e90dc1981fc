"""Which things due are the officer's and the chair's own: the meetings they hold. The rest others owe the child."""

from functools import cache

from handrail.timescales.clocks import clocks
from handrail.timescales.sequences import SEQUENCES, VARIANTS

REVIEW, CONFERENCE = "review", "conference"
"""The two kinds of meeting, as the record names them."""
_REVIEWS = ("lac_review_", "adoption_review_", "short_break_review_")
_CONFERENCES = frozenset({"icpc", "prebirth_icpc", "rcpc_1", "rcpc_n", "prebirth_rcpc", "transfer_in_conference"})


@cache
def meetings() -> frozenset[str]:
    """The clocks that a review or a conference meets."""
    return frozenset(one for one in clocks() if meeting_of(one))


@cache
def owed_by_others() -> frozenset[str]:
    """All other clocks: visits, health, education, plans."""
    return frozenset(clocks()) - meetings()


def meeting_of(clock_id: str) -> str | None:
    """The kind of meeting that meets a clock; None where none does."""
    if clock_id.startswith(_REVIEWS):
        return REVIEW
    return CONFERENCE if clock_id in _CONFERENCES else None


@cache
def in_ledger() -> tuple[str, ...]:
    """The clocks the ledger of the service has rows of, in the order of their titles."""
    followed = {one for sequence in SEQUENCES for one in sequence.steps if one}
    return tuple(sorted(meetings() | followed | {*VARIANTS}, key=lambda one: clocks()[one].title))
