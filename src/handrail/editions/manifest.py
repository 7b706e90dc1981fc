"""What `edition.toml` says: which edition this is, what it was made from, the hash of every file, and its history."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import PurePosixPath
from typing import NamedTuple

from handrail.editions.release import Release
from handrail.measures.periods import Period
from handrail.publications.safeguards.findings import QUESTION, REFUSAL, Finding
from handrail.timescales.arithmetic import months_after
from handrail.workflows.editions import ANSWER, EDITION, PUBLISHED, SoFar
from handrail.workflows.table import Step

FORMAT = 1
RECORD, CHAPTERS, ALREADY, OUTPUTS = "record", "chapters", "already_printed", "outputs"
COMPARATORS = "comparators"
PROFILE, QUALITY, EARLIER, FIGURES, PRINTED = (
    "profile.toml", "data_quality.json", "earlier.json", "figures.json", "printed.json",
)  # fmt: skip
_PARTS = {RECORD, COMPARATORS, CHAPTERS, ALREADY, OUTPUTS, PROFILE, QUALITY, EARLIER, FIGURES, PRINTED}
_DAY = timedelta(days=1)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_LONGEST_NAME, _LONGEST_PATH = 200, 1000
_FORBIDDEN = set('\\:*?"<>|')


class Kept(NamedTuple):
    """A file of an edition: its place in the folder, its size and its SHA-256."""

    path: str
    bytes: int
    sha256: str


class Earlier(NamedTuple):
    """A published edition the figures of which were compared with: where it stands, and its seal."""

    place: str
    seal: str


@dataclass(frozen=True)
class Manifest:
    """One edition of a publication."""

    authority: str
    publication: str
    period: Period
    number: int
    audience: str
    settings: dict[str, str]
    release: Release
    earlier: tuple[Earlier, ...] = ()
    files: tuple[Kept, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands in the folder of editions: publication, period, number."""
        return f"{self.publication}/{label(self.period)}/{self.number}"

    @property
    def state(self) -> str:
        """The state its steps have led to. Raises NotAllowed where the table knows no such history."""
        return EDITION.replay(self.steps, lambda made: SoFar(made))

    @property
    def is_published(self) -> bool:
        """Whether nothing about it may change any more."""
        return self.state == PUBLISHED

    @property
    def questions(self) -> list[Finding]:
        """What the safeguards ask, in their order."""
        return [one for one in self.findings if one.kind == QUESTION]

    def answers(self, question: Finding) -> list[Step]:
        """The answers given to a question, the oldest first."""
        return [step for step in self.steps if step.move == ANSWER and step.about == key(question)]

    def with_step(self, step: Step) -> "Manifest":
        """The edition after one more step. Raises NotAllowed."""
        made = (*self.steps, step)
        EDITION.replay(made, lambda before: self._so_far() if len(before) == len(self.steps) else SoFar(before))
        return replace(self, steps=made)

    def _so_far(self) -> SoFar:
        refused = sum(one.kind == REFUSAL for one in self.findings)
        return SoFar(self.steps, refused, tuple(str(one) for one in self.questions if not self.answers(one)))


def key(question: Finding) -> str:
    """What a question is known by: the same question of a later draft has the same key."""
    said = "\n".join((question.code, question.where, question.wrong))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def label(period: Period) -> str:
    """A period as the name of a folder: 2025-26 for a statistical year, 2026-03 for a month, else first and last day."""
    first, last = period.first, period.last
    if (first.month, first.day, last) == (4, 1, months_after(first, 12) - _DAY):
        return f"{first.year}-{last.year % 100:02}"
    if (first.day, last) == (1, months_after(first, 1) - _DAY):
        return f"{first:%Y-%m}"
    return f"{first}-to-{last}"


def is_name(text: str) -> bool:
    """Whether a publication may be called so: its name is the name of a folder."""
    return bool(_NAME.fullmatch(text))


def is_inside(path: str) -> bool:
    """Whether an edition may have such a file: in one of its parts, on every system, with nothing hidden, no odd sign."""
    parts = path.split("/")
    plain = str(PurePosixPath(path)) == path and len(path) <= _LONGEST_PATH and not _FORBIDDEN & set(path)
    return (
        parts[0] in _PARTS
        and plain
        and all(0 < len(part) <= _LONGEST_NAME and part.isprintable() and not part.startswith(".") for part in parts)
    )
