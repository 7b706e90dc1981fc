"""The made-up authority as one load of its returns shows it, over one period."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from handrail.fictional.seen import Seen, conferences_seen, reviews_seen
from handrail.fictional.story import Plan, Story, TimeInCare


class TrueFigure(NamedTuple):
    """The answer to one measure; a count has no denominator."""

    measure: str
    numerator: int
    denominator: int | None = None
    not_assessable: int = 0
    not_recorded: int = 0


@dataclass(frozen=True)
class View:
    """The authority as one load shows it, over one period."""

    stories: tuple[Story, ...]
    first_loaded_day: date
    first_day: date
    last_day: date

    def covers(self, day: date | None) -> bool:
        """Whether the day lies in the period."""
        return day is not None and self.first_day <= day <= self.last_day

    @cached_property
    def reviews(self) -> list[Seen]:
        """The reviews of looked-after children that were held, or are owed."""
        return [seen for story in self.stories for seen in reviews_seen(story, self.first_loaded_day)]

    @cached_property
    def conferences(self) -> list[tuple[Plan, list[Seen]]]:
        """The plans, each with its review conferences held or owed."""
        return [
            (plan, conferences_seen(story.person.child_id, plan, self.first_loaded_day))
            for story in self.stories
            for plan in story.plans
        ]

    @property
    def times_in_care(self) -> Iterator[tuple[Story, TimeInCare]]:
        """Every period of care, with its story."""
        return ((story, time) for story in self.stories for time in story.care)


def share_in_time(measure: str, held: Iterable[Seen]) -> TrueFigure:
    """Of these meetings, those in time among those that can be judged."""
    verdicts = [seen.in_time for seen in held]
    judged = [verdict for verdict in verdicts if verdict is not None]
    return TrueFigure(measure, sum(judged), len(judged), len(verdicts) - len(judged))
