"""What a publication says of the data besides figures: problems found, rules that could not run."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from handrail.record.problems import NOTE, NotRun, Problem, catalogue


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


def counted(problems: Iterable[Problem]) -> tuple[ProblemCount, ...]:
    """How often each rule spoke. The words are the rule's own: a problem's message may name a child."""
    counts = Counter((problem.rule, problem.severity) for problem in problems if problem.severity != NOTE)
    return tuple(
        ProblemCount(rule, severity, catalogue()[rule], count) for (rule, severity), count in sorted(counts.items())
    )


def not_run(problems: Iterable[Problem]) -> tuple[RuleText, ...]:
    """The rules that could not run, each once."""
    rules = {rule for problem in problems if isinstance(problem, NotRun) for rule in problem.rules}
    return tuple(RuleText(rule, catalogue()[rule]) for rule in sorted(rules))
