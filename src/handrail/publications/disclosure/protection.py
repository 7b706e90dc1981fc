"""Which counts are hidden, and how each is shown: decided once for everything a publication prints."""

from collections.abc import Iterable, Mapping

from handrail.publications.disclosure.bounds import with_bounds
from handrail.publications.disclosure.counts import Counts, Key
from handrail.publications.disclosure.editions import Edition, Remembered
from handrail.publications.disclosure.narrowing import is_certain
from handrail.publications.disclosure.policy import Policy
from handrail.publications.disclosure.reader import Reader
from handrail.publications.disclosure.shown import How, Shown
from handrail.publications.disclosure.worlds import Search, World


def protect(counts: Counts, policy: Policy, already: Iterable[Edition] = ()) -> dict[Key, Shown]:
    """How each printed count and share is shown to the audience.

    A count from 1 to the threshold is small and said to be so. Where the other counts it adds up with would give
    it away, here or together with editions this audience may have read `already`, more is kept back, the next
    smallest first, until none can be worked out; likewise where a rounded count could be known exactly.
    """
    shown = {key: _alone(key, counts, policy) for key in counts.printed}
    if policy.secondary and policy.small_up_to:
        return with_bounds(_Protection(Remembered.of(counts, policy, already), policy, shown).all_safe(), counts)
    return shown | _shares(counts, policy, shown, frozenset())


def given_away(counts: Counts, policy: Policy, already: Iterable[Edition]) -> list[Key]:
    """The small counts that earlier editions gave away, or may have: nothing kept back now can mend that."""
    shown = {key: _alone(key, counts, policy) for key in counts.printed}
    protection = _Protection(Remembered.of(counts, policy, already), policy, shown)
    protection.all_safe()
    return protection.given_away


def _alone(key: Key, counts: Counts, policy: Policy) -> Shown:
    value = counts.values[key]
    if key in counts.open:
        return Shown.exact(value)
    return policy.shows_change(value) if key in counts.signed else policy.shows(value)


def _shares(counts: Counts, policy: Policy, shown: Mapping[Key, Shown], unshared: Iterable[Key]) -> dict[Key, Shown]:
    """The shares: a share with a count that is not printed, or that tells too much, is kept back."""
    found = {}
    for key, pair in counts.shares.items():
        printed = key not in unshared and all(shown[one].value is not None for one in pair if one in shown)
        top, base = (counts.values[one] for one in pair)
        found[key] = Shown.share(top, base, policy.rounds) if printed else Shown.kept_back()
    return found


class _Protection:
    """Keeps counts back until every count that must be safe has another world to prove it."""

    def __init__(self, remembered: Remembered, policy: Policy, shown: Mapping[Key, Shown]) -> None:
        self._counts, self._policy, self._first = remembered.counts, policy, shown
        self._reader = Reader(remembered, policy, shown)
        self._proofs: dict[int, World] = {}
        self._resting: dict[int, set[int]] = {}  # by count, the secrets whose proofs change it
        self._secret = dict.fromkeys(number for number in range(len(self._reader.keys)) if self._is_secret(number))
        self._for_good: set[int] = set()  # kept back without a proof that it is enough
        self.given_away: list[Key] = []

    def _is_secret(self, number: int) -> bool:
        """Whether nobody may know the count, who does not already: a small one, and one that is rounded."""
        key, one = self._reader.keys[number], self._reader.shown[number]
        if self._reader.is_known(number) or key in self._counts.signed:
            return False
        return self._counts.is_small(key, self._policy.small_up_to) or (one is not None and one.how is How.ROUNDED)

    def all_safe(self) -> dict[Key, Shown]:
        """How everything is shown once all are safe."""
        telling = {share for share in self._reader.shares if self._reader.tells_too_much(share)}
        self._reader.unshared |= telling
        for number in self._secret:
            if number not in self._proofs:
                self._make_safe(number)
        for share in sorted(self._reader.unshared - telling):
            self._print_if_needless(share)
        for number in self._kept_back():
            self._show_if_needless(number)
        reader = self._reader
        shown = {key: one for key, one in zip(reader.keys, reader.shown, strict=True) if one is not None}
        return shown | _shares(self._counts, self._policy, shown, reader.unshared)

    def _make_safe(self, number: int) -> None:
        world = Search(self._reader, number, may_hide=True).run() or self._with_more_hidden(number)
        if world is not None:
            self._hide_for(world)
            self._proves(world, [other for other in world.changes if other not in self._proofs])

    def _hide_for(self, world: World) -> None:
        reader = self._reader
        reader.unshared |= world.unshared
        for number, change in world.changes.items():
            if not reader.allows(number, reader.values[number] + change):
                reader.keep_back(number, change)

    def _proves(self, world: World, secrets: Iterable[int]) -> None:
        for secret in secrets:
            self._proofs[secret] = world
            for number in world.changes:
                self._resting.setdefault(number, set()).add(secret)

    def _with_more_hidden(self, number: int) -> World | None:
        """Keep back ring after ring of counts around one, where no search finds what would do.

        If nothing is left to keep back, the count is given away: for certain, and then the rest is printed all the
        same, or for all that can be found out, and then it is not.
        """
        reader, before = self._reader, list(self._reader.shown)
        reached, ring = {number}, {number}
        while ring:
            for one in filter(reader.may_keep_back, ring):
                reader.keep_back(one)
            world = Search(reader, number, may_hide=True).run()
            if world is not None:
                return world
            ring = {term for one in ring for place, _ in reader.relations[one] for term, _ in reader.terms[place]}
            ring -= reached
            reached |= ring
        self.given_away.append(reader.keys[number])
        if is_certain(reader, number, reached):
            for one in reached:
                reader.show(one, before[one])
        else:
            self._for_good |= reached
        return None

    def _kept_back(self) -> list[int]:
        """The counts kept back to protect others, the most useful first."""
        reader = self._reader
        kept = [
            number
            for number, (key, one) in enumerate(zip(reader.keys, reader.shown, strict=True))
            if one is not None and one.how is How.KEPT_BACK and self._first[key].how is not How.KEPT_BACK
            if number not in self._for_good
        ]
        return sorted(kept, key=lambda number: -reader.weights[number])

    def _show_if_needless(self, number: int) -> None:
        """Show a count again that was kept back, where every other count stays safe without that."""
        reader, kept = self._reader, self._reader.shown[number]
        reader.show(number, self._first[reader.keys[number]])
        if not self._are_still_safe({number}):
            reader.show(number, kept)

    def _print_if_needless(self, share: Key) -> None:
        """Print a share again that was kept back, where every count stays safe without that."""
        self._reader.unshared.discard(share)
        if not self._are_still_safe(self._reader.shares[share]):
            self._reader.unshared.add(share)

    def _are_still_safe(self, touched: Iterable[int]) -> bool:
        """Whether every count is safe whose proof rests on these; if so the proofs are brought up to date."""
        again: dict[int, World] = {}
        for secret in sorted(set().union(*(self._resting.get(number, ()) for number in touched))):
            if secret in again or secret not in self._secret or self._still_proves(self._proofs[secret]):
                continue
            world = Search(self._reader, secret, may_hide=False).run()
            if world is None:
                return False
            again |= dict.fromkeys(world.changes, world)
        for secret, world in again.items():
            self._proves(world, [secret])
        return True

    def _still_proves(self, world: World) -> bool:
        reader = self._reader
        alike = all(reader.allows(number, reader.values[number] + change) for number, change in world.changes.items())
        return alike and not any(reader.broken_shares(number, world.changes, ()) for number in world.changes)
