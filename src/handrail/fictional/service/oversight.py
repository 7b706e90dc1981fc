"""Watching between the meetings: contacts with the child, midway reviews, and the visits and checks others make."""

from datetime import date
from random import Random

from handrail.fictional.calendar import days_after, months_after, this_or_last_working_day, this_or_next_working_day
from handrail.fictional.people import age_on
from handrail.fictional.service.made import CARE, CARER, REVIEW, Made, Sitting, group_of, pick
from handrail.fictional.service.staff import OFFICER, Staff
from handrail.fictional.story import Plan, Story, TimeInCare
from handrail.record.service_tables import Contact, MidwayReview, SecurePlacement
from handrail.record.tables import Event

SPOKE = ("spoke_privately", "spoke_not_privately")
_OUTCOMES = {"spoke_privately": 72, "spoke_not_privately": 6, "declined": 9, "inappropriate": 3, "not_done": 10}
_UNDER_FOUR = {"inappropriate": 70, "spoke_not_privately": 20, "not_done": 10}
_REASONS = {
    "declined": {"finds_it_repetitive": 5, "prefers_the_meeting": 4, "no_reason_given": 3},
    "inappropriate": {"emotional_wellbeing": 3, "complex_disability": 1},
    "not_done": {"no_capacity": 4, "child_away": 3, "placement_moved": 2},
    "spoke_not_privately": {"carer_present": 3, "interpreter_present": 1},
}
_HOW = {"visit": 55, "phone": 20, "video": 18, "message": 7}
_PROGRESS = {"on_track": 70, "drifting": 22, "stalled": 8}
_BEGINS_A_PLACEMENT = ("S", "P", "T", "B")
_UNDER_FIVE, _PANEL_LATE = 5, 0.1
_SEEN = {"seen_alone": 72, "seen": 22, "not_seen": 6}
_DIRECT, _STATUTORY = "direct", "statutory_visit"
_DIRECT_APART, _VISITS_TO = (90, 240), ("K2", "S1")
_MIDWAY = {CARE: 0.55, "protection": 0.5, CARER: 0.2}


def add(made: Made, staff: Staff) -> None:
    """Contacts before and between reviews, midway reviews, visits, checks and core groups."""
    _Oversight(made, staff).add()


