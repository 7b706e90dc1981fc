"""The profile of one authority: what it calls things, what it has decided, and what it publishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.profiles.allocation import Allocation
from handrail.profiles.audiences import NAMES, Audience, Audiences
from handrail.profiles.codes import CODES
from handrail.profiles.disputes import COLOURS, STREAMS, Disputes
from handrail.profiles.errors import ProfileError, there_are
from handrail.profiles.groupings import GROUPINGS, Grouping
from handrail.profiles.news import News
from handrail.profiles.outline import OUTLINES, Outline
from handrail.profiles.report import Report
from handrail.profiles.settings import SHORT_WORD, TEXT, Kind, as_table, each, named, part, setting
from handrail.profiles.surveys import Survey
from handrail.profiles.targets import LocalClock, Target
from handrail.profiles.words import Words

_RAW = Kind("sections by name, as publications read them", lambda value, at: dict(as_table(value, at)))


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The settings of one authority, as they held on one day."""

    authority: str = setting(TEXT, "The name of the authority")
    area: str | None = setting(
        TEXT, "Its name in the Department's published tables, where that is another", default=None
    )
    words: Words = setting(part(Words), "What it calls things")
    codes: Mapping[str, Mapping[str, str]] = setting(CODES, "What it prints for the codes of its record")
    groupings: Mapping[str, Grouping] = setting(GROUPINGS, "Bands and groups it prints in place of the national ones")
    surveys: tuple[Survey, ...] = setting(each(Survey), "Its questionnaires", default=())
    disputes: Disputes = setting(part(Disputes), "The shape of its disputes")
    targets: tuple[Target, ...] = setting(each(Target), "What it aims at", default=())
    clocks: tuple[LocalClock, ...] = setting(each(LocalClock), "The local limits it holds itself to", default=())
    allocation: Allocation = setting(part(Allocation), "How children are allocated to reviewing officers")
    news: News = setting(part(News), "How soon an officer answers what they are told of a child")
    audiences: Audiences = setting(part(Audiences), "Whose small numbers are protected, and how")
    settings: Mapping[str, str] = setting(named(SHORT_WORD), "How its measures are counted where there is a choice")
    report: Report = setting(part(Report), "How publications look")
    outline: Mapping[str, Outline] = setting(OUTLINES, "What it publishes, chapter by chapter")
    tables: Mapping[str, Any] = setting(_RAW, "Tables of its own", factory=dict)
    charts: Mapping[str, Any] = setting(_RAW, "Charts of its own", factory=dict)

    def refuse(self, at: str) -> None:
        """Raises ProfileError where one section names what another does not have."""
        self._refuse_reasons()
        for place, stage in enumerate(self.disputes.stages, start=1):
            self._refuse_role(stage.owner, f"disputes.stages number {place}: owner")
        for name, outline in self.outline.items():
            for role in outline.signatures:
                self._refuse_role(role, f"outline.{name}.signatures")
        for number, survey in enumerate(self.surveys, start=1):
            for place, question in enumerate(survey.questions, start=1):
                self._refuse_answers(
                    question.answers, question.positive, f"surveys number {number}.questions number {place}"
                )

    def _refuse_reasons(self) -> None:
        """A list of reasons is for a kind or stream of disputes, or for a stream and colour of forms."""
        kinds = [*(kind.name for kind in self.disputes.kinds), *STREAMS]
        forms = [f"{stream}_{colour}" for stream in STREAMS for colour in COLOURS]
        for start, known in (("dispute_reasons_", kinds), ("rating_reasons_", forms)):
            for name in self.codes:
                if name.startswith(start) and name.removeprefix(start) not in known:
                    raise ProfileError(
                        f"codes.{name}", "is of none there is", there_are([start + one for one in known], name)
                    )

    def _refuse_role(self, role: str, at: str) -> None:
        roles = list(self.codes.get("roles", ()))
        if role not in roles:
            raise ProfileError(at, f"is '{role}', which is not in codes.roles", there_are(roles, role))

    def _refuse_answers(self, listed: str | None, positive: tuple[str, ...], at: str) -> None:
        if listed is None:
            return
        if listed not in self.codes:
            raise ProfileError(f"{at}: answers", f"names codes.{listed}, which is not there", f"Write [codes.{listed}]")
        for answer in positive:
            if answer not in self.codes[listed]:
                known = there_are(list(self.codes[listed]), answer)
                raise ProfileError(f"{at}: positive", f"has '{answer}', which is not in codes.{listed}", known)

    @property
    def area_name(self) -> str:
        """What the Department's published tables call the authority."""
        return self.area or self.authority

    @property
    def accent(self) -> str:
        """The colour of headings."""
        return self.report.accent

    def title(self, year: str, publication: str = "annual_report") -> str:
        """The title of a publication on a year or other period, such as "2025-26". Raises ProfileError."""
        filled = {"service": self.words.service, "authority": self.authority, "year": year, "period": year}
        return self.outline_of(publication).heading(filled)

    def outline_of(self, publication: str) -> Outline:
        """The outline of a publication. Raises ProfileError where there is none."""
        if publication not in self.outline:
            raise ProfileError(f"outline.{publication}", "is not there", there_are(list(self.outline), publication))
        return self.outline[publication]

    def audience(self, name: str) -> Audience:
        """What is protected for an audience: public, board, internal or child. Raises ProfileError."""
        if name not in NAMES:
            raise ProfileError(f"audiences.{name}", "is not there", there_are(list(NAMES), name))
        found: Audience = getattr(self.audiences, name)
        return found

    def labels(self, name: str) -> Mapping[str, str]:
        """What is printed for each code of a list, in printed order. Raises ProfileError where there is no such list."""
        if name not in self.codes:
            raise ProfileError(f"codes.{name}", "is not there", there_are(list(self.codes), name))
        return self.codes[name]

    def targets_of(self, measure: str) -> tuple[Target, ...]:
        """The targets set for a measure, earliest first."""
        found = (target for target in self.targets if target.measure == measure)
        return tuple(sorted(found, key=lambda target: target.holds_from))
