"""Keeping the service itself good: supervision, observation and training, events with families, the plan of priorities."""

from datetime import date
from random import Random

from handrail.fictional.calendar import days_after, months_after, this_or_next_working_day
from handrail.fictional.people import day_between
from handrail.fictional.service.made import Made, pick
from handrail.fictional.service.staff import CHAIR, OFFICER
from handrail.fictional.story import Year
from handrail.record.improvement_tables import Engagement, EngagementAttendance, PlanItem, PlanItemRating, StaffEvent
from handrail.record.service_tables import Worker

_SUPERVISED, _OBSERVED, _TRAINED = 0.88, 0.85, (2, 5)
_TOPICS = {"signs_of_safety": 4, "exploitation": 3, "permanence": 3, "trauma": 2, "neglect": 2}
_EVENTS = {
    "children_in_care_council": ("child", "reviewing_officer"), "focus_group": ("child", "reviewing_officer"),
    "open_day": ("professional", "reviewing_officer"), "parents_group": ("parent", "reviewing_officer"),
}  # fmt: skip
_PRIORITIES = {
    "voice_of_the_child": ("Ask every child how they want to take part", "Offer each child to chair a part"),
    "footprint_and_challenge": ("Record a look between reviews", "Close each dispute with its outcome"),
    "business_support": ("Send records within the time set", "Chase reports before they are due"),
    "quality": ("Observe every chair", "Share what audits found"),
}
_LEADS = ("service_manager", "team_manager", "business_support_manager")
_RATING_PATHS = {
    ("red", "amber", "amber", "green"): 3, ("amber", "green", "green", "done"): 5, ("amber", "amber", "amber", "amber"): 2,
    ("green", "green", "done", "done"): 4, ("red", "red", "amber", "amber"): 1,
}  # fmt: skip
_PROGRESS = {
    "red": "Not begun", "amber": "Begun with one team, behind its day", "green": "In use in most teams",
    "done": "In use, and counted each month",
}  # fmt: skip


def add(made: Made) -> None:
    """What was done with each officer and chair, events, and a plan of priorities for each year."""
    for worker in made.record.workers:
        if worker.role in (OFFICER, CHAIR):
            _of_worker(made, worker)
    for year in made.span.years:
        _events(made, year)
        _priorities(made, year)


# --- staff


def _of_worker(made: Made, worker: Worker) -> None:
    dice = made.dice("supervised", worker.worker_id)
    first = max(worker.started_on or made.span.first_day, made.span.first_day)
    month, until = first.replace(day=1), worker.ended_on or made.last_day
    while month <= until:
        day = this_or_next_working_day(days_after(month, dice.randint(3, 24)))
        if first <= day <= until and dice.random() < _SUPERVISED:
            _event(made, worker, "supervision", day)
        month = months_after(month, 1)
    for year in made.span.years:
        begins, ends = max(first, year.first_day), min(until, year.last_day)
        if begins < ends:
            if dice.random() < _OBSERVED:
                _event(made, worker, "observation", day_between(dice, begins, ends))
            for _ in range(dice.randint(*_TRAINED)):
                _event(
                    made, worker, "training", day_between(dice, begins, ends), pick(dice, _TOPICS), dice.randint(1, 3)
                )


def _event(made: Made, worker: Worker, kind: str, day: date, topic: str | None = None, days: int | None = None) -> None:
    number = f"E{len(made.record.staff_events) + 1:06d}"
    made.record.staff_events.append(StaffEvent(number, worker.worker_id, kind, day, topic, days))
    made.count("staff_events", day, kind, *((f"{kind}: {topic}",) if topic else ()))
    if days:
        made.count("staff_events", day, "days", number=days)


# --- events and priorities


def _events(made: Made, year: Year) -> None:
    for kind, people in _EVENTS.items():
        dice = made.dice("event", kind, year.name)
        held_on, number = day_between(dice, year.first_day, year.last_day), f"G{len(made.record.engagements) + 1:04d}"
        made.record.engagements.append(Engagement(number, held_on, kind, kind))
        made.count("engagements", held_on, "held", kind)
        for person in people:
            came = dice.randint(2, 5) if person == OFFICER else dice.randint(4, 25)
            made.record.engagement_attendances.append(EngagementAttendance(number, person, came))
            made.count("engagements", held_on, f"came: {person}", number=came)


def _priorities(made: Made, year: Year) -> None:
    for priority, actions in _PRIORITIES.items():
        for action in actions:
            dice = made.dice("priority", year.name, action)
            _priority(made, dice, year, priority, action)


def _priority(made: Made, dice: Random, year: Year, priority: str, action: str) -> None:
    number, due_on = f"I{len(made.record.plan_items) + 1:04d}", months_after(year.first_day, dice.choice((6, 9, 12)))
    made.record.plan_items.append(
        PlanItem(number, year.name, priority, action, "Counted each month", dice.choice(_LEADS), due_on)
    )
    path = pick(dice, _RATING_PATHS)
    for quarter, rating in enumerate(path, start=1):
        rated_on = this_or_next_working_day(days_after(months_after(year.first_day, 3 * quarter), -20))
        made.record.plan_item_ratings.append(PlanItemRating(number, rated_on, rating, _PROGRESS[rating]))
    made.count("plan_items", year.last_day, f"{year.name}: {path[-1]}", "items")
