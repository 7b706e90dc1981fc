"""What is found when a trail is verified: each finding in words with its place, and the verdict they add up to."""

from dataclasses import dataclass, field
from datetime import timedelta

MOST_FINDINGS = 1_000
"""Findings kept; the rest are counted."""


@dataclass(frozen=True)
class Finding:
    """Something wrong, in words: on which line of the file, at which position of the chain, where there is one."""

    what: str
    line: int | None = None
    position: int | None = None

    def __str__(self) -> str:
        places = (("line", self.line), ("position", self.position))
        where = ", ".join(f"{name} {number:,}" for name, number in places if number is not None)
        return f"{where[:1].upper()}{where[1:]}: {self.what}" if where else self.what


@dataclass
class Verdict:
    """What a file holds and what is wrong with it.

    `sealed` and `unsealed` count entries, `batches` seals. `longest_wait` is the longest that an entry waited for its
    seal. `erased` counts entries whose words were erased. `confirmed` is the highest position at which a checkpoint agrees, 0 if none does.
    """

    authority: str
    sealed: int = 0
    unsealed: int = 0
    batches: int = 0
    erased: int = 0
    longest_wait: timedelta = timedelta(0)
    confirmed: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def add(self, finding: Finding) -> None:
        """Keep a finding, or count it where there are many already."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)
        else:
            self.more += 1
