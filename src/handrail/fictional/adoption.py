"""Stories of children placed for adoption: adopted, still waiting, or back in care after a disruption.

While a child is placed, reviews follow the placement: four weeks, three months, six months. The first after a
disruption cannot be judged, because the law does not say from when it is owed.
"""

from datetime import date
from random import Random

from handrail.fictional import meetings
from handrail.fictional.calendar import days_after, this_or_next_working_day
from handrail.fictional.care import ordinary_run, participation, with_participation
from handrail.fictional.episodes import Change, Ending, Placement, cut
from handrail.fictional.people import born_for_age, day_between, invent
from handrail.fictional.story import (
    AFTER_DISRUPTION,
    LAST_DAY,
    NOT_ASSESSABLE,
    NOT_DUE,
    PLACED_FOR_ADOPTION,
    Meeting,
    Person,
    Run,
    Span,
    Story,
    TimeInCare,
)

_SETTING_OUT = Placement("U6", "PR1")
_WITH_ADOPTERS = Placement("A6", "PR1")
_BACK_IN_CARE = Placement("U6", "PR4")


def adopted(dice: Random, child_id: str, span: Span) -> Story:
    """Placed for adoption, reviewed while placed, and adopted within the data."""
    placed_on = day_between(dice, days_after(span.first_day, 61), date(2025, 4, 30))
    ordered_on = this_or_next_working_day(days_after(placed_on, dice.randint(200, 320)))
    return _placed(dice, child_id, "placed-for-adoption", placed_on, Ending(ordered_on, "E12"), None)


def waiting(dice: Random, child_id: str, span: Span) -> Story:
    """Placed for adoption and still placed on the last day."""
    placed_on = day_between(dice, date(2025, 5, 1), date(2025, 12, 31))
    return _placed(dice, child_id, "waiting-to-be-adopted", placed_on, None, None)


def disrupted(dice: Random, child_id: str, span: Span) -> Story:
    """Placed for adoption, and back in foster care when the placement broke down."""
    placed_on = day_between(dice, days_after(span.first_day, 61), date(2024, 11, 30))
    back_on = days_after(placed_on, dice.randint(120, 260))
    return _placed(dice, child_id, "adoption-disrupted", placed_on, None, back_on)


def _placed(dice: Random, child_id: str, kind: str, placed_on: date, end: Ending | None, back_on: date | None) -> Story:
    began_on = days_after(placed_on, -dice.randint(300, 420))
    person = invent(dice, child_id, born_for_age(dice, began_on, 0, 1))
    changes = [
        Change(days_after(began_on, 20), "L", "C1"),
        Change(days_after(placed_on, -60), "L", "E1"),
        Change(placed_on, "P", None, _WITH_ADOPTERS),
    ]
    if back_on:
        changes.append(Change(back_on, "P", None, _BACK_IN_CARE))
    opening = Change(began_on, "S", "V2", _SETTING_OUT)
    runs = [ordinary_run(dice, person, began_on, placed_on, last_day=days_after(placed_on, -1))]
    runs.append(_while_placed(dice, person, placed_on, end, back_on))
    if back_on:
        runs.append(_after_disruption(dice, person, back_on))
    episodes = cut(dice, person, opening, changes, end)
    return Story(kind, person, (TimeInCare(began_on, end.on if end else None, episodes, tuple(runs)),))


def _while_placed(dice: Random, person: Person, placed_on: date, end: Ending | None, back_on: date | None) -> Run:
    """The reviews of the placement; a child who came back is not reviewed there on the day itself."""
    stops_on = back_on or (end.on if end else None)
    last_day = days_after(back_on, -1) if back_on else stops_on or LAST_DAY
    planned = meetings.plan(dice, placed_on, meetings.placed_review_due_after, stops_on, last_day)
    return Run(PLACED_FOR_ADOPTION, placed_on, stops_on, with_participation(dice, person, planned))


def _after_disruption(dice: Random, person: Person, back_on: date) -> Run:
    first_on = this_or_next_working_day(days_after(back_on, dice.randint(15, 40)))
    if first_on > LAST_DAY:
        return Run(AFTER_DISRUPTION, back_on, None, (Meeting(1, None, None, NOT_DUE),))
    first = Meeting(1, None, first_on, NOT_ASSESSABLE, participation(dice, person, first_on))
    later = meetings.plan(dice, first_on, meetings.six_months_after, None, LAST_DAY)
    coded = [
        review._replace(
            number=review.number + 1,
            participation=participation(dice, person, review.held_on) if review.held_on else None,
        )
        for review in later
    ]
    return Run(AFTER_DISRUPTION, back_on, None, (first, *coded))
