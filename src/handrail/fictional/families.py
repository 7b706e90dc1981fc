"""Brothers and sisters: the younger ones live through what the story before theirs tells, reviewed and considered together."""

from dataclasses import replace
from datetime import date
from random import Random

from handrail.fictional.calendar import days_after
from handrail.fictional.care import with_participation
from handrail.fictional.people import birthday, day_between, invent, leap_free
from handrail.fictional.story import Person, Story, TimeInCare

_SHARED = frozenset({
    "came-into-care", "older-than-the-data", "came-onto-a-plan", "plan-older-than-the-data", "transfer-in",
    "icpc-never-needed", "conference-without-a-plan", "plan-then-care", "review-ends-the-plan",
})  # fmt: skip
_FOR_THE_OLDER = frozenset({"K2", "K3"})
_APART = 300  # days between two births at least
_HOW_OFTEN = 0.3


def sibling(dice: Random, child_id: str, elder: Story) -> Story | None:
    """A younger sibling of this child with the same referrals and times in care, or None where there is none."""
    if dice.random() >= _HOW_OFTEN or elder.kind not in _SHARED or not _can_be_shared(elder):
        return None
    earliest, latest = days_after(elder.person.born_on, _APART), days_after(_began_on(elder), -10)
    if earliest > latest:
        return None
    born_on = leap_free(day_between(dice, earliest, min(latest, days_after(earliest, 1500))))
    person = invent(dice, child_id, born_on)._replace(ethnicity=elder.person.ethnicity)
    return replace(
        elder,
        person=person,
        care=tuple(_of(dice, person, time) for time in elder.care),
        family=elder.family or f"F{elder.person.child_id}",
    )


def _can_be_shared(elder: Story) -> bool:
    if elder.short_breaks or elder.secure:
        return False
    eighteenth = birthday(elder.person, 18)
    return all(
        time.ended_on != eighteenth and all(each.placement_type not in _FOR_THE_OLDER for each in time.episodes)
        for time in elder.care
    )


def _began_on(story: Story) -> date:
    days = [time.began_on for time in story.care] + [referral.referred_on for referral in story.referrals]
    return min(days)


def _of(dice: Random, person: Person, time: TimeInCare) -> TimeInCare:
    """The elder's time in care as this child's; each takes part in the reviews after their own age."""
    episodes = tuple(episode._replace(child_id=person.child_id) for episode in time.episodes)
    runs = tuple(replace(run, reviews=with_participation(dice, person, run.reviews)) for run in time.runs)
    return replace(time, episodes=episodes, runs=runs)
