"""What a publication says of the data besides figures: problems found, rules that could not run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemCount:
    """How often one rule about the data was broken."""

    rule: str
    severity: str
    message: str
    count: int


@dataclass(frozen=True)
class RuleText:
    """A rule about the data, in words."""

    rule: str
    meaning: str
