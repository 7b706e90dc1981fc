"""The true figures on looked-after children and their reviews, counted plainly from the stories."""

from datetime import date

from handrail.fictional.people import age_on
from handrail.fictional.seen import Seen
from handrail.fictional.story import Meeting, Person
from handrail.fictional.view import TrueFigure, View, share_in_time

TAKING_PART = ("PN1", "PN2", "PN3", "PN5", "PN6")
ATTENDING = ("PN1", "PN2", "PN3", "PN4")


def reviews_held(view: View) -> TrueFigure:
    """Reviews held in the period."""
    return TrueFigure("reviews_held", sum(view.covers(seen.held_on) for seen in view.reviews))


def reviews_held_on_time(view: View) -> TrueFigure:
    """Of the reviews held and judged, those in time."""
    return share_in_time("reviews_held_on_time", (seen for seen in view.reviews if view.covers(seen.held_on)))


def _owed_in(view: View) -> list[Seen]:
    """Reviews with a known due date in the period, on which they were still owed."""
    return [
        seen
        for seen in view.reviews
        if seen.due_on and view.covers(seen.due_on) and (seen.stops_on is None or seen.due_on < seen.stops_on)
    ]


def _held_without_a_due_date(view: View) -> list[Seen]:
    return [seen for seen in view.reviews if seen.due_on is None and view.covers(seen.held_on)]


def reviews_due_held_on_time(view: View) -> TrueFigure:
    """Of the reviews due in the period, those held by then; one never held is late."""
    owed = _owed_in(view)
    met = sum(seen.in_time is True for seen in owed)
    return TrueFigure("reviews_due_held_on_time", met, len(owed), len(_held_without_a_due_date(view)))


def reviews_overdue(view: View) -> TrueFigure:
    """Reviews overdue at the end of the last day."""
    overdue = unknown = 0
    for seen in view.reviews:
        if not _open_on(seen, view.last_day):
            continue
        if seen.latest_due_on is None:
            unknown += 1
        elif seen.latest_due_on < view.last_day:
            overdue += 1
        elif seen.earliest_due_on is not None and seen.earliest_due_on < view.last_day:
            unknown += 1
    return TrueFigure("reviews_overdue", overdue, None, unknown)


def _open_on(seen: Seen, day: date) -> bool:
    held = seen.held_on is not None and seen.held_on <= day
    stopped = seen.stops_on is not None and seen.stops_on <= day
    return seen.owed_from <= day and not held and not stopped


def children_all_reviews_on_time(view: View) -> TrueFigure:
    """Of the children with a review due, those for whom every one was held by then."""
    owed = _owed_in(view)
    children = {seen.child_id for seen in owed}
    let_down = {seen.child_id for seen in owed if not seen.in_time}
    unknown = {seen.child_id for seen in _held_without_a_due_date(view)} - children
    return TrueFigure("children_all_reviews_on_time", len(children) - len(let_down), len(children), len(unknown))


def _parts_taken(view: View) -> tuple[list[str], int]:
    """The codes that say how a child took part, and how many reviews should have one and do not."""
    codes, not_recorded = [], 0
    for story in view.stories:
        for review in story.reviews:
            if not view.covers(review.held_on) or _was_too_young(story.person, review):
                continue
            if review.participation in (None, "PN0"):
                not_recorded += 1
            else:
                codes.append(str(review.participation))
    return codes, not_recorded


def _was_too_young(person: Person, review: Meeting) -> bool:
    under_four = review.held_on is not None and age_on(person, review.held_on) < 4
    return under_four and review.participation == "PN0"


def child_participation(view: View) -> TrueFigure:
    """Of the reviews with a code, those the child took part in."""
    codes, not_recorded = _parts_taken(view)
    return TrueFigure("child_participation", sum(code in TAKING_PART for code in codes), len(codes), 0, not_recorded)


def child_attendance(view: View) -> TrueFigure:
    """Of the reviews with a code, those the child came to."""
    codes, not_recorded = _parts_taken(view)
    return TrueFigure("child_attendance", sum(code in ATTENDING for code in codes), len(codes), 0, not_recorded)


def looked_after_children(view: View) -> TrueFigure:
    """Children looked after at the end of the last day."""
    children = {
        story.person.child_id
        for story, time in view.times_in_care
        if time.began_on <= view.last_day and (time.ended_on is None or time.ended_on > view.last_day)
    }
    return TrueFigure("looked_after_children", len(children))


def _began(view: View) -> list[str]:
    return [story.person.child_id for story, time in view.times_in_care if view.covers(time.began_on)]


def _ceased(view: View) -> list[str]:
    return [story.person.child_id for story, time in view.times_in_care if view.covers(time.ended_on)]


def periods_of_care_started(view: View) -> TrueFigure:
    """Periods of care begun in the period."""
    return TrueFigure("periods_of_care_started", len(_began(view)))


def periods_of_care_ceased(view: View) -> TrueFigure:
    """Periods of care ended in the period."""
    return TrueFigure("periods_of_care_ceased", len(_ceased(view)))


def children_who_became_looked_after(view: View) -> TrueFigure:
    """Children who came into care in the period, each once."""
    return TrueFigure("children_who_became_looked_after", len(set(_began(view))))


def children_who_ceased_to_be_looked_after(view: View) -> TrueFigure:
    """Children who left care in the period, each once."""
    return TrueFigure("children_who_ceased_to_be_looked_after", len(set(_ceased(view))))


MEASURES = (
    reviews_held,
    reviews_held_on_time,
    reviews_due_held_on_time,
    reviews_overdue,
    children_all_reviews_on_time,
    child_participation,
    child_attendance,
    looked_after_children,
    periods_of_care_started,
    periods_of_care_ceased,
    children_who_became_looked_after,
    children_who_ceased_to_be_looked_after,
)
