"""Numbers as a child is told them: a share in tenths and plain words, a count in round figures.

Plain words tell no more than is printed of the counts: where a share is hidden, they say what its printed bound says or
that we cannot say, and the figures are drawn as the words are.
"""

from handrail.measures.figures import SHARE
from handrail.publications import numbers
from handrail.publications.bindings import Binding
from handrail.publications.disclosure import How
from handrail.publications.document import Inline, Number, Text
from handrail.publications.numbers import NOT_LOADED
from handrail.publications.safeguards.values import ABOUT, PLAIN
from handrail.publications.shown import DENOMINATOR, NUMERATOR, SHARED, Shown, key_of

CANNOT_SAY = "we cannot say"
_MOST = 0.9  # from here a share known only to be this or more is nearly all


def in_plain_words(shown: Shown, binding: Binding) -> Inline:
    """A share in words: about 9 in 10; "we cannot say" where small numbers forbid it or there is nothing to count."""
    figure, tenths = shown.figure(binding), in_tenths(shown, binding)
    if figure.numerator is None:
        return Number(f"{NOT_LOADED}{shown.reason(binding)}", figure, SHARED)
    return Text(CANNOT_SAY) if tenths is None else Number(numbers.tenths_in_words(tenths), figure, PLAIN)


def in_tenths(shown: Shown, binding: Binding) -> float | None:
    """The share as it is said and drawn: 0.9 for "about 9 in 10"; None where it cannot be said.

    Of a hidden share it may be known that all but a few are counted, or only a few: then it is nearly all, or very few.
    """
    figure, ends = shown.figure(binding), between(shown, binding)
    if not figure.denominator or ends is None:
        return None
    least, most = (end / figure.denominator for end in ends)
    if least == most:
        return numbers.nearest_tenth(ends[0], figure.denominator)
    return numbers.NEARLY_ALL if least >= _MOST else numbers.VERY_FEW if most <= 1 - _MOST else None


def about(shown: Shown, binding: Binding) -> Number:
    """A count in round figures: about 810. One that is hidden or rounded stands as it is protected."""
    value, told = shown.exact(binding), shown.count(binding, why=True)
    is_plain = value is not None and told.text == numbers.whole(value)
    return Number(numbers.about(value or 0), told.figure, ABOUT) if is_plain else told


def between(shown: Shown, binding: Binding) -> tuple[int, int] | None:
    """The least and the most a reader may take the numerator for: itself where it is printed; None where all may be."""
    figure, base = shown.figure(binding), shown.exact(binding, DENOMINATOR)
    known = shown.drawn(binding) if figure.kind == SHARE else shown.exact(binding)
    if figure.numerator is not None and known is not None:
        return figure.numerator, figure.numerator
    least = shown.bound(binding)
    if least is not None and base is not None:
        return least, base - 1
    told = shown.told.get(key_of(shown.facts.plain(binding), NUMERATOR))
    if told is None or told.how is not How.SMALL or told.least is None or told.most is None:
        return None
    return told.least, told.most
