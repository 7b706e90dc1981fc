"""The proof that a count is safe: another set of counts a reader could not tell from the true one.

It looks the same in print, everything adds up in it, and the count differs. The search goes from the count
through the relations: a change to one count is made good by a change to another, until everything adds up again.
Cheapest first, so that what must be kept back for it is as little as can be found; a search that gives up
proves nothing, and then more is kept back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from handrail.publications.disclosure.counts import Key
from handrail.publications.disclosure.reader import SHARE, STEP, Reader

TRIALS = 1_000  # how many sets of changes are tried before the search gives up
HASTE = 8 * STEP  # how much further the search looks where fewer relations are left to be made good
FIRST = (1, -1, 2, -2)  # the changes to a count that are tried where nothing says by how much
LATE = 5_000  # what a first change of two counts for: one does almost always


class World(NamedTuple):
    """By how much each count differs from the truth, and the shares that must be kept back for it."""

    changes: dict[int, int]
    unshared: frozenset[Key] = frozenset()


class _Move(NamedTuple):
    """A change to a count; or, of number -1, a share that is not printed."""

    price: int
    number: int
    change: int
    share: Key | None = None

    def dearer(self) -> "_Move":
        """The same, to be tried late."""
        return self._replace(price=self.price + LATE)


@dataclass(frozen=True)
class _Trial:
    """The changes made so far, the relations they leave not adding up, each with its excess, and the shares that
    would read differently.
    """

    world: World
    excess: dict[int, int]
    broken: tuple[Key, ...] = ()


class Search:
    """One search for another world in which this count differs; `may_hide` is whether more may be kept back for it."""

    def __init__(self, reader: Reader, number: int, may_hide: bool) -> None:
        self._reader = reader
        self._may_hide = may_hide
        self._queue: list[tuple[int, int, int, _Trial, list[_Move], int]] = []
        self._order = count()
        self._seen: set[tuple[object, ...]] = set()
        moves = self._possible((number, change) for change in FIRST)
        self._put(0, _Trial(World({}), {}), sorted(one.dearer() if abs(one.change) > 1 else one for one in moves))

    def run(self) -> World | None:
        """The other world found, or None."""
        for _ in range(TRIALS):
            if not self._queue:
                return None
            _, _, cost, trial, moves, place = heappop(self._queue)
            self._put(cost - moves[place].price, trial, moves, place + 1)
            if self._goes_on(cost, after := self._after(trial, moves[place])):
                return after.world
        return None

    def _put(self, cost: int, trial: _Trial, moves: list[_Move], place: int = 0) -> None:
        """Queue the next of the moves, which are in the order of their price."""
        if place < len(moves):
            promise = cost + moves[place].price + HASTE * (len(trial.excess) + len(trial.broken))
            heappush(self._queue, (promise, next(self._order), cost + moves[place].price, trial, moves, place))

    def _after(self, trial: _Trial, move: _Move) -> _Trial:
        changes, unshared = trial.world
        if move.share:
            broken = tuple(share for share in trial.broken if share != move.share)
            return _Trial(World(changes, unshared | {move.share}), trial.excess, broken)
        excess = dict(trial.excess)
        for relation, sign in self._reader.relations[move.number]:
            over = excess.pop(relation, 0) + sign * move.change
            if over:
                excess[relation] = over
        changes = {**changes, move.number: move.change}
        return _Trial(World(changes, unshared), excess, self._broken(trial, move.number, changes))

    def _broken(self, trial: _Trial, number: int, changes: dict[int, int]) -> tuple[Key, ...]:
        reader = self._reader
        if not reader.shares:
            return ()
        others = [share for share in trial.broken if number not in reader.shares[share]]
        return (*others, *reader.broken_shares(number, changes, trial.world.unshared))

    def _goes_on(self, cost: int, trial: _Trial) -> bool:
        """Queue what could make good one thing that is amiss, unless it was tried at less cost; whether nothing is."""
        if not trial.broken and not trial.excess:
            return True
        state = (trial.broken, *sorted((trial.excess or trial.world.changes).items()))
        if state not in self._seen:
            self._seen.add(state)
            self._put(cost, trial, self._mends_share(trial, trial.broken[0]) if trial.broken else self._mends(trial))
        return False

    def _mends(self, trial: _Trial) -> list[_Move]:
        """What could make good one relation: the one with the fewest counts."""
        reader, changed = self._reader, trial.world.changes
        relation = min(trial.excess, key=lambda one: (len(reader.terms[one]), one))
        over = trial.excess[relation]
        return self._possible((one, -sign * over) for one, sign in reader.terms[relation] if one not in changed)

    def _mends_share(self, trial: _Trial, share: Key) -> list[_Move]:
        """What could make a share read as it does: a change to its other count. Or it is not printed."""
        pair = (one for one in self._reader.shares[share] if one not in trial.world.changes)
        moves = self._possible((one, change) for one in pair for change in FIRST)
        may_hide = self._may_hide and self._reader.may_keep_share_back(share)
        return sorted([*moves, _Move(SHARE, -1, 0, share)]) if may_hide else moves

    def _possible(self, changes: Iterable[tuple[int, int]]) -> list[_Move]:
        values, price, may_hide = self._reader.values, self._reader.price, self._may_hide
        priced = [(price(number, values[number] + change, may_hide), number, change) for number, change in changes]
        return [_Move(*one) for one in sorted(priced) if one[0]]
