"""Challenge and praise: disputes that go from stage to stage, red, amber and green forms, and thanks for good work."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from random import Random

from handrail.fictional.calendar import days_after, this_or_next_working_day
from handrail.fictional.service.made import CARE, PROTECTION, Made, Sitting, pick
from handrail.fictional.service.staff import Staff
from handrail.record.service_tables import (
    Dispute,
    DisputeChild,
    DisputeReason,
    DisputeStage,
    Praise,
    Rating,
    RatingReason,
)

STAGES = ("informal", "team_manager", "service_manager", "head_of_service", "director", "cafcass")
_BEFORE_THE_DATA = 150  # days: disputes raised earlier that are still open when the data begin
_RAISED = {CARE: 0.06, PROTECTION: 0.08}
_RESOLVED_AT_A_STAGE, _ENDED_OTHERWISE = 0.62, 0.1
_REASONS = {
    CARE: {
        "outstanding_actions": 24, "care_plan_not_updated": 20, "pathway_plan_missing": 10, "late_report": 14,
        "placement_concern": 9, "visits_missed": 8, "delay_in_permanence": 9, "unallocated": 6,
    },
    PROTECTION: {
        "plan_not_progressed": 34, "late_report": 26, "visits_missed": 14, "core_group_missed": 12,
        "assessment_outstanding": 8, "stood_down": 6,
    },
}  # fmt: skip
_ANSWER_ACCEPTED = 0.75
_IMPACT = {"plan_updated": 40, "action_completed": 30, "meeting_brought_forward": 12, "move_stopped": 8, "none": 10}
_COLOURS = {"red": 8, "amber": 22, "green": 70}
_RATED, _REPLIED = 0.5, {"red": 0.7, "amber": 0.4, "green": 0.0}
_TICKED = {
    "red": {"report_late": 30, "visits_missed": 20, "actions_outstanding": 25, "assessment_outstanding": 15, "no_plan": 10},
    "amber": {"report_late": 40, "actions_outstanding": 40, "not_shared_with_family": 20},
    "green": {"report_shared_in_time": 30, "child_seen": 30, "plan_progressed": 25, "child_prepared": 15},
}  # fmt: skip
_PRAISED, _THANKED = 0.012, 0.008
_THANKS = {"parent": 35, "child": 15, "carer": 20, "professional": 30}
_GOOD_WORK = {"voice_of_the_child": 30, "good_report": 30, "persistence": 20, "partnership": 20}


def add(made: Made, staff: Staff) -> None:
    """Disputes, ratings and praise."""
    _disputes(made, staff)
    for sitting in made.sittings():
        dice = made.dice("rated", sitting.child_id, sitting.meeting, sitting.on.isoformat())
        if dice.random() < _RATED:
            _rate(made, staff, dice, sitting)
        if dice.random() < _PRAISED:
            _praise(made, staff, dice, sitting)
        if made.dice("thanked", sitting.child_id, sitting.meeting, sitting.on.isoformat()).random() < _THANKED:
            _thank(made, staff, sitting)


# --- disputes


def _disputes(made: Made, staff: Staff) -> None:
    """One dispute about all the siblings a meeting was about; those closed before the data are left out."""
    sittings = sorted(made.sittings(days_after(made.span.first_day, -_BEFORE_THE_DATA)), key=_group)
    for (about, stream, on), together in groupby(sittings, key=_group):
        dice = made.dice("dispute", about, stream, on.isoformat())
        if dice.random() < _RAISED[stream]:
            _dispute(made, staff, dice, list(together))
    _count_stock(made)


def _group(sitting: Sitting) -> tuple[str, str, date]:
    return sitting.story.family or sitting.child_id, sitting.stream, sitting.on


def _dispute(made: Made, staff: Staff, dice: Random, together: list[Sitting]) -> None:
    first = together[0]
    raised_on = this_or_next_working_day(days_after(first.on, dice.randint(0, 7)))
    stages = list(_stages(dice, raised_on))
    outcome, closed_on = _ending(dice, stages), made.by(stages[-1][2])
    if raised_on > made.last_day or stages[-1][2] < made.span.first_day:
        return
    dispute_id, stream = f"D{len(made.record.disputes) + 1:05d}", first.stream
    formal_on = next((began_on for stage, began_on, _ in stages if stage != "informal"), None)
    answered_on = made.by(days_after(raised_on, dice.randint(1, 12))) if dice.random() < 0.85 else None
    made.record.disputes.append(
        Dispute(
            dispute_id, stream, raised_on, staff.chair_of(first._replace(on=raised_on)),
            first.story.family if len(together) > 1 else None, staff.team_of(first), first.on,
            made.by(formal_on) if formal_on else None,
            answered_on, closed_on, stages[-1][0] if closed_on else None, outcome if closed_on else None,
            pick(dice, _IMPACT) if closed_on and outcome == "resolved" else None,
            dice.random() < 0.1 if closed_on else None, _accepted(made, dispute_id) if answered_on else None,
        )
    )  # fmt: skip
    made.count("disputes", raised_on, "raised", f"raised: {stream}")
    made.count("disputes", raised_on, "children", number=len(together))
    if closed_on:
        made.count("disputes", closed_on, "closed", f"closed: {stream}", f"closed: {outcome}")
        made.count("disputes", closed_on, f"closed at: {stages[-1][0]}")
        made.count("disputes", closed_on, "days_to_close", number=(closed_on - raised_on).days)
    made.record.dispute_children.extend(DisputeChild(dispute_id, sitting.child_id) for sitting in together)
    for stage, began_on, ended_on in stages:
        if began_on <= made.last_day:
            made.record.dispute_stages.append(DisputeStage(dispute_id, stage, began_on, made.by(ended_on)))
            made.count("dispute_stages", began_on, f"begun: {stage}")
    for reason in sorted({pick(dice, _REASONS[stream]) for _ in range(dice.choice((1, 1, 2)))}):
        made.record.dispute_reasons.append(DisputeReason(dispute_id, reason))
        made.count("dispute_reasons", raised_on, reason)


def _accepted(made: Made, dispute_id: str) -> bool:
    return made.dice("answer", dispute_id).random() < _ANSWER_ACCEPTED


def _stages(dice: Random, raised_on: date) -> Iterator[tuple[str, date, date]]:
    """The stages it goes through: most are resolved where they begin, some go to the end."""
    day = raised_on
    for stage in STAGES[0 if dice.random() < 0.7 else 1 :]:
        ended_on = days_after(day, dice.randint(2, 25))
        yield stage, day, ended_on
        if dice.random() < _RESOLVED_AT_A_STAGE + _ENDED_OTHERWISE:
            return
        day = ended_on


def _ending(dice: Random, stages: list[tuple[str, date, date]]) -> str:
    if stages[-1][0] == STAGES[-1]:
        return "exhausted"
    return pick(dice, {"resolved": 86, "withdrawn": 6, "overtaken": 8})


def _count_stock(made: Made) -> None:
    """What was open when each year began and when it ended."""
    for year in made.span.years:
        for dispute in made.record.disputes:
            if dispute.raised_on < year.first_day and not _closed_before(dispute, year.first_day):
                made.count("disputes", year.first_day, "brought_forward")
            if dispute.raised_on <= year.last_day and not _closed_before(dispute, days_after(year.last_day, 1)):
                made.count("disputes", year.last_day, "open_at_the_end", f"open_at_the_end: {dispute.stream}")


def _closed_before(dispute: Dispute, day: date) -> bool:
    return dispute.closed_on is not None and dispute.closed_on < day


# --- ratings and praise


def _rate(made: Made, staff: Staff, dice: Random, sitting: Sitting) -> None:
    colour = pick(dice, _COLOURS)
    rated_on = this_or_next_working_day(days_after(sitting.on, dice.randint(0, 4)))
    if rated_on > made.last_day:
        return
    replies = dice.random() < _REPLIED[colour]
    replied_on = made.by(days_after(rated_on, dice.randint(2, 25))) if replies else None
    rating_id = f"R{len(made.record.ratings) + 1:06d}"
    made.record.ratings.append(
        Rating(
            rating_id, sitting.child_id, sitting.stream, sitting.on, colour, rated_on, staff.chair_of(sitting), replied_on
        )
    )  # fmt: skip
    made.count("ratings", rated_on, colour, f"{sitting.stream}: {colour}")
    if replied_on:
        made.count("ratings", rated_on, f"replied: {colour}")
    for reason in sorted({pick(dice, _TICKED[colour]) for _ in range(dice.randint(1, 3))}):
        made.record.rating_reasons.append(RatingReason(rating_id, reason))
        made.count("rating_reasons", rated_on, f"{sitting.stream} {colour}: {reason}")


def _praise(made: Made, staff: Staff, dice: Random, sitting: Sitting) -> None:
    given_on = this_or_next_working_day(days_after(sitting.on, dice.randint(0, 10)))
    if given_on > made.last_day:
        return
    number, reason = len(made.record.praises) + 1, pick(dice, _GOOD_WORK)
    team, officer = staff.team_of(sitting), staff.chair_of(sitting)
    made.record.praises.append(Praise(f"P{number:05d}", given_on, sitting.stream, team, officer, reason, "given"))
    made.count("praises", given_on, "given", f"given: {sitting.stream}", reason)


def _thank(made: Made, staff: Staff, sitting: Sitting) -> None:
    """Praise that comes to the service, about the one who chaired."""
    dice = made.dice("thanks", sitting.child_id, sitting.on.isoformat())
    given_on = this_or_next_working_day(days_after(sitting.on, dice.randint(0, 10)))
    if given_on <= made.last_day:
        number, source = len(made.record.praises) + 1, pick(dice, _THANKS)
        reason, officer = pick(dice, _GOOD_WORK), staff.chair_of(sitting)
        made.record.praises.append(
            Praise(f"P{number:05d}", given_on, sitting.stream, None, officer, reason, "received", source)
        )
        made.count("praises", given_on, "received", f"received from: {source}")
