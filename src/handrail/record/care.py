"""What follows from episodes alone: who is in a series of short breaks, and the periods of care.

Short breaks (legal status V3 and V4) are outside every count of looked-after children and outside the ordinary
review sequence (Care Planning Regulations 2010, regulation 48; SSDA903 guide).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from handrail.record.tables import Episode, PeriodOfCare

SHORT_BREAKS = frozenset({"V3", "V4"})
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
AUTHORITY_TO_PLACE = frozenset({"D1", "E1"})  # freed for adoption, and a placement order
CONTINUES = "X1"


def periods_of_care(episodes: Iterable[Episode]) -> list[PeriodOfCare]:
    """The periods of care in these episodes, in order of child and date.

    A period is a chain of episodes, each beginning the day the one before ceased with X1. Short breaks break
    the chain and neither start nor continue a period. The start is known when the first episode says so (RNE S)
    or follows on from a series of short breaks.
    """
    ordered = sorted(episodes, key=lambda episode: (episode[0], episode[1]))
    return [
        period for _, group in groupby(ordered, key=lambda episode: episode[0]) for period in _of_child(list(group))
    ]


def _of_child(episodes: list[Episode]) -> Iterator[PeriodOfCare]:
    chain: list[Episode] = []
    began_known = False
    before: Episode | None = None
    for episode in episodes:
        if chain and not _continues(chain[-1], episode):
            yield _period(chain, began_known, episode)
            chain = []
        if episode.legal_status not in SHORT_BREAKS:
            if not chain:
                began_known = episode.start_reason == "S" or _follows_short_break(before, episode)
            chain.append(episode)
        before = episode
    if chain:
        yield _period(chain, began_known, None)


def _continues(before: Episode, episode: Episode) -> bool:
    if episode.legal_status in SHORT_BREAKS:
        return False
    if before.ended_on is None or before.ended_on > episode.started_on:
        return True  # overlapping episodes: one stretch, and HR-LAC-11 names them
    return before.ended_on == episode.started_on and before.end_reason in (CONTINUES, None)


def _follows_short_break(before: Episode | None, episode: Episode) -> bool:
    return (
        before is not None
        and before.legal_status in SHORT_BREAKS
        and (before.ended_on is None or before.ended_on >= episode.started_on)
    )


def _period(chain: list[Episode], began_known: bool, after: Episode | None) -> PeriodOfCare:
    """The period this chain makes; `after` is the child's next episode, which did not continue it."""
    first, last = chain[0], max(chain, key=lambda episode: episode.ended_on or date.max)
    ended_on, into_short_breaks = last.ended_on, after is not None and after.legal_status in SHORT_BREAKS
    if ended_on is None and after is not None and into_short_breaks:
        ended_on = after.started_on  # an open episode overtaken by a series of short breaks
    end_known = ended_on is None or last.end_reason != CONTINUES or (after is not None and into_short_breaks)
    return PeriodOfCare(
        first.child_id, first.started_on, began_known, ended_on, last.end_reason, end_known, first.read_from
    )
