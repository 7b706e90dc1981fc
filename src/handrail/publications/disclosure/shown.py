"""What a reader is told of a count, in words and as the numbers it may be."""

from dataclasses import dataclass
from enum import StrEnum

from handrail.publications.numbers import NOT_SHOWN, whole
from handrail.publications.numbers import small as small_in_words


class How(StrEnum):
    """The ways a count is shown."""

    EXACT = "exact"
    SMALL = "small"
    KEPT_BACK = "kept back"
    ROUNDED = "rounded"
    BOUND = "bound"


@dataclass(frozen=True)
class Shown:
    """What is printed of a count. The reader knows that it lies from `least` to `most`; None is no limit.

    `number` is the number printed: the count, the rounded count, the most a small one can be, the least a bound.
    """

    how: How
    number: int | None
    least: int | None
    most: int | None

    @classmethod
    def exact(cls, value: int) -> "Shown":
        """The count itself."""
        return cls(How.EXACT, value, value, value)

    @classmethod
    def small(cls, threshold: int) -> "Shown":
        """Not more than the threshold. "1 or fewer" would give the count away: that one is kept back."""
        return cls(How.SMALL, threshold, 1, threshold) if threshold > 1 else cls.kept_back()

    @classmethod
    def kept_back(cls, signed: bool = False) -> "Shown":
        """Nothing: another count could be worked out from it."""
        return cls(How.KEPT_BACK, None, None if signed else 0, None)

    @classmethod
    def rounded(cls, number: int, to: int, above: int | None) -> "Shown":
        """The count rounded half away from zero. A reader knows that one not `above` what is small is hidden."""
        half, less = to // 2, (to - 1) // 2
        least = number - (half if number > 0 else less)
        most = number + (half if number < 0 else less)
        return cls(How.ROUNDED, number, least if above is None else max(least, above + 1), most)

    @classmethod
    def at_least(cls, number: int, most: int) -> "Shown":
        """Hidden, but known to be this or more: all but a small number are counted."""
        return cls(How.BOUND, number, number, most)

    @property
    def value(self) -> int | None:
        """The number printed for the count, exact or rounded."""
        return self.number if self.how in (How.EXACT, How.ROUNDED) else None

    @property
    def words(self) -> str:
        """As it stands in a sentence: 1,062 · 5 or fewer · not shown · about 120 · 114 or more."""
        if self.number is None:
            return NOT_SHOWN
        if self.how is How.SMALL:
            return small_in_words(self.number)
        return {How.ROUNDED: "about {}", How.BOUND: "{} or more"}.get(self.how, "{}").format(whole(self.number))
