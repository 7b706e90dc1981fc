"""The true figures on child protection conferences and plans, counted plainly from the stories."""

from collections.abc import Iterator
from datetime import date

from handrail.fictional.calendar import days_after, years_after
from handrail.fictional.seen import Seen
from handrail.fictional.story import IN_TIME, Plan
from handrail.fictional.view import TrueFigure, View, share_in_time

_OLD_ENOUGH_FOR_THE_SNAPSHOT = 91


def _initial_conferences(view: View) -> list[bool]:
    """Each child considered at an initial conference in the period, and whether it was in time."""
    in_time: list[bool] = []
    for story in view.stories:
        for referral in story.referrals:
            if view.covers(referral.transferred_in_on):
                in_time.append(False)
            held = (asked for asked in referral.enquiries if view.covers(asked.conference_on))
            in_time.extend(asked.label in IN_TIME for asked in held)
    return in_time


def icpc_held(view: View) -> TrueFigure:
    """Children considered at initial conferences, transfers in among them."""
    return TrueFigure("icpc_held", len(_initial_conferences(view)))


def icpc_within_15_working_days(view: View) -> TrueFigure:
    """Of all of them, those within 15 working days of the enquiry."""
    in_time = _initial_conferences(view)
    return TrueFigure("icpc_within_15_working_days", sum(in_time), len(in_time))


def _review_conferences(view: View) -> list[Seen]:
    return [seen for _, owed in view.conferences for seen in owed if view.covers(seen.held_on)]


def rcpc_held(view: View) -> TrueFigure:
    """Children considered at review conferences."""
    return TrueFigure("rcpc_held", len(_review_conferences(view)))


def rcpc_held_on_time(view: View) -> TrueFigure:
    """Of those judged, the ones in time."""
    return share_in_time("rcpc_held_on_time", _review_conferences(view))


def _open_plans(view: View) -> list[tuple[Plan, list[Seen]]]:
    return [
        (plan, owed)
        for plan, owed in view.conferences
        if plan.started_on <= view.last_day and (plan.ended_on is None or plan.ended_on > view.last_day)
    ]


def cp_plans_open(view: View) -> TrueFigure:
    """Plans open at the end of the last day."""
    return TrueFigure("cp_plans_open", len(_open_plans(view)))


def cp_plans_reviewed_on_time(view: View) -> TrueFigure:
    """Of the plans open for 91 days, those reviewed in time all year and not overdue."""
    met = judged = unknown = 0
    for plan, owed in _open_plans(view):
        if plan.started_on > days_after(view.last_day, -_OLD_ENOUGH_FOR_THE_SNAPSHOT):
            continue
        verdicts = list(_verdicts_of_the_year(owed, view.last_day))
        if False in verdicts:
            judged += 1
        elif None in verdicts:
            unknown += 1
        else:
            judged += 1
            met += 1
    return TrueFigure("cp_plans_reviewed_on_time", met, judged, unknown)


def _verdicts_of_the_year(owed: list[Seen], last_day: date) -> Iterator[bool | None]:
    """Whether each review of the year was in time, and the one then owed not overdue; blank where unknown."""
    for seen in owed:
        if seen.held_on is not None and seen.held_on <= last_day:
            if seen.held_on > years_after(last_day, -1):
                yield seen.in_time
        elif seen.owed_from <= last_day:
            yield seen.due_on >= last_day if seen.due_on else None


MEASURES = (
    icpc_held,
    icpc_within_15_working_days,
    rcpc_held,
    rcpc_held_on_time,
    cp_plans_open,
    cp_plans_reviewed_on_time,
)
