"""What a safeguard says: which rule, where, what is wrong, and the true wording or number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handrail.profiles import Target
from handrail.publications.document import Place

REFUSAL = "refusal"
QUESTION = "question"


@dataclass(frozen=True)
class Finding:
    """One thing that cannot stand (refusal), or that a person must answer before release (question).

    `remedy` says the true wording or number; where that can take the place of what stands there, `instead` holds both.
    """

    code: str
    kind: str
    where: str
    wrong: str
    remedy: str
    place: Place | None = None
    instead: tuple[str, str] | None = None

    def __str__(self) -> str:
        """In one line, for the author."""
        where = f"{self.place.file}, line {self.place.line}" if self.place else self.where
        return f"{where} ({self.code}): {self.wrong} {self.remedy}"


@dataclass(frozen=True)
class Spot:
    """Where in the document a safeguard is looking."""

    where: str
    place: Place | None = None

    def refuse(self, code: str, wrong: str, remedy: str, instead: tuple[str, str] | None = None) -> Finding:
        """Publishing stops until this is put right."""
        return Finding(code, REFUSAL, self.where, wrong, remedy, self.place, instead)

    def ask(self, code: str, wrong: str, remedy: str) -> Finding:
        """A person must look before release; the machine cannot decide it."""
        return Finding(code, QUESTION, self.where, wrong, remedy, self.place)


@dataclass(frozen=True)
class Flow:
    """Measures whose counts reconcile: opening + into - out of = closing (G15, G16); so do those of each group `by`."""

    code: str
    opening: str
    into: tuple[str, ...]
    out_of: tuple[str, ...]
    closing: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reasons:
    """A measure that counts reasons, and the measure of the forms or late items they belong to (G18).

    They fit in all, and within each group `by`, where both are printed of one. `must` says that each form needs one, so
    that reasons are printed wherever forms are.
    """

    reasons: str
    forms: str
    one_each: bool = False
    by: tuple[str, ...] = ()
    must: bool = True


@dataclass(frozen=True)
class Standing:
    """What the safeguards know besides the document.

    `targets` are dated facts (G13). `required` is the handbook's checklist: what must be there, and one of the words
    that show it (G17). `both_records` says that corrections stand beside the record, for these measures (G10).
    `overlapping` are measures of people one of whom may be counted by several (G14). `names` are what the
    authority prints for the values of groups. `rounds` says that counts are rounded, and shares whole percents.
    """

    targets: tuple[Target, ...] = ()
    flows: tuple[Flow, ...] = ()
    reasons: tuple[Reasons, ...] = ()
    required: tuple[tuple[str, tuple[str, ...]], ...] = ()
    both_records: tuple[str, ...] = ()
    overlapping: frozenset[str] = frozenset()
    small_number_threshold: int = 1
    rounds: bool = False
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_days: frozenset[date] = field(default_factory=frozenset)
