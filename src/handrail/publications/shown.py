"""What may be printed: every number of a publication after small numbers are protected, once, at the edge.

Sentences, tables and charts ask here and nowhere else. A publication is put together twice: the first time this takes
down which counts it prints; `protected` then decides which of them to hide, and the second time those are hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from handrail.measures.definitions import Measure
from handrail.measures.figures import SHARE, Figure
from handrail.publications import numbers
from handrail.publications.bindings import Binding
from handrail.publications.disclosure import How, Key, Policy
from handrail.publications.disclosure import Shown as Told
from handrail.publications.document import Number
from handrail.publications.facts import Facts
from handrail.publications.numbers import NONE_TO_COUNT, NOT_LOADED, NOT_SHOWN

NUMERATOR, DENOMINATOR, SHARED, OF_ALL = "numerator", "denominator", "share", "of all"
MEAN = "mean"
NOT_ASSESSABLE, NOT_RECORDED = "not_assessable", "not_recorded"
PARTS = (NUMERATOR, DENOMINATOR, NOT_ASSESSABLE, NOT_RECORDED)
REST = "rest"  # the denominator less the numerator: printed only as "5 or fewer", in the words "97% or more"
CHANGES = ("difference", "points", "relative")


def key_of(binding: Binding, part: str) -> Key:
    """The name a count goes by when it is decided what to hide."""
    of = ";".join(f"{name}={value}" for name, value in (*binding.where, *binding.settings))
    return (f"{binding.measure.name}|{of}", f"{binding.period.first}..{binding.period.last}", part)


@dataclass(frozen=True)
class Shown:
    """The figures of a publication as they may be printed; `told` is empty while it is put together first.

    `foreseen` is what it prints, known from the first time, for the chapters that list what others print.
    """

    facts: Facts
    policy: Policy
    told: Mapping[Key, Told]
    asked: dict[Key, Binding]
    foreseen: tuple[Binding, ...] = ()

    @classmethod
    def at_first(cls, facts: Facts, policy: Policy) -> "Shown":
        """Before anything is hidden."""
        return cls(facts, policy, {}, {})

    @property
    def bindings(self) -> list[Binding]:
        """Everything the publication prints, each once, in the order it is asked for."""
        return list(dict.fromkeys([*self.foreseen, *self.asked.values()]))

    @property
    def threshold(self) -> int:
        """The largest count that is small for this audience."""
        return self.policy.small_up_to

    def figure(self, binding: Binding) -> Figure:
        """The figure itself, which nobody prints."""
        return self.facts.figure(binding)

    def is_loaded(self, binding: Binding) -> bool:
        """Whether the figure has numbers, which it has not where its source was not loaded."""
        return self.figure(binding).numerator is not None

    def exact(self, binding: Binding, part: str = NUMERATOR) -> int | None:
        """The count as it is printed, rounded where it is rounded; None where it may not be."""
        key = self._ask(binding, part)
        value: int | None = getattr(self.figure(binding), part)
        return self.told[key].value if key in self.told else value

    def hides(self, binding: Binding) -> bool:
        """Whether a count of this figure is hidden."""
        told = (self.told.get(self._key(binding, part)) for part in (*PARTS, REST))
        return any(one is not None and one.value is None for one in told)

    def count(self, binding: Binding, part: str = NUMERATOR, *, why: bool = False) -> Number:
        """A count; `why` says in words why there is none, as a sentence needs."""
        return Number(self._count(binding, part, why=why), self.figure(binding), part)

    def share(self, binding: Binding, *, counts: bool = True) -> Number:
        """A share with its counts: 93.3% (111 of 119; 8 cannot be judged); alone only where both stand beside it."""
        text = self._share(binding) if counts else self.percent(binding)
        return Number(text, self.figure(binding), SHARED)

    def of_all(self, binding: Binding, out_of: Sequence[str] = (), *, counts: bool = False) -> Number:
        """What share a group is of the whole measure, or of those that share the groups named in `out_of`."""
        whole = binding.whole(out_of)
        figure = self._of_all(binding, whole, out_of)
        top, base = self.exact(binding), self.exact(whole)
        told = self.told.get(self._ask(binding, " ".join((OF_ALL, *out_of))))
        if figure.numerator is None:
            text = NOT_LOADED
        elif top is None or base is None or (told is not None and told.how is How.KEPT_BACK):
            text = NOT_SHOWN
        else:
            text = told.words if told else numbers.percentage(top, base) if base else NONE_TO_COUNT
            inside = f"{self._count(binding, NUMERATOR)} of {self._count(whole, NUMERATOR)}"
            text = f"{text} ({inside})" if counts and base else text
        return Number(text, figure, SHARED)

    def mean(self, top: Binding, base: Binding, *, counts: bool = True) -> Number:
        """An average made from two counts, with both: 82.7 (1,117 for 13.5)."""
        over, under = self.exact(top), self.exact(base)
        figure = self._mean(top.measure, base.measure, self.figure(top), self.figure(base))
        if figure.numerator is None or figure.denominator is None:
            text = NOT_LOADED
        elif over is None or under is None or self.policy.rounds:
            text = NOT_SHOWN
        elif not under:
            text = NONE_TO_COUNT
        else:
            text = numbers.tenths(Fraction(figure.numerator, figure.denominator))
            said = (numbers.quantity(over, top.measure.unit), numbers.quantity(under, base.measure.unit))
            text = f"{text} ({said[0]} for {said[1]})" if counts else text
        return Number(text, figure, MEAN)

    def change(self, binding: Binding, before: Binding, shows: str) -> Number:
        """The difference from an earlier figure, with its sign; of shares in percentage points (G05)."""
        now, then = self.figure(binding), self.figure(before)
        parts = (NUMERATOR, DENOMINATOR) if now.kind == SHARE else (NUMERATOR,)
        known = [self.exact(one, part) for one in (binding, before) for part in parts]
        is_share = now.kind == SHARE
        if now.numerator is None or then.numerator is None:
            text = NOT_LOADED
        elif None in known or self.policy.rounds:
            text = NOT_SHOWN
        elif (is_share and not (now.denominator and then.denominator)) or (shows == "relative" and not then.numerator):
            text = NONE_TO_COUNT
        else:
            text = numbers.signed_change(now, then, shows)
        return Number(text, now, shows, against=then)

    def percent(self, binding: Binding) -> str:
        """A share alone, for a cell of a table that has both counts beside it."""
        if not self.is_loaded(binding):
            return NOT_LOADED
        if self.figure(binding).denominator == 0:
            return NONE_TO_COUNT
        top, base = self.exact(binding), self.exact(binding, DENOMINATOR)
        told = self.told.get(self._key(binding, SHARED))
        if told is not None:
            return told.words
        return NOT_SHOWN if top is None or base is None else numbers.percentage(top, base)

    def drawn(self, binding: Binding) -> float | None:
        """The share as a chart draws it, from nought to one: no more exactly than it is printed."""
        top, base = self.exact(binding), self.exact(binding, DENOMINATOR)
        told = self.told.get(self._key(binding, SHARED))
        if top is None or not base or (told is not None and told.how is How.KEPT_BACK):
            return None
        return top / base if told is None or told.value is None else told.value / 100

    def bound(self, binding: Binding) -> int | None:
        """The least the numerator can be where it is hidden because all but a small number are in it."""
        base = self.exact(binding, DENOMINATOR)
        rest = self.told.get(self._key(binding, REST))
        if base is None or rest is None or rest.how is not How.SMALL:
            return None
        return base - self.threshold

    def counts(self, binding: Binding) -> str:
        """The counts under a share that is printed: 118 of 137; or, under a bound, of 119."""
        base = self._count(binding, DENOMINATOR)
        return f"of {base}" if self.exact(binding) is None else f"{self._count(binding, NUMERATOR)} of {base}"

    def reason(self, binding: Binding) -> str:
        """Why a figure has no numbers, in brackets, in the words of whoever counted."""
        note = self.figure(binding).note
        return f" ({note.rstrip('.')})" if note else ""

    def _count(self, binding: Binding, part: str, *, why: bool = False) -> str:
        value = self.exact(binding, part)
        told = self.told.get(self._key(binding, part))
        if told is not None and told.how is not How.EXACT:
            return told.words
        if value is not None:
            return numbers.quantity(value, binding.measure.unit)
        if self.is_loaded(binding):
            return numbers.DOES_NOT_APPLY
        return f"{NOT_LOADED}{self.reason(binding)}" if why else NOT_LOADED

    def _share(self, binding: Binding) -> str:
        percent = self.percent(binding)
        if percent == NOT_LOADED:
            return f"{NOT_LOADED}{self.reason(binding)}"
        if percent == NOT_SHOWN:
            return f"{NOT_SHOWN}: small numbers"
        figure = self.figure(binding)
        left_out = [
            self._left_out(binding, part, words)
            for part, words in ((NOT_ASSESSABLE, "cannot be judged"), (NOT_RECORDED, "not recorded"))
            if getattr(figure, part)
        ]
        counts = [] if percent == NONE_TO_COUNT else [self.counts(binding)]
        inside = "; ".join(counts + left_out)
        said = f"not applicable: {NONE_TO_COUNT}" if percent == NONE_TO_COUNT else percent
        return f"{said} ({inside})" if inside else said

    def _left_out(self, binding: Binding, part: str, words: str) -> str:
        count = self._count(binding, part)
        return f"how many {words} is {NOT_SHOWN}" if count == NOT_SHOWN else f"{count} {words}"

    def _ask(self, binding: Binding, part: str) -> Key:
        key = self._key(binding, part)
        self.asked[key] = self.facts.plain(binding)
        return key

    def _key(self, binding: Binding, part: str) -> Key:
        return key_of(self.facts.plain(binding), part)

    def _of_all(self, binding: Binding, whole: Binding, out_of: Sequence[str]) -> Figure:
        part, total = self.figure(binding), self.figure(whole)
        settings = {**part.settings, "out_of": " ".join(out_of) or "all"}
        return replace(
            part, kind=SHARE, denominator=total.numerator, not_assessable=0, not_recorded=0, settings=settings
        )

    @staticmethod
    def _mean(top: Measure, base: Measure, over: Figure, under: Figure) -> Figure:
        """The two counts as one figure; a post is a hundred percent, and a count of pence would be a pound."""
        scale, into = numbers.scale(base.unit), numbers.scale(top.unit)
        known = over.numerator is not None and under.numerator is not None
        return replace(
            over,
            measure=f"{top.name} per {base.name}",
            kind=SHARE,
            numerator=(over.numerator or 0) * scale if known else None,
            denominator=(under.numerator or 0) * into if known else None,
            note=over.note or under.note,
        )
