"""What a reader is told of a count or a share, in words and as the numbers it may be."""

from dataclasses import dataclass
from enum import StrEnum

from handrail.publications import numbers


class How(StrEnum):
    """The ways a count is shown."""

    EXACT = "exact"
    SMALL = "small"
    KEPT_BACK = "kept back"
    ROUNDED = "rounded"
    BOUND = "bound"


@dataclass(frozen=True)
class Shown:
    """What is printed of a count: `words`. The reader knows that it lies from `least` to `most`; None is no limit.

    `value` is the number printed, exact or rounded, and None where none is; of a share, its whole percents where its
    counts are rounded. What a share tells beyond its counts is reckoned with where it is decided whether to print it.
    """

    how: How
    words: str
    least: int | None = None
    most: int | None = None
    value: int | None = None

    @classmethod
    def exact(cls, value: int) -> "Shown":
        """The count itself: 1,062."""
        return cls(How.EXACT, numbers.whole(value), value, value, value)

    @classmethod
    def small(cls, threshold: int) -> "Shown":
        """Not more than the threshold: 5 or fewer. "1 or fewer" would give the count away: that is kept back."""
        return cls(How.SMALL, numbers.small(threshold), 1, threshold) if threshold > 1 else cls.kept_back()

    @classmethod
    def kept_back(cls, signed: bool = False) -> "Shown":
        """Nothing, because another count could be worked out from it: not shown."""
        return cls(How.KEPT_BACK, numbers.NOT_SHOWN, None if signed else 0)

    @classmethod
    def rounded(cls, number: int, to: int, above: int | None) -> "Shown":
        """The count rounded half away from zero: about 120. A reader knows that one not `above` this is hidden."""
        half, less = to // 2, (to - 1) // 2
        least = number - (half if number > 0 else less)
        most = number + (half if number < 0 else less)
        least = least if above is None else max(least, above + 1)
        return cls(How.ROUNDED, f"about {numbers.whole(number)}", least, most, number)

    @classmethod
    def share(cls, top: int, base: int, rounded: bool) -> "Shown":
        """A share: 93.3%; where its counts are rounded, 93%."""
        if base == 0:
            return cls(How.EXACT, numbers.NONE_TO_COUNT)
        if rounded:
            return cls(How.ROUNDED, numbers.whole_percentage(top, base), value=numbers.nearest_percent(top, base))
        return cls(How.EXACT, numbers.percentage(top, base))

    @classmethod
    def at_least(cls, least: int, base: int) -> "Shown":
        """A share of which only a bound is known, because all but a small number are counted: 95.7% or more."""
        return cls(How.BOUND, numbers.at_least(least, base))
