"""Kinds of story of a child who was the subject of an enquiry, a conference or a child protection plan."""

from datetime import date
from random import Random

from handrail.fictional import meetings
from handrail.fictional.calendar import (
    days_after,
    this_or_next_working_day,
    working_days_after,
    working_days_before,
)
from handrail.fictional.care import time_in_care
from handrail.fictional.episodes import need
from handrail.fictional.people import born_for_age, day_between, day_of_a_year, invent, leap_free
from handrail.fictional.protection import (
    AS_USUAL,
    PlanWishes,
    closing,
    enquiry,
    enquiry_without_conference,
    plan,
    referral,
    source,
)
from handrail.fictional.story import LAST_DAY, Person, Referral, Span, Story

_HAD_A_PLAN_BEFORE = 0.27
# Difficulties are planted early enough to be followed; ordinary plans come later, so the years stay even.


def _referrals_by_year(span: Span) -> tuple[float, ...]:
    years = len(span.years)
    return (16, *[26] * (years - 2), 26 + 96 / years)


def someone(dice: Random, child_id: str, on: date, highest: int = 14) -> Person:
    """A child of this age at most on a day, the youngest likeliest."""
    return invent(dice, child_id, born_for_age(dice, on, 0, dice.randint(0, dice.randint(0, highest))))


def came_onto_a_plan(dice: Random, child_id: str, span: Span) -> Story:
    """Referred within the data and made the subject of a plan; some had been on one years before the data begin."""
    referred_on = day_of_a_year(dice, span.years, _referrals_by_year(span), date(2026, 3, 10))
    before = int(dice.random() < _HAD_A_PLAN_BEFORE)
    return Story(
        "came-onto-a-plan",
        someone(dice, child_id, referred_on),
        referrals=(referral(dice, referred_on, previous_plans=before),),
    )


def plan_older_than_the_data(dice: Random, child_id: str, span: Span) -> Story:
    """On a plan before the first census, which therefore cannot show what came before its first review."""
    referred_on = day_between(dice, days_after(span.first_day, -365), days_after(span.first_day, -50))
    lasting = PlanWishes(ends_at_review=dice.randint(2, 5))
    return Story(
        "plan-older-than-the-data",
        someone(dice, child_id, referred_on, 12),
        referrals=(referral(dice, referred_on, lasting, wait=dice.randint(10, 15)),),
    )


def transferred_in(dice: Random, child_id: str, span: Span) -> Story:
    """Moved here on another authority's plan: a conference with no enquiry of this authority's."""
    referred_on = day_between(dice, span.first_day, date(2025, 12, 31))
    conference_on = working_days_after(referred_on, dice.randint(5, 14))
    plans = (plan(dice, conference_on, AS_USUAL),)
    told = Referral(
        referred_on,
        closing(dice, plans, None),
        "5C",
        need(dice),
        transferred_in_on=conference_on,
        plans=plans,
    )
    return Story("transfer-in", someone(dice, child_id, referred_on, 12), referrals=(told,))


def pre_birth(dice: Random, child_id: str, span: Span) -> Story:
    """On a plan before birth, and in one census known only by the day the birth was expected."""
    expected_on = day_between(dice, date(year := dice.choice(span.years[1:]).first_day.year, 4, 22), date(year, 5, 31))
    referred_on = days_after(expected_on, -dice.randint(110, 130))
    born_on = leap_free(days_after(expected_on, dice.randint(-14, 14)))
    person = invent(dice, child_id, born_on, expected_on)
    told = referral(dice, referred_on, PlanWishes(ends_at_review=dice.randint(2, 4)), wait=dice.randint(10, 15))
    return Story("pre-birth", person, referrals=(told,))


def pre_birth_then_care(dice: Random, child_id: str, span: Span) -> Story:
    """On a plan before birth, and looked after within days of it."""
    expected_on = day_between(dice, days_after(span.first_day, 153), date(2025, 9, 30))
    referred_on = days_after(expected_on, -dice.randint(110, 130))
    born_on = leap_free(days_after(expected_on, dice.randint(-14, 14)))
    person = invent(dice, child_id, born_on, expected_on)
    began_on = days_after(born_on, dice.randint(2, 9))
    told = referral(dice, referred_on, PlanWishes(ends_on=days_after(began_on, 1)), wait=dice.randint(10, 15))
    return Story("pre-birth-then-care", person, (time_in_care(dice, person, began_on),), referrals=(told,))


