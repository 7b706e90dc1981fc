"""What a report is made from: figures, definitions and problems, all computed elsewhere."""

from dataclasses import dataclass
from datetime import date

from handrail.measures.definitions import settings
from handrail.measures.figures import Figure
from handrail.profiles import Profile


@dataclass(frozen=True)
class MeasureText:
    """A measure in words, for the chapter of definitions. `law` names the clocks it rests on."""

    name: str
    title: str
    question: str
    numerator: str
    denominator: str
    unit: str
    law: tuple[str, ...]


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


@dataclass(frozen=True)
class ReportInputs:
    """Everything the annual report says, before it is said.

    `year` holds the figure of the whole year by measure, and variants by a longer name: see `OPENING` and
    `WITHOUT_TRANSFERS`. `months` holds the single months of the year, in order. `corrections` is how many stand between
    the record and its verified view, where the report prints both (`VERIFIED`). `not_run` are the rules that could not
    run on all that was loaded.
    """

    profile: Profile
    label: str
    period_from: date
    period_to: date
    year: dict[str, Figure]
    months: dict[str, list[Figure]]
    definitions: tuple[MeasureText, ...]
    problems: tuple[ProblemCount, ...]
    corrections: int | None = None
    not_run: tuple[RuleText, ...] = ()

    def setting(self, measure: str, name: str) -> str:
        """What was chosen for a measure: the words of the report follow it."""
        figure = self.year.get(measure)
        return figure.settings.get(name, settings()[name].default) if figure else settings()[name].default


OPENING = "looked_after_children:opening"
"""The children looked after at the end of the day before the year."""

WITHOUT_TRANSFERS = "transfers_in=without"
"""The variant of the measures of initial conferences that leaves transfers in out."""

VERIFIED = "basis_of_record=verified"
"""The variant of a measure that rests on the record with its corrections."""