class _Oversight:
    def __init__(self, made: Made, staff: Staff) -> None:
        self.made, self.staff = made, staff
        self.offered: set[tuple[str, str, date]] = set()
        self.happened: set[tuple[str, str, date]] = set()

    def add(self) -> None:
        before: Sitting | None = None
        for sitting in self.made.sittings():
            follows = before is not None and before.story is sitting.story and before.stream == sitting.stream
            self._before(sitting)
            if before is not None and follows:
                self._between(before, sitting)
            before = sitting
        for story in self.made.stories:
            for time in story.care:
                self._visits_and_checks(story, time)
                self._direct(story, time)
            for plan in story.plans:
                self._core_groups_and_visits(story, plan)
            for stay in story.secure:
                self._secure_reviews(story, stay)

    # --- the reviewing officer

    def _before(self, sitting: Sitting) -> None:
        if sitting.meeting == REVIEW:
            dice = self.made.dice("before", sitting.child_id, sitting.on.isoformat())
            self._contact(dice, sitting, "before_review", days_after(sitting.on, -dice.randint(4, 12)))

    def _between(self, before: Sitting, after: Sitting) -> None:
        """Half-way between two meetings: the plan looked at, and the child in care spoken to, or neither."""
        dice = self.made.dice("between", after.child_id, after.on.isoformat())
        held_on = this_or_last_working_day(days_after(before.on, (after.on - before.on).days // 2))
        if held_on <= before.on or dice.random() >= _MIDWAY[after.stream]:
            return
        made, number = self.made, len(self.made.record.midway_reviews) + 1
        officer = self.staff.chair_of(after._replace(on=held_on))
        progress = pick(dice, _PROGRESS)
        made.record.midway_reviews.append(
            MidwayReview(f"M{number:06d}", after.stream, held_on, after.child_id, None, officer, before.on, progress)
        )
        made.count("midway_reviews", held_on, "held", f"held: {after.stream}", f"{after.stream}: {progress}")
        if after.stream == CARE:
            self._contact(dice, after, "between_reviews", days_after(held_on, -7))

    def _contact(self, dice: Random, sitting: Sitting, purpose: str, offered_on: date) -> None:
        key = (sitting.child_id, purpose, offered_on)
        if offered_on < self.made.span.first_day or key in self.offered:
            return
        self.offered.add(key)
        young = age_on(sitting.story.person, sitting.on) < 4
        outcome = pick(dice, _UNDER_FOUR if young else _OUTCOMES)
        reason = "age" if young and outcome == "inappropriate" else None
        if reason is None and outcome in _REASONS:
            reason = pick(dice, _REASONS[outcome])
        held_on = days_after(offered_on, dice.randint(0, 3)) if outcome in SPOKE else None
        how = pick(dice, _HOW) if held_on else None
        officer = self.staff.who(OFFICER, group_of(sitting.story), offered_on)
        self.made.record.contacts.append(
            Contact(sitting.child_id, purpose, offered_on, outcome, held_on, officer, how, reason)
        )
        self.made.count("contacts", offered_on, "offered", outcome, f"{purpose}: {outcome}")
        if held_on:
            self.made.count("contacts", held_on, f"held by {how}: {purpose}")
            self._event(sitting.child_id, "iro_contact", held_on, outcome)

    def _direct(self, story: Story, time: TimeInCare) -> None:
        """Calls and visits on no occasion of a meeting; to children in homes as visits the authority owes them."""
        dice, made = self.made.dice("direct", story.person.child_id, time.began_on.isoformat()), self.made
        day = days_after(time.began_on, dice.randint(*_DIRECT_APART))
        while day < (time.ended_on or made.last_day):
            held_on, child_id = this_or_next_working_day(day), story.person.child_id
            placed = next(each.placement_type for each in reversed(time.episodes) if each.started_on <= day)
            purpose = _STATUTORY if placed in _VISITS_TO else _DIRECT
            if made.span.first_day <= held_on <= made.last_day and dice.random() < 0.5:
                how = "visit" if purpose == _STATUTORY else pick(dice, _HOW)
                officer = self.staff.who(OFFICER, group_of(story), held_on)
                made.record.contacts.append(
                    Contact(child_id, purpose, held_on, "spoke_privately", held_on, officer, how)
                )
                made.count("contacts", held_on, "offered", "spoke_privately", f"{purpose}: spoke_privately")
                made.count("contacts", held_on, f"held by {how}: {purpose}")
            day = days_after(day, dice.randint(*_DIRECT_APART))

    # --- those who work with the child

    def _visits_and_checks(self, story: Story, time: TimeInCare) -> None:
        """Visits begin again with each placement; health is assessed twice as often under five."""
        dice = self.made.dice("visits", story.person.child_id, time.began_on.isoformat())
        until = time.ended_on or self.made.last_day
        placed = [each.started_on for each in time.episodes if each.start_reason in _BEGINS_A_PLACEMENT]
        for began_on, moved_on in zip(placed, [*placed[1:], until], strict=True):
            first = days_after(began_on, dice.randint(1, 5) if dice.random() < 0.93 else dice.randint(8, 12))
            self._series(dice, story, "visit", first, moved_on, (30, 40))
        self._health_assessments(dice, story, days_after(time.began_on, dice.randint(12, 27)), until)
        self._series(dice, story, "dental_check", days_after(time.began_on, dice.randint(30, 120)), until, (170, 380))
        self._once(story, "care_plan", days_after(time.began_on, dice.randint(3, 12)), until)
        if 3 <= age_on(story.person, time.began_on) < 18:
            self._once(story, "personal_education_plan", days_after(time.began_on, dice.randint(4, 15)), until)

    def _secure_reviews(self, story: Story, stay: SecurePlacement) -> None:
        """A panel within a month of the first day, and of the last within three months; now and then late."""
        dice = self.made.dice("secure", story.person.child_id, stay.began_on.isoformat())
        before, months, until = stay.began_on, 1, stay.ended_on or self.made.last_day
        while before <= until:
            late = dice.random() < _PANEL_LATE
            day = months_after(before, months) if late else this_or_last_working_day(months_after(before, months))
            held_on = this_or_next_working_day(days_after(day, dice.randint(3, 15))) if late else day
            if held_on > until:
                return
            self._event(story.person.child_id, "secure_review", held_on, None)
            self.made.count("secure_reviews", held_on, "late" if late else "in_time")
            before, months = held_on, 3

    def _health_assessments(self, dice: Random, story: Story, first: date, until: date) -> None:
        day = this_or_next_working_day(first)
        while day <= until:
            self._event(story.person.child_id, "health_assessment", day, None)
            longest = 178 if age_on(story.person, day) < _UNDER_FIVE else 360
            late = dice.randint(10, 60) if dice.random() < 0.1 else 0
            day = this_or_last_working_day(days_after(day, longest - dice.randint(0, 25) + late))

    def _core_groups_and_visits(self, story: Story, plan: Plan) -> None:
        dice = self.made.dice("core groups", story.person.child_id, plan.started_on.isoformat())
        until = plan.ended_on or self.made.last_day
        self._series(dice, story, "core_group", days_after(plan.started_on, dice.randint(7, 15)), until, (28, 45))
        self._series(dice, story, "cp_visit", days_after(plan.started_on, dice.randint(2, 10)), until, (9, 15))

    def _series(self, dice: Random, story: Story, kind: str, first: date, until: date, apart: tuple[int, int]) -> None:
        day = this_or_next_working_day(first)
        while day <= until:
            seen = kind in ("visit", "cp_visit") and day > story.person.born_on
            outcome = pick(dice, _SEEN) if seen else None
            self._event(story.person.child_id, kind, day, outcome)
            day = this_or_next_working_day(days_after(day, dice.randint(*apart)))

    def _once(self, story: Story, kind: str, day: date, until: date) -> None:
        if this_or_next_working_day(day) <= until:
            self._event(story.person.child_id, kind, this_or_next_working_day(day), None)

    def _event(self, child_id: str, kind: str, day: date, outcome: str | None) -> None:
        if not self.made.span.first_day <= day <= self.made.last_day or (child_id, kind, day) in self.happened:
            return
        self.happened.add((child_id, kind, day))
        self.made.record.events.append(Event(child_id, kind, day, outcome))
        self.made.count("events", day, kind, *((f"{kind}: {outcome}",) if outcome else ()))
