"""Where each placement lies: how many miles from home, and whether within the authority's own area."""

from datetime import date
from itertools import groupby
from operator import attrgetter
from random import Random
from typing import NamedTuple

from handrail.fictional.service.made import Made
from handrail.record.care import SHORT_BREAKS
from handrail.record.tables import Episode

_SAME_PLACEMENT = "L"  # a change of legal status only
_WITHIN = {"P1": 0.95, "U1": 0.85, "U2": 0.85, "U3": 0.85, "K2": 0.35, "K1": 0.0, "S1": 0.3}
_USUALLY_WITHIN, _NOT_KNOWN = 0.7, 0.03
_MILES_WITHIN, _MILES_BEYOND, _LONGEST_WITHIN = 6, 25, 28
_FAR = 20


class Place(NamedTuple):
    """Miles from home, rounded up, and whether within the area; both blank where nobody wrote it down."""

    miles: int | None
    within: bool | None

    @property
    def word(self) -> str:
        """How the truth calls it."""
        if self.miles is None:
            return "not recorded"
        return f"{'far' if self.miles > _FAR else 'near'}, {'in' if self.within else 'out'}"


def add(made: Made) -> None:
    """Give every episode its distance and area, and count where children were placed first and at the end of a year."""
    places: dict[tuple[str, date], Place] = {}
    record = made.record
    for child_id, episodes in groupby(sorted(record.episodes, key=attrgetter("child_id", "started_on")), _child):
        place: Place | None = None
        for episode in episodes:
            if episode.legal_status not in SHORT_BREAKS:
                if place is None or episode.start_reason != _SAME_PLACEMENT:
                    dice = made.dice("placed", child_id, episode.started_on.isoformat())
                    place = _place(dice, episode.placement_type)
                places[child_id, episode.started_on] = place
    record.episodes = [_placed(episode, places) for episode in record.episodes]
    _count(made, places)


def _child(episode: Episode) -> str:
    return episode.child_id


def _placed(episode: Episode, places: dict[tuple[str, date], Place]) -> Episode:
    place = places.get((episode.child_id, episode.started_on), Place(None, None))
    return episode._replace(distance_miles=place.miles, in_area=place.within)


def _place(dice: Random, placement: str | None) -> Place:
    if dice.random() < _NOT_KNOWN:
        return Place(None, None)
    if dice.random() < _WITHIN.get(placement or "", _USUALLY_WITHIN):
        return Place(min(int(dice.expovariate(1 / _MILES_WITHIN)), _LONGEST_WITHIN), True)
    return Place(3 + int(dice.expovariate(1 / _MILES_BEYOND)), False)


def _count(made: Made, places: dict[tuple[str, date], Place]) -> None:
    for story in made.stories:
        for time in story.care:
            first = places.get((story.person.child_id, time.began_on))
            if first is not None:
                made.count("placements", time.began_on, f"first: {first.word}")
            for year in made.span.years:
                if time.began_on <= year.last_day and (time.ended_on is None or time.ended_on > year.last_day):
                    now = max(each.started_on for each in time.episodes if each.started_on <= year.last_day)
                    made.count("placements", year.last_day, f"now: {places[story.person.child_id, now].word}")
