"""The made-up authority as a record: what its years of returns hold, in Handrail's own tables."""

from collections import defaultdict
from datetime import date

from handrail.fictional.cin import enquiries_in, plans_in, referrals_in
from handrail.fictional.people import within_the_data
from handrail.fictional.ssda903 import episodes_in
from handrail.fictional.story import Authority, Person, Plan, Referral, Story, Year
from handrail.record import tables
from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.service_tables import FamilyMember

BEFORE_EVERYTHING = date(1990, 1, 1)


def record_of(authority: Authority, since: date | None = None) -> Record:
    """The record of all the years; what came before them, or before this day, is left out, as it is from the returns."""
    years = authority.span.whole
    if since is not None:
        years = years._replace(first_day=since)
    record = Record(
        care_from=years.first_day, protection_from=years.first_day, care_to=years.last_day, protection_to=years.last_day
    )
    held = _Held(record, years)
    for story in authority.stories:
        episodes = episodes_in(story, years)
        referrals = referrals_in(story, years)
        if not episodes and not referrals:
            continue
        record.children.append(_child(story.person))
        if story.family:
            record.family_groups.append(FamilyMember(story.family, story.person.child_id))
        record.episodes.extend(episodes)
        record.reviews.extend(_reviews(story, years))
        record.secure_placements.extend(story.secure)
        for referral in referrals:
            held.add(story, referral)
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


def _reviews(story: Story, years: Year) -> list[tables.Review]:
    return [
        tables.Review(story.person.child_id, review.held_on, None, review.participation)
        for review in story.reviews
        if review.held_on and review.held_on >= years.first_day
    ]


class _Held:
    """Puts enquiries, plans and conferences into the record; siblings who share a day share the conference."""

    def __init__(self, record: Record, years: Year) -> None:
        self.record, self.years = record, years
        self.known: dict[str, set[str]] = defaultdict(set)

    def add(self, story: Story, referral: Referral) -> None:
        """Everything a referral led to."""
        child_id = story.person.child_id
        arrived_on = referral.transferred_in_on
        if arrived_on and arrived_on >= self.years.first_day:
            self._conference(story, "transfer_in", arrived_on, None, None)
        for enquiry in enquiries_in(referral, self.years):
            self.record.enquiries.append(
                tables.Enquiry(child_id, enquiry.started_on, None, enquiry.not_needed, enquiry.conference_on)
            )
            if enquiry.conference_on:
                self._conference(story, "initial", enquiry.conference_on, enquiry.started_on, None)
        for plan in plans_in(referral, self.years):
            self._plan(story, plan)

    def _plan(self, story: Story, plan: Plan) -> None:
        self.record.plans.append(
            tables.Plan(
                story.person.child_id,
                plan.started_on,
                plan.ended_on,
                plan.initial_category,
                plan.latest_category,
                plan.previous_plans,
            )
        )
        for review in plan.reviews:
            if review.held_on and review.held_on >= self.years.first_day:
                self._conference(story, "review", review.held_on, None, plan.started_on)

    def _conference(
        self, story: Story, kind: str, held_on: date, enquired_on: date | None, plan_from: date | None
    ) -> None:
        child_id = story.person.child_id
        conference_id = f"{story.family or child_id}-{held_on:%Y%m%d}-{kind}"
        if conference_id not in self.known:
            self.record.conferences.append(tables.Conference(conference_id, kind, held_on))
        if child_id not in self.known[conference_id]:
            self.known[conference_id].add(child_id)
            self.record.conference_children.append(
                tables.ConferenceChild(conference_id, child_id, enquired_on, plan_from)
            )
