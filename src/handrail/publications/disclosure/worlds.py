"""The proof that a count is safe: another set of counts a reader could not tell from the true one.

It looks the same in print, everything adds up in it, and the count differs. The search goes from the count
through the relations: a change to one count is made good by a change to another, until everything adds up again.
Cheapest first, so that what must be kept back for it is as little as can be found; a search that gives up
proves nothing, and then more is kept back.
"""

from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from handrail.publications.disclosure.reader import Reader

STEPS = 2_000  # how many sets of changes are tried before the search gives up
FIRST = (1, -1, 2, -2)  # the changes to the count itself that are tried

World = dict[int, int]
"""By how much each count differs from the truth."""


class _Move(NamedTuple):
    price: int
    number: int
    change: int


class _Trial(NamedTuple):
    """Changes made so far, and the relations they leave not adding up, each with its excess."""

    changes: World
    excess: dict[int, int]


class Search:
    """One search for another world in which this count differs."""

    def __init__(self, reader: Reader, number: int, may_hide: bool) -> None:
        self._reader = reader
        self._may_hide = may_hide
        self._queue: list[tuple[int, int, _Trial, list[_Move], int]] = []
        self._order = count()
        self._seen: set[frozenset[tuple[int, int]]] = set()
        self._put(0, _Trial({}, {}), self._possible((number, change) for change in FIRST))

    def run(self) -> World | None:
        """The other world found, or None."""
        for _ in range(STEPS):
            if not self._queue:
                return None
            cost, _, trial, moves, place = heappop(self._queue)
            self._put(cost - moves[place].price, trial, moves, place + 1)
            after = self._after(trial, moves[place])
            if not after.excess and self._reader.broken_share(after.changes) is None:
                return after.changes
            self._go_on(cost, after)
        return None

    def _put(self, cost: int, trial: _Trial, moves: list[_Move], place: int = 0) -> None:
        """Queue the next of the moves, which are in the order of their price."""
        if place < len(moves):
            heappush(self._queue, (cost + moves[place].price, next(self._order), trial, moves, place))

    def _after(self, trial: _Trial, move: _Move) -> _Trial:
        excess = dict(trial.excess)
        for relation, sign in self._reader.relations[move.number]:
            over = excess.pop(relation, 0) + sign * move.change
            if over:
                excess[relation] = over
        return _Trial({**trial.changes, move.number: move.change}, excess)

    def _go_on(self, cost: int, trial: _Trial) -> None:
        """Queue what could make good one relation, unless the same is to be made good at less cost already."""
        state = frozenset((trial.excess or trial.changes).items())
        if state in self._seen:
            return
        self._seen.add(state)
        self._put(cost, trial, self._mends(trial))

    def _mends(self, trial: _Trial) -> list[_Move]:
        changed, reader = trial.changes, self._reader
        if not trial.excess:
            pair = reader.broken_share(changed) or ()
            return self._possible((one, change) for one in pair if one not in changed for change in FIRST)
        relation = min(trial.excess, key=lambda one: (len(reader.terms[one]), one))
        over = trial.excess[relation]
        return self._possible((one, -sign * over) for one, sign in reader.terms[relation] if one not in changed)

    def _possible(self, changes: Iterable[tuple[int, int]]) -> list[_Move]:
        reader = self._reader
        moves = []
        for number, change in changes:
            price = reader.price(number, reader.values[number] + change, self._may_hide)
            if price is not None:
                moves.append(_Move(price, number, change))
        return sorted(moves)
