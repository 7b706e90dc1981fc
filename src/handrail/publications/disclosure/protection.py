"""Which counts are hidden, and how each is shown: decided once for everything a publication prints."""

from collections.abc import Mapping

from handrail.publications.disclosure.counts import Counts, Key
from handrail.publications.disclosure.policy import Policy
from handrail.publications.disclosure.reader import Reader
from handrail.publications.disclosure.shown import How, Shown
from handrail.publications.disclosure.worlds import Search, World


def protect(counts: Counts, policy: Policy) -> dict[Key, Shown]:
    """How each printed count is shown to the audience.

    A count from 1 to the threshold is small and said to be so. Where the other counts it adds up with would give
    it away, more is kept back, the next smallest first, until none can be worked out; likewise where a rounded
    count could be known exactly.
    """
    shown = {key: _alone(key, counts, policy) for key in counts.printed}
    if policy.secondary and policy.hides:
        shown = _Protection(counts, policy, shown).all_safe()
    return shown


def _alone(key: Key, counts: Counts, policy: Policy) -> Shown:
    value = counts.values[key]
    if key in counts.open:
        return Shown.exact(value)
    return policy.shows_change(value) if key in counts.signed else policy.shows(value)


def _is_rounded_count(key: Key, counts: Counts, shown: Mapping[Key, Shown]) -> bool:
    return key in shown and shown[key].how is How.ROUNDED and key not in counts.signed


class _Protection:
    """Keeps counts back until every count that must be safe has another world to prove it."""

    def __init__(self, counts: Counts, policy: Policy, shown: dict[Key, Shown]) -> None:
        self._first = shown
        self._reader = Reader(counts, policy, shown)
        self._proofs: dict[int, World] = {}
        self._secret = dict.fromkeys(
            number
            for number, key in enumerate(self._reader.keys)
            if counts.is_small(key, policy.small_up_to) or _is_rounded_count(key, counts, shown)
        )

    def all_safe(self) -> dict[Key, Shown]:
        """How each count is shown once all are safe."""
        for number in self._secret:
            if number not in self._proofs:
                self._make_safe(number)
        for number in self._kept_back():
            self._show_if_needless(number)
        reader = self._reader
        return {key: one for key, one in zip(reader.keys, reader.shown, strict=True) if one is not None}

    def _make_safe(self, number: int) -> None:
        world = Search(self._reader, number, may_hide=True).run() or self._with_more_hidden(number)
        if world is None:
            return
        self._hide_for(world)
        for other in world:
            self._proofs.setdefault(other, world)

    def _hide_for(self, world: World) -> None:
        reader = self._reader
        for number, change in world.items():
            if not reader.allows(number, reader.values[number] + change):
                reader.keep_back(number)

    def _with_more_hidden(self, number: int) -> World | None:
        """Keep back ring after ring of counts around one, where no search finds what would do."""
        reader, before = self._reader, list(self._reader.shown)
        reached, ring = {number}, {number}
        while ring:
            for one in ring:
                if reader.may_keep_back(one):
                    reader.keep_back(one)
            world = Search(reader, number, may_hide=True).run()
            if world is not None:
                return world
            ring = {term for one in ring for place, _ in reader.relations[one] for term, _ in reader.terms[place]}
            ring -= reached
            reached |= ring
        for one in reached:
            reader.show(one, before[one])
        return None

    def _kept_back(self) -> list[int]:
        """The counts kept back to protect others, the most useful first."""
        reader = self._reader
        kept = [
            number
            for number, (key, one) in enumerate(zip(reader.keys, reader.shown, strict=True))
            if one is not None and one.how is How.KEPT_BACK and self._first[key].how is not How.KEPT_BACK
        ]
        return sorted(kept, key=lambda number: -(reader.weights[number] or 0))

    def _show_if_needless(self, number: int) -> None:
        """Show a count again that was kept back, where every other count stays safe without that."""
        reader, kept = self._reader, self._reader.shown[number]
        reader.show(number, self._first[reader.keys[number]])
        again: dict[int, World] = {}
        for one, world in self._proofs.items():
            if number in world and one not in again and one in self._secret:
                other = Search(reader, one, may_hide=False).run()
                if other is None:
                    reader.show(number, kept)
                    return
                again |= dict.fromkeys(other, other)
        self._proofs |= again
