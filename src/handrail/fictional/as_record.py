"""The made-up authority as a record: what its three years of returns hold, in Handrail's own tables."""

from datetime import date

from handrail.fictional.cin import enquiries_in, plans_in, referrals_in
from handrail.fictional.people import within_the_data
from handrail.fictional.ssda903 import episodes_in
from handrail.fictional.story import FIRST_DAY, LAST_DAY, Authority, Person, Plan, Referral, Story, Year
from handrail.record import tables
from handrail.record.care import periods_of_care
from handrail.record.record import Record

_ALL_YEARS = Year("2023-26", FIRST_DAY, LAST_DAY)


def record_of(authority: Authority) -> Record:
    """The record of the three years; what came before them is left out, as it is from the returns."""
    record = Record(care_from=FIRST_DAY, protection_from=FIRST_DAY)
    for story in authority.stories:
        episodes = episodes_in(story, _ALL_YEARS)
        referrals = referrals_in(story, _ALL_YEARS)
        if episodes or referrals:
            record.children.append(_child(story.person))
        record.episodes.extend(episodes)
        record.reviews.extend(_reviews(story))
        for referral in referrals:
            _add_referral(record, story.person.child_id, referral)
    record.periods_of_care = periods_of_care(record.episodes)
    return record


def _child(person: Person) -> tables.Child:
    born_on = within_the_data(person.born_on)
    return tables.Child(
        child_id=person.child_id,
        born_on=born_on,
        expected_on=None if born_on else person.expected_on,
        sex=person.sex if born_on else "U",
        ethnicity=person.ethnicity,
    )


def _reviews(story: Story) -> list[tables.Review]:
    return [
        tables.Review(story.person.child_id, review.held_on, None, review.participation)
        for review in story.reviews
        if review.held_on and review.held_on >= FIRST_DAY
    ]


def _add_referral(record: Record, child_id: str, referral: Referral) -> None:
    if referral.transferred_in_on and referral.transferred_in_on >= FIRST_DAY:
        _add_conference(record, child_id, "transfer_in", referral.transferred_in_on, None, None)
    for enquiry in enquiries_in(referral, _ALL_YEARS):
        record.enquiries.append(
            tables.Enquiry(child_id, enquiry.started_on, None, enquiry.not_needed, enquiry.conference_on)
        )
        if enquiry.conference_on:
            _add_conference(record, child_id, "initial", enquiry.conference_on, enquiry.started_on, None)
    for plan in plans_in(referral, _ALL_YEARS):
        _add_plan(record, child_id, plan)


def _add_plan(record: Record, child_id: str, plan: Plan) -> None:
    record.plans.append(
        tables.Plan(
            child_id,
            plan.started_on,
            plan.ended_on,
            plan.initial_category,
            plan.latest_category,
            plan.previous_plans,
        )
    )
    for review in plan.reviews:
        if review.held_on and review.held_on >= FIRST_DAY:
            _add_conference(record, child_id, "review", review.held_on, None, plan.started_on)


def _add_conference(
    record: Record, child_id: str, kind: str, held_on: date, enquired_on: date | None, plan_from: date | None
) -> None:
    conference_id = f"{child_id}-{held_on:%Y%m%d}-{kind}"
    record.conferences.append(tables.Conference(conference_id, kind, held_on))
    record.conference_children.append(tables.ConferenceChild(conference_id, child_id, enquired_on, plan_from))