def plan_then_care(dice: Random, child_id: str, span: Span) -> Story:
    """On a plan until coming into care."""
    referred_on = day_between(dice, days_after(span.first_day, -90), date(2025, 6, 30))
    began_on = this_or_next_working_day(days_after(referred_on, dice.randint(100, 260)))
    person = someone(dice, child_id, referred_on, 12)
    told = referral(dice, referred_on, PlanWishes(ends_on=days_after(began_on, dice.randint(1, 20))))
    return Story("plan-then-care", person, (time_in_care(dice, person, began_on),), referrals=(told,))


def repeat_plan(dice: Random, child_id: str, span: Span) -> Story:
    """On a plan, off it, and on another from a new referral."""
    first_on = day_between(dice, days_after(span.first_day, -59), date(2023, 12, 31))
    first = referral(dice, first_on, PlanWishes(ends_at_review=dice.randint(1, 2)), wait=dice.randint(10, 15))
    over_on = first.closed_on or LAST_DAY
    again_on = days_after(over_on, dice.randint(20, 60))
    again = referral(dice, again_on, wait=dice.randint(10, 15), previous_plans=1)
    return Story("repeat-plan", someone(dice, child_id, first_on, 12), referrals=(first, again))


def late_conference(dice: Random, child_id: str, span: Span) -> Story:
    """The initial conference came after the 15th working day."""
    referred_on = day_between(dice, span.first_day, date(2025, 12, 15))
    told = referral(dice, referred_on, wait=dice.choice((16, 17, 22, 35)))
    return Story("icpc-late", someone(dice, child_id, referred_on), referrals=(told,))


def conference_over_christmas(dice: Random, child_id: str, span: Span) -> Story:
    """The 15 working days to the initial conference ran over Christmas; some took one day more."""
    referred_on = day_between(dice, date(year := dice.choice(span.years).first_day.year, 12, 1), date(year, 12, 12))
    told = referral(dice, referred_on, wait=dice.choice((15, 16)))
    return Story("icpc-over-christmas", someone(dice, child_id, referred_on), referrals=(told,))


def no_conference_needed(dice: Random, child_id: str, span: Span) -> Story:
    """An enquiry ended without a conference."""
    referred_on = day_between(dice, span.first_day, date(2026, 3, 10))
    asked = enquiry_without_conference(this_or_next_working_day(days_after(referred_on, dice.randint(0, 10))))
    closed_on = days_after(asked.started_on, dice.randint(20, 60))
    told = Referral(
        referred_on,
        closed_on if closed_on <= LAST_DAY else None,
        source(dice),
        need(dice),
        enquiries=(asked,),
    )
    return Story("icpc-never-needed", someone(dice, child_id, referred_on), referrals=(told,))


def conference_without_a_plan(dice: Random, child_id: str, span: Span) -> Story:
    """The initial conference decided against a plan."""
    referred_on = day_between(dice, span.first_day, date(2026, 1, 31))
    told = referral(dice, referred_on, makes_plan=False)
    return Story("conference-without-a-plan", someone(dice, child_id, referred_on), referrals=(told,))


def conference_to_come(dice: Random, child_id: str, span: Span) -> Story:
    """An enquiry in its first days when the last year ends; its conference is still to come."""
    started_on = working_days_before(LAST_DAY, dice.randint(1, 8))
    referred_on = days_after(started_on, -dice.randint(0, 4))
    told = Referral(referred_on, None, source(dice), need(dice), enquiries=(enquiry(started_on, 14),))
    return Story("icpc-to-come", someone(dice, child_id, referred_on), referrals=(told,))


