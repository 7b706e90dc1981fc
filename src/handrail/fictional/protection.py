"""Planning a referral forwards: the enquiry, its conference, the plan and the review conferences."""

from dataclasses import dataclass
from datetime import date
from random import Random

from handrail.fictional import meetings
from handrail.fictional.calendar import days_after, this_or_next_working_day, working_days_after
from handrail.fictional.episodes import need
from handrail.fictional.people import within_the_data
from handrail.fictional.story import LAST_DAY, LATE, ON_TIME, Enquiry, Meeting, Plan, Referral

CONFERENCE_WITHIN = 15
_CATEGORIES = {"NEG": 50, "EMO": 35, "PHY": 8, "SAB": 4, "MUL": 3}
_SOURCES = {
    "6": 30,
    "2A": 18,
    "3A": 4,
    "3B": 4,
    "3E": 6,
    "5A": 8,
    "5B": 8,
    "1A": 6,
    "1D": 4,
    "8": 6,
    "7": 3,
    "9": 3,
}
_REVIEWS_BEFORE_ENDING = {1: 20, 2: 46, 3: 20, 4: 8, 5: 6}
_ENDS_BETWEEN_REVIEWS = 0.11  # the child moves away, comes into care, or the plan is ended early


@dataclass(frozen=True)
class PlanWishes:
    """What is meant to happen to a plan: how its reviews go, and how it ends.

    It ends at the review of this number, or on a day that is no review's, or as plans usually end.
    """

    reviews: meetings.Wishes | None = None
    ends_at_review: int | None = None
    ends_on: date | None = None


AS_USUAL = PlanWishes()


def usual_wait(dice: Random) -> int:
    """Working days from the enquiry to its conference, as they usually are: most within 15."""
    return dice.randint(16, 30) if dice.random() < 0.17 else dice.choice((9, 11, 12, 12, 13, 14, 14, 15, 15))


def enquiry(started_on: date, wait: int) -> Enquiry:
    """An enquiry whose conference is held so many working days after it began, in time or not."""
    conference_on = within_the_data(working_days_after(started_on, wait))
    label = (ON_TIME if wait <= CONFERENCE_WITHIN else LATE) if conference_on else None
    return Enquiry(started_on, conference_on, False, label)


def enquiry_without_conference(started_on: date) -> Enquiry:
    """An enquiry that found no need of a conference."""
    return Enquiry(started_on, None, True, None)


def plan(dice: Random, started_on: date, wishes: PlanWishes, previous_plans: int = 0) -> Plan:
    """A child protection plan from the day of its conference."""
    first, last = (dice.choices(list(_CATEGORIES), list(_CATEGORIES.values()))[0] for _ in range(2))
    if wishes is AS_USUAL and dice.random() < _ENDS_BETWEEN_REVIEWS:
        wishes = PlanWishes(ends_on=within_the_data(days_after(started_on, dice.randint(96, 178))))
    reviews = meetings.plan(
        dice,
        started_on,
        meetings.conference_due_after,
        wishes.ends_on,
        days_after(wishes.ends_on, -1) if wishes.ends_on else LAST_DAY,
        wishes.reviews,
    )
    ended_on = within_the_data(wishes.ends_on)
    if wishes.ends_on is None:
        count = (
            wishes.ends_at_review
            or dice.choices(list(_REVIEWS_BEFORE_ENDING), list(_REVIEWS_BEFORE_ENDING.values()))[0]
        )
        reviews, ended_on = _ended_at(reviews, count)
    return Plan(started_on, ended_on, first, first if dice.random() < 0.8 else last, previous_plans, reviews)


def _ended_at(reviews: tuple[Meeting, ...], count: int) -> tuple[tuple[Meeting, ...], date | None]:
    """The reviews up to the one that ends the plan, and its day; all and blank if that is still to come."""
    kept = reviews[:count]
    if len(kept) == count and kept[-1].held_on:
        return kept, kept[-1].held_on
    return reviews, None


def referral(
    dice: Random,
    referred_on: date,
    wishes: PlanWishes = AS_USUAL,
    wait: int | None = None,
    previous_plans: int = 0,
    makes_plan: bool = True,
) -> Referral:
    """A referral that led to an enquiry, a conference and, unless it decided otherwise, a plan."""
    started_on = this_or_next_working_day(days_after(referred_on, dice.randint(0, 12)))
    asked = enquiry(started_on, usual_wait(dice) if wait is None else wait)
    plans: tuple[Plan, ...] = ()
    if makes_plan and asked.conference_on:
        plans = (plan(dice, asked.conference_on, wishes, previous_plans),)
    closed_on = closing(dice, plans, asked.conference_on)
    return Referral(referred_on, closed_on, source(dice), need(dice), None, (asked,), plans)


def closing(dice: Random, plans: tuple[Plan, ...], conference_on: date | None) -> date | None:
    """When the case closes: some weeks after the plan, or the conference that made none; blank while open."""
    over_on = plans[-1].ended_on if plans else conference_on
    return within_the_data(days_after(over_on, dice.randint(20, 150))) if over_on else None


def source(dice: Random) -> str:
    """Who referred the child, as it usually is."""
    return dice.choices(list(_SOURCES), list(_SOURCES.values()))[0]
