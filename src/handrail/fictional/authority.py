"""Making the authority: one story of each kind first, then as many as are asked for, in usual proportions."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import NamedTuple

from handrail.fictional import adoption, care_stories, families, protection_stories
from handrail.fictional.story import Authority, Span, Story, span_of

Tell = Callable[[Random, str, Span], Story]


class Kind(NamedTuple):
    """A kind of story and how often it is told among the children left to chance.

    What flows grows with the years told; what only stands there at one end of them (`stands`) does not.
    """

    tell: Tell
    weight: float
    stands: bool = False

    def chance(self, span: Span) -> float:
        """The weight for these years."""
        return self.weight if self.stands else self.weight * len(span.years) / 3


KINDS: tuple[Kind, ...] = (
    Kind(care_stories.moved_each_year, 0),
    Kind(protection_stories.came_onto_a_plan, 18),
    Kind(care_stories.came_into_care, 19),
    Kind(protection_stories.plan_older_than_the_data, 7, stands=True),
    Kind(care_stories.older_than_the_data, 28, stands=True),
    Kind(protection_stories.transferred_in, 1.5),
    Kind(care_stories.late, 1.5),
    Kind(protection_stories.pre_birth, 1.5),
    Kind(care_stories.early, 1.5),
    Kind(protection_stories.repeat_plan, 2.5),
    Kind(care_stories.missed_then_left, 0.4),
    Kind(protection_stories.late_conference, 0.7),
    Kind(care_stories.missed_and_open, 0.6, stands=True),
    Kind(protection_stories.no_conference_needed, 4),
    Kind(care_stories.restarted, 2),
    Kind(protection_stories.late_review_conference, 1),
    Kind(care_stories.month_end, 1),
    Kind(protection_stories.review_ends_the_plan, 3),
    Kind(care_stories.christmas, 0.8),
    Kind(protection_stories.conference_over_christmas, 0.5),
    Kind(care_stories.leap_day, 0.4),
    Kind(protection_stories.overdue_review_conference, 0.3, stands=True),
    Kind(care_stories.fourth_birthday, 0.5),
    Kind(protection_stories.conference_without_a_plan, 4.5),
    Kind(care_stories.eighteenth_birthday, 2),
    Kind(protection_stories.month_end_plan, 0.3),
    Kind(care_stories.short_break_turned_care, 0.6),
    Kind(protection_stories.conference_to_come, 0.5, stands=True),
    Kind(care_stories.only_short_breaks, 1),
    Kind(protection_stories.enquiry_across_the_year_end, 1),
    Kind(adoption.adopted, 1.2),
    Kind(protection_stories.plan_then_care, 2),
    Kind(adoption.waiting, 0.5, stands=True),
    Kind(protection_stories.pre_birth_then_care, 1),
    Kind(adoption.disrupted, 0.2),
    Kind(care_stories.began_just_before_a_year, 0.8),
    Kind(care_stories.left_on_the_due_day, 0.2),
    Kind(care_stories.reviewed_on_the_last_day, 0.2),
    Kind(care_stories.short_stay, 1.5),
    Kind(care_stories.on_remand, 0.3),
    Kind(care_stories.two_histories_to_the_day, 0.6),
    Kind(care_stories.care_turned_short_breaks, 0.2),
    Kind(care_stories.on_the_year_boundary, 0.5),
    Kind(protection_stories.plan_on_the_year_boundary, 0.4),
    Kind(care_stories.in_secure_accommodation, 0.3),
)


def make(children: int, seed: int, years: int = 3) -> Authority:
    """An authority of so many children over so many years, three to six, up to 2025/26.

    A child's story depends on the seed and its number alone; a sibling's on the story before it as well.
    """
    span = span_of(years)
    tells = [kind.tell for kind in KINDS]
    weights = [kind.chance(span) for kind in KINDS]
    stories: list[Story] = []
    for number in range(children):
        dice, child_id = Random(f"{seed}/{number}"), f"{number + 1:07d}"
        if number < len(tells):
            stories.append(tells[number](dice, child_id, span))
            continue
        younger = families.sibling(Random(f"{seed}/{number}/family"), child_id, stories[-1])
        if younger is None:
            stories.append(dice.choices(tells, weights)[0](dice, child_id, span))
            continue
        stories[-1] = replace(stories[-1], family=younger.family)
        stories.append(younger)
    return Authority(seed, tuple(stories), span)