def enquiry_across_the_year_end(dice: Random, child_id: str, span: Span) -> Story:
    """An enquiry begun in March and its conference in April: two censuses each see part of it."""
    april = dice.choice(span.years).first_day
    started_on = working_days_before(april, dice.randint(1, 9))
    referred_on = days_after(started_on, -dice.randint(0, 6))
    asked = enquiry(started_on, dice.choice((12, 15, 16)))
    plans = (plan(dice, asked.conference_on, AS_USUAL),) if asked.conference_on else ()
    closed_on = closing(dice, plans, asked.conference_on)
    told = Referral(referred_on, closed_on, source(dice), need(dice), None, (asked,), plans)
    return Story("enquiry-across-the-year-end", someone(dice, child_id, referred_on), referrals=(told,))


def late_review_conference(dice: Random, child_id: str, span: Span) -> Story:
    """One review conference was held late."""
    referred_on = day_between(dice, span.first_day, date(2025, 3, 31))
    wishes = {dice.randint(1, 2): meetings.late_by(dice.choice((1, 3, 20, 45)))}
    told = referral(dice, referred_on, PlanWishes(wishes, ends_at_review=dice.randint(2, 4)))
    return Story("rcpc-late", someone(dice, child_id, referred_on, 12), referrals=(told,))


def overdue_review_conference(dice: Random, child_id: str, span: Span) -> Story:
    """A review conference came due before the last day and has not been held."""
    referred_on = day_between(dice, date(2025, 6, 1), date(2025, 11, 15))
    told = referral(dice, referred_on, PlanWishes({1: meetings.MISS_IT}), wait=dice.randint(8, 15))
    return Story("rcpc-overdue", someone(dice, child_id, referred_on, 12), referrals=(told,))


def month_end_plan(dice: Random, child_id: str, span: Span) -> Story:
    """A plan begun at the end of a long month, reviewed on the very day due or the day after."""
    started_on = dice.choice((date(2023, 5, 31), date(2023, 8, 31), date(2023, 11, 30), date(2024, 7, 31)))
    wait = dice.randint(9, 15)
    enquired_on = working_days_before(started_on, wait)
    choices = (meetings.on_the_due_day(), meetings.on_the_due_day(), meetings.a_day_late())
    wishes = PlanWishes({number: dice.choice(choices) for number in (1, 2, 3)}, ends_at_review=4)
    asked = enquiry(enquired_on, wait)
    plans = (plan(dice, started_on, wishes),)
    told = Referral(enquired_on, closing(dice, plans, None), source(dice), need(dice), None, (asked,), plans)
    return Story("rcpc-month-end", someone(dice, child_id, enquired_on, 12), referrals=(told,))


def plan_on_the_year_boundary(dice: Random, child_id: str, span: Span) -> Story:
    """A plan that began or ended about 31 March, or began just 91 days before it."""
    wait = dice.randint(9, 15)
    if dice.random() < 0.5:
        days = (
            date(2025, 3, 31),
            date(2025, 4, 1),
            date(2024, 12, 30),
            date(2024, 12, 31),
            date(2025, 12, 30),
        )
        started_on, wishes = dice.choice(days), AS_USUAL
    else:
        started_on, ended_on = date(2025, 1, 6), dice.choice((date(2025, 3, 31), date(2025, 4, 1)))
        wishes = PlanWishes({1: meetings.on_time_on(ended_on)}, ends_at_review=1)
    enquired_on = working_days_before(started_on, wait)
    plans = (plan(dice, started_on, wishes),)
    asked = (enquiry(enquired_on, wait),)
    told = Referral(enquired_on, closing(dice, plans, None), source(dice), need(dice), None, asked, plans)
    return Story("plan-year-boundary", someone(dice, child_id, enquired_on, 12), referrals=(told,))


def review_ends_the_plan(dice: Random, child_id: str, span: Span) -> Story:
    """The plan was ended by its first or second review conference."""
    referred_on = day_between(dice, days_after(span.first_day, -59), date(2024, 9, 30))
    told = referral(dice, referred_on, PlanWishes(ends_at_review=dice.randint(1, 2)), wait=dice.randint(10, 15))
    return Story("review-ends-the-plan", someone(dice, child_id, referred_on), referrals=(told,))
