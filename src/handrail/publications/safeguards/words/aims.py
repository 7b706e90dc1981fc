"""Words that set a result beside its target: met, missed, above, below, on target (G13)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_MET = r"meet|meets|met|meeting|achieve[sd]?|achieving|reach(?:es|ed|ing)?|hits?|attain(?:s|ed)?|on"
_MISSED = r"miss(?:es|ed|ing)?|fall(?:s|ing)? short of|fell short of|fallen short of|short of"
_ABOVE = r"above|over|exceed(?:s|ed|ing)?|pass(?:es|ed)|surpass(?:es|ed)|beats?|ahead of|better than"
_BELOW = r"below|under|behind|worse than"
_CLAIM = rf"(?:(?P<met>{_MET})|(?P<missed>{_MISSED})|(?P<above>{_ABOVE})|(?P<below>{_BELOW}))"
_BEFORE = re.compile(
    rf"\b{_CLAIM}(?: (?:the|its|our|their|this|that|a|both|all|each|every|any))?(?: [\w-]+){{0,2}}? targets?\b", re.I
)
_IT = re.compile(rf"\b{_CLAIM} (?:it|them)\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"\btargets?\b[^.;:]*?\b(?:was|were|is|are|been|being)(?: \w+)?(?: \w+)? "
    r"(?:(?P<met>met|achieved|reached|hit|attained)|(?P<missed>missed)|(?P<above>exceeded|passed|surpassed|beaten))\b",
    re.IGNORECASE,
)
_OPPOSITES = {"met": "missed", "hit": "missed", "achieved": "missed", "reached": "missed", "missed": "met"}
_OPPOSITES |= {"exceeded": "fell short of", "passed": "missed", "fell short of": "exceeded"}
_OPPOSITES |= {"above": "below", "over": "below", "below": "above", "under": "above"}
_NOT = re.compile(r"\b(?:not|n't|never|yet to|fail(?:s|ed)? to|unable to|no)(?: \w+)?(?: been| be)? $", re.IGNORECASE)
_HOPED = re.compile(r"\b(?:to|will|would|should|could|can|may|might|must|towards|for|if)(?: \w+)? $", re.IGNORECASE)


@dataclass(frozen=True)
class Aim:
    """A claim about a target. `kind` is met, missed, above or below; with `plural`, all results before it are meant."""

    said: str
    kind: str
    start: int
    end: int
    denied: bool
    plural: bool

    def otherwise(self) -> tuple[str, str] | None:
        """The word with its opposite, where one may stand for the other."""
        other = _OPPOSITES.get(self.said.lower())
        return (self.said, other) if other and not self.denied else None

    def holds(self, value: Decimal, target: Decimal, lower_is_better: bool) -> bool:
        """Whether it is true of a result and its target."""
        met = value <= target if lower_is_better else value >= target
        true = {"met": met, "missed": not met, "above": value > target, "below": value < target}[self.kind]
        return true != self.denied


def aims(words: str) -> list[Aim]:
    """Every claim about a target in these words, in order; a hope to meet it is none."""
    named = re.search(r"\btarget", words, re.IGNORECASE)
    if not named:
        return []
    found = {one.start: one for one in (*_aims(_BEHIND, words), *_aims(_IT, words), *_aims(_BEFORE, words))}
    return [found[at] for at in sorted(found)]


def _aims(pattern: re.Pattern[str], words: str) -> Iterator[Aim]:
    for found in pattern.finditer(words):
        kind = next(name for name, said in found.groupdict().items() if said)
        start = found.start(kind)
        denied = bool(_NOT.search(words[:start]))
        if denied or not _HOPED.search(words[:start]):
            yield Aim(found[kind], kind, start, found.end(), denied, "targets" in found[0].lower())
