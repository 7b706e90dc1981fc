"""What each audience may see of a count."""

from dataclasses import dataclass

from handrail.profiles import Profile
from handrail.publications.disclosure.shown import Shown

ROUNDINGS = (1, 5, 10)
CHILD = "child"
_HOW_OPEN = {"internal": 0, "board": 1}  # everyone else may be anyone


@dataclass(frozen=True)
class Policy:
    """What an audience may see.

    Counts from 1 to `threshold` are not printed; with a threshold of 0 every count is. The others are rounded to
    the nearest `round_to` (1, 5 or 10), half away from zero. With `secondary`, more is hidden until no small count
    can be worked out, nor a rounded one be known exactly.
    """

    audience: str
    threshold: int
    round_to: int = 1
    secondary: bool = True

    def __post_init__(self) -> None:
        if self.threshold < 0:
            raise ValueError(f"The threshold of the audience {self.audience!r} must be 0 or more.")
        if self.round_to not in ROUNDINGS:
            raise ValueError(f"Counts of the audience {self.audience!r} can be rounded to 1, 5 or 10.")

    @classmethod
    def of(cls, profile: Profile, audience: str) -> "Policy":
        """What the authority has decided for this audience: public, board, internal or child. Raises ProfileError."""
        chosen = profile.audience(audience)
        return cls(audience, chosen.threshold, chosen.round_to, chosen.secondary)

    @property
    def small_up_to(self) -> int:
        """The largest count not printed: the threshold, or what would be rounded to 0."""
        return max(self.threshold, (self.round_to - 1) // 2)

    @property
    def hides(self) -> bool:
        """Whether anything is printed otherwise than it is recorded."""
        return self.small_up_to > 0

    @property
    def rounds(self) -> bool:
        """Whether counts are rounded."""
        return self.round_to > 1

    def knows(self, audience: str) -> bool:
        """Whether this audience may have read what was printed for the other: what is at least as open."""
        return _how_open(audience) >= _how_open(self.audience)

    def rounded(self, value: int) -> int:
        """The nearest multiple, half away from zero: 115 is about 120, to the nearest 10."""
        steps, rest = divmod(abs(value), self.round_to)
        size = (steps + (2 * rest >= self.round_to)) * self.round_to
        return size if value >= 0 else -size

    def shows(self, value: int) -> Shown:
        """A count as this audience is told it, before anything is hidden to protect another."""
        if 1 <= value <= self.small_up_to:
            return Shown.small(self.small_up_to)
        if value == 0 or not self.rounds:
            return Shown.exact(value)
        return Shown.rounded(self.rounded(value), self.round_to, above=self.small_up_to)

    def shows_change(self, value: int) -> Shown:
        """A change, which may be negative, as this audience is told it."""
        if self.rounds:
            return Shown.rounded(self.rounded(value), self.round_to, above=None)
        return Shown.exact(value)


def _how_open(audience: str) -> int:
    return _HOW_OPEN.get(audience, 2)
