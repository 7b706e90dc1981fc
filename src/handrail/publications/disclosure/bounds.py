"""What can still be said of a share whose numerator is kept back: the least it can be."""

from collections.abc import Mapping

from handrail.publications.disclosure.counts import Counts, Key
from handrail.publications.disclosure.shown import How, Shown


def with_bounds(shown: dict[Key, Shown], counts: Counts) -> dict[Key, Shown]:
    """The same, where all but a small number are counted: the share is this or more.

    The reader is told no more by it than by the total and the small number, which are both printed.
    """
    found, few = dict(shown), _few_left_out(shown, counts)
    for share, (top, base) in counts.shares.items():
        rest = few.get((top, base))
        if rest is not None and shown[top].how is How.KEPT_BACK and shown[base].how is How.EXACT:
            whole = counts.values[base]
            found[share] = Shown.at_least(whole - (rest.most or 0), whole)
    return found


def _few_left_out(shown: Mapping[Key, Shown], counts: Counts) -> dict[tuple[Key, Key], Shown]:
    """By numerator and denominator, what is printed of those not in the numerator, where it is said they are few."""
    found: dict[tuple[Key, Key], Shown] = {}
    for relation in counts.relations:
        keys = [key for _, key in relation.terms]
        few = [key for key in keys if key in shown and shown[key].how is How.SMALL]
        if len(keys) == 3 and len(few) == 1:
            one, other = (key for key in keys if key not in few)
            found |= {(one, other): shown[few[0]], (other, one): shown[few[0]]}
    return found
