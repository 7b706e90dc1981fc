"""Which published figures are different now, and why: the two frozen records and the definitions tell.

Each is counted once more by today's definitions, from the record it was published from and from the later one. What
the first count changes, the definition or the rules did; what the second changes, the record did, and its rows say
whether they were corrected or came later.
"""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from handrail.editions.earlier import earlier_figures
from handrail.editions.folder import home, read
from handrail.editions.making import Frozen
from handrail.editions.manifest import PROFILE
from handrail.editions.recount import Recount
from handrail.measures.engine import ListedRow
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.profiles import parse
from handrail.publications.restatements import (
    CORRECTED,
    DEFINITION,
    LATER_DATA,
    RECORD,
    RULES,
    UNKNOWN,
    Restatement,
    by_definition,
    numbers,
    pairs,
    restatements,
)

_NOT_YET = "not_assessable"


def restated(earlier: Path, now: Path) -> list[Restatement]:
    """The figures of a published edition that a later one gives otherwise, or counts otherwise where it repeats them.

    Raises EditionRefused.
    """
    published = earlier_figures(earlier)
    manifest, later = read(now), Frozen(read(now), home(now))
    comparison = _Comparison(earlier, later, published)
    own = [figure for figure in later.figures() if _is_in(figure, manifest.period)]
    current = [other or comparison.counted(one) for one, other in pairs(published, own) if one]
    return restatements(published, [figure for figure in current if figure], comparison.why)


class _Comparison:
    """The published figures, counted from both records with the bands and groups they were published with."""

    def __init__(self, earlier: Path, now: Frozen, published: tuple[Figure, ...]) -> None:
        manifest = read(earlier)
        then = Frozen(manifest, earlier)
        profile = parse(then.content(PROFILE).decode(), PROFILE).on(manifest.period.last)
        records = (then.record(), now.record())
        self._then, self._now = (Recount(record, published, lists_of(profile)) for record in records)

    def counted(self, published: Figure) -> Figure | None:
        """The figure from the later record; None where that does not reach as far as the earlier one did."""
        found = self._now.figure(published)
        reaches = found and found.numerator is not None and found.note in (None, published.note)
        return found if reaches else None

    def why(self, then: Figure, now: Figure) -> tuple[str, ...]:
        """Why they differ."""
        again = self._then.figure(then)
        if again is None or again.definition != now.definition:
            return by_definition(then, now)  # made by another release: its definition cannot be applied here
        reasons = []
        if numbers(again) != numbers(then):
            reasons.append(DEFINITION if then.definition != now.definition else RULES)
        if numbers(again) != numbers(now):
            reasons.extend(_of_rows(self._then.rows(then), self._now.rows(then)))
        return tuple(reasons) or (UNKNOWN,)


def _of_rows(then: list[ListedRow], now: list[ListedRow]) -> list[str]:
    """What happened to the rows behind a figure, child by child.

    A row that is gone, or stands in another place now, was corrected; one more than there were came later, and so did
    one that could not be judged before.
    """
    before, after = _by_child(then), _by_child(now)
    corrected = later = False
    for child in before.keys() | after.keys():
        gone, new = before[child] - after[child], after[child] - before[child]
        waited = sum(number for (_, outcome), number in gone.items() if outcome == _NOT_YET)
        corrected |= gone.total() > waited
        later |= new.total() > gone.total() - waited
    return [CORRECTED] * corrected + [LATER_DATA] * later or [RECORD]


def _by_child(rows: list[ListedRow]) -> dict[str, Counter[tuple[date | None, str]]]:
    """How often each child's rows of a day were counted so."""
    found: dict[str, Counter[tuple[date | None, str]]] = defaultdict(Counter)
    for row in rows:
        found[row.child_id][row.event_on, row.outcome] += 1
    return found


def _is_in(figure: Figure, period: Period) -> bool:
    return period.first <= figure.period_from and figure.period_to <= period.last
