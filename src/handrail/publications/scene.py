"""The scene of one publication: its figures, words, exhibits and what stands beside them, for whoever writes a part."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from handrail.measures.definitions import settings
from handrail.profiles import Profile
from handrail.publications.exhibits.beside import Beside
from handrail.publications.exhibits.charts import Charts
from handrail.publications.exhibits.declared import Exhibits
from handrail.publications.exhibits.tables import Tables
from handrail.publications.inputs import ProblemCount, RuleText
from handrail.publications.shown import Shown
from handrail.publications.words import Words


@dataclass(frozen=True)
class Scene:
    """What a chapter, a table or a note is made from."""

    shown: Shown
    profile: Profile
    exhibits: Exhibits
    beside: Beside
    problems: Sequence[ProblemCount] = ()
    not_run: Sequence[RuleText] = ()
    corrections: int | None = None
    appendices: Sequence[str] = ()
    chapters: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Words:
        """The authority's words in this publication."""
        return Words(self.profile, self.shown.facts.times)

    @cached_property
    def tables(self) -> Tables:
        """Draws its tables."""
        return Tables(self.shown, self.words, self.beside)

    @cached_property
    def charts(self) -> Charts:
        """Draws its charts."""
        return Charts(self.shown, self.words, self.beside)

    def setting(self, measure: str, name: str) -> str:
        """What was chosen for a measure: the words of the report follow it."""
        return self.shown.facts.settings.get(name, settings()[name].default)
