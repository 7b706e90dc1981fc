"""How much of the whole: the majority, half, nine in ten, nearly all, none (G05)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from handrail.publications.safeguards.clauses import MARK, Clause
from handrail.publications.safeguards.words import approximate
from handrail.publications.safeguards.words.bearing import Unclear, nothing_bears_it
from handrail.publications.safeguards.words.faults import Fault, as_said
from handrail.publications.safeguards.words.lexicon import shares, without_idioms
from handrail.publications.safeguards.words.numerals import COUNTED, PROPORTION, part
from handrail.publications.safeguards.words.ratios import ratio

_NEAR = Decimal("0.06")  # how far "nearly", "just over" and "about" reach
_OPENS = re.compile(rf"(?:^|[,;:({MARK}]|\b(?:and|that|so|not))\s*$", re.IGNORECASE)
_OF = re.compile(
    rf" (?:of (?:the|these|those|our|your|all|you|us|them)\b|(?:[\w-]+ ){{0,2}}{COUNTED}\b)", re.IGNORECASE
)
_PART = re.compile(
    rf"(?<![\w-])(?:(?P<about>{approximate.ANY}) )?(?:the |a |an )?(?P<part>{PROPORTION})(?![\w-])", re.IGNORECASE
)
_ALONE = re.compile(r"(?:a|one) (?:third|quarter|fifth|sixth|eighth|tenth|twentieth)|half", re.IGNORECASE)
_RANKS = re.compile(r" (?:common|frequent|\w+ed)\b")
_ENDS = re.compile(rf" of\b|\s*(?:[,.():…{MARK}]|$)")


@dataclass(frozen=True)
class Claim:
    """Words that say how much of the whole. `firm` ones are claims even where their clause has no share."""

    said: str
    start: int
    end: int
    firm: bool
    how: str
    of: Decimal
    about: Decimal = Decimal(0)

    def holds(self, share: Decimal) -> bool:
        """Whether it is true of this share."""
        if self.how == "over":
            return share > self.of
        if self.how == "under":
            return share < self.of
        return approximate.holds(self.how, share, self.of, self.about, _NEAR)


@lru_cache(maxsize=4096)
def proportions(words: str) -> tuple[Claim, ...]:
    """Every claim of a part of the whole in these words, in order."""
    plain = without_idioms(words)
    found = [*_quantities(plain), *_parts(plain)]
    return tuple(sorted(found, key=lambda one: one.start))


def _quantities(words: str) -> Iterator[Claim]:
    for found in _quantifiers().finditer(words):
        said, before, behind = found[0].lower(), words[: found.start()], words[found.end() :]
        how, of = shares()[said]
        exactly = how == "exactly"
        if said in ("most", "few") and (
            not _OF.match(behind) or _RANKS.match(behind) or re.search(r"\b(?:a|the|at) $", before)
        ):
            continue
        if exactly and not (
            _OPENS.search(before) and (" " in said or said.endswith(("one", "body")) or _OF.match(behind))
        ):
            continue
        yield Claim(found[0], found.start(), found.end(), not exactly, "" if exactly else how, Decimal(str(of)))


@cache
def _quantifiers() -> re.Pattern[str]:
    words = sorted(shares(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])(?! but\b)", re.IGNORECASE)


def _parts(words: str) -> Iterator[Claim]:
    for found in _PART.finditer(words):
        of, about = part(found["part"])
        bare = _ALONE.fullmatch(found["part"]) and not found["about"]
        if bare and not _ENDS.match(words[found.end() :]) and not words[: found.start()].endswith("by "):
            continue
        about = max(about, _NEAR) if found["about"] else about
        firm = not bare or bool(_OF.match(words[found.end() :]))
        yield Claim(found[0].strip(), found.start(), found.end(), firm, found["about"] or "", of, about)


def proportion_holds(clause: Clause, claim: Claim, low: int, high: int) -> Fault | None:
    """Whether a part of the whole is what the share beside it says. Raises Unclear."""
    behind, ahead = clause.between(claim.end, high), clause.between(low, claim.start)[::-1]
    found = ratio(clause, claim.start, claim.end, (*behind, *ahead), claim.firm)
    if found is None:
        if claim.firm:
            raise _unborne(clause)
        return None
    denied = bool(re.search(r"\bnot $", clause.words[: claim.start], re.IGNORECASE))
    if claim.holds(found.share) != denied:
        return None
    group = " or 'the largest group'" if claim.said.lower() in ("majority", "most") and found.share else ""
    return Fault(f"the share is {found.said}.", f"Write {found.said}{group}.", _instead(claim, found.share, denied))


def _unborne(clause: Clause) -> Unclear:
    if not clause.borne_by:
        return nothing_bears_it()
    return Unclear(
        "is said of a number that is no share.",
        "Bind the share, with both counts: an average or a count is none.",
    )


def _instead(claim: Claim, share: Decimal, denied: bool) -> tuple[str, str] | None:
    """Words that are true of the share and fit in the same place."""
    said = claim.said.lower()
    if said in ("majority", "minority") and share != Decimal("0.5"):
        return claim.said, as_said(claim.said, "minority" if said == "majority" else "majority")
    if said in ("all", "every") and not denied and share < 1:
        return claim.said, as_said(claim.said, f"not {said}")
    if said in shares():
        return None
    return claim.said, as_said(claim.said, in_tenths(share))


def in_tenths(share: Decimal) -> str:
    """A share in plain words that are true of it: about 9 in 10; fewer than 1 in 20."""
    tenths = (10 * share).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if 0 < tenths < 10:
        return f"about {tenths} in 10"
    return "fewer than 1 in 10" if tenths == 0 else "more than 9 in 10"
