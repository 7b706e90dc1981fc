"""Keeping the work good: audits, foster households and their reviews, allegations and targets."""

from datetime import date
from random import Random

from handrail.fictional.calendar import (
    days_after,
    this_or_last_working_day,
    this_or_next_working_day,
    working_days_after,
    years_after,
)
from handrail.fictional.people import day_between
from handrail.fictional.service.made import CARER, Made, pick
from handrail.fictional.service.staff import Staff
from handrail.fictional.story import Story, Year
from handrail.record.service_tables import (
    Allegation,
    Audit,
    Carer,
    CarerReview,
    MidwayReview,
    Target,
)

_THEMES = {"minutes": 25, "plan_quality": 25, "footprint": 20, "voice_of_the_child": 15, "disputes": 15}
_GRADES = {"outstanding": 8, "good": 55, "requires_improvement": 30, "inadequate": 7}
_KINDS = {"routine": 40, "targeted": 40, "midway": 20}
_LEARNING = {"plain_words": 3, "owner_and_date": 4, "challenge_on_file": 3, "fathers": 2, None: 2}
_CHILDREN_TO_AN_AUDIT, _CHILDREN_TO_A_HOUSEHOLD, _CHILDREN_TO_AN_ALLEGATION = 30, 8, 18
_CARER_LATE, _CARER_REASONS = 0.04, {"staff_sickness": 3, "carer_unavailable": 4, "investigation": 2}
_SECTORS = {"education": 38, "early_years": 12, "fostering": 14, "residential": 10, "health": 6, "faith": 4, "sport": 8, "police": 3, "other": 5}  # fmt: skip
_OUTCOMES = {"unsubstantiated": 30, "substantiated": 27, "unfounded": 16, "no_further_action": 18, "false": 6, "malicious": 3}  # fmt: skip
_LASTS = {(3, 27): 70, (31, 88): 20, (95, 350): 8, (370, 500): 2}  # days: within one, three and twelve months, longer
_TARGETS = {"reviews_held_on_time": 95, "icpc_within_15_working_days": 90, "rcpc_held_on_time": 98, "child_participation": 90}  # fmt: skip


def add(made: Made, staff: Staff) -> None:
    """Audits, carers, allegations and targets."""
    for year in made.span.years:
        _audits(made, staff, year)
        _allegations(made, year)
        for measure, percent in _TARGETS.items():
            raised = percent + (year is made.span.years[-1])
            made.record.targets.append(
                Target(measure, year.first_day, raised, year.last_day, "corporate_parenting_board")
            )
            made.count("targets", year.first_day, measure, number=raised)
    _carers(made, staff)


# --- audits


def _audits(made: Made, staff: Staff, year: Year) -> None:
    dice = made.dice("audits", year.name)
    known = [story for story in made.stories if _is_known_in(story, year)]
    drawn: dict[str, set[str]] = {}
    for _ in range(max(6, len(known) // _CHILDREN_TO_AN_AUDIT) if known else 0):
        child_id, theme, grade = dice.choice(known).person.child_id, pick(dice, _THEMES), pick(dice, _GRADES)
        audited_on = this_or_last_working_day(day_between(dice, days_after(year.first_day, 20), year.last_day))
        number = len(made.record.audits) + 1
        auditor = staff.who("manager", "audits", audited_on)
        kind, learning, asked = pick(dice, _KINDS), pick(dice, _LEARNING), dice.random() < 0.6
        made.record.audits.append(
            Audit(f"A{number:05d}", child_id, theme, audited_on, grade, auditor, kind, learning, asked)
        )
        made.count("audits", audited_on, "audits", theme, f"grade: {grade}", f"kind: {kind}", f"learning: {learning}")
        made.count("audits", audited_on, "feedback asked", number=asked)
        for of in (theme, "any theme"):
            if child_id not in drawn.setdefault(of, set()):
                drawn[of].add(child_id)
                made.count("audits", audited_on, f"distinct children: {of}")


def _is_known_in(story: Story, year: Year) -> bool:
    spans = [(time.began_on, time.ended_on) for time in story.care]
    spans += [(plan.started_on, plan.ended_on) for plan in story.plans]
    return any(first <= year.last_day and (last is None or last >= year.first_day) for first, last in spans)


# --- foster households


def _carers(made: Made, staff: Staff) -> None:
    for number in range(max(6, len(made.stories) // _CHILDREN_TO_A_HOUSEHOLD)):
        dice, carer_id = made.dice("household", number), f"H{number + 1:05d}"
        approved_on = this_or_next_working_day(
            day_between(dice, days_after(made.span.first_day, -2200), days_after(made.last_day, -60))
        )
        left_on = made.by(days_after(max(approved_on, made.span.first_day), 90 + int(dice.expovariate(1 / 2500))))
        made.record.carers.append(Carer(carer_id, approved_on, left_on, dice.random() < 0.3))
        made.count("carers", approved_on, "approved")
        made.count("carers", left_on, "ended")
        for year in made.span.years:
            if approved_on <= year.last_day and (left_on is None or left_on > year.last_day):
                made.count("carers", year.last_day, "approved_at_the_end")
        _carer_reviews(made, staff, dice, carer_id, approved_on, left_on or made.last_day)


def _carer_reviews(made: Made, staff: Staff, dice: Random, carer_id: str, approved_on: date, until: date) -> None:
    """A review within a year of approval and of each review before; now and then a late one."""
    before, kind = approved_on, "first"
    while True:
        due_on, late = years_after(before, 1), dice.random() < _CARER_LATE
        if late:
            held_on = this_or_next_working_day(days_after(due_on, dice.randint(1, 60)))
        else:
            held_on = this_or_last_working_day(days_after(due_on, -dice.randint(0, 35)))
        if held_on > until:
            return
        if held_on >= made.span.first_day:
            reason = pick(dice, _CARER_REASONS) if late and dice.random() < 0.8 else None
            made.record.carer_reviews.append(CarerReview(carer_id, held_on, kind, reason))
            made.count("carer_reviews", held_on, "held", "late" if late else "in_time", f"kind: {kind}")
            if reason:
                made.count("carer_reviews", held_on, f"late: {reason}")
            _midway(made, staff, dice, carer_id, held_on, until)
        before, kind = held_on, "annual"


def _midway(made: Made, staff: Staff, dice: Random, carer_id: str, after_on: date, until: date) -> None:
    held_on = this_or_next_working_day(days_after(after_on, 180))
    if dice.random() < 0.2 and held_on <= until:
        officer = staff.who("fostering_reviewing_officer", carer_id, held_on)
        number = len(made.record.midway_reviews) + 1
        made.record.midway_reviews.append(
            MidwayReview(f"M{number:06d}", CARER, held_on, None, carer_id, officer, after_on, "on_track")
        )
        made.count("midway_reviews", held_on, "held", f"held: {CARER}", f"{CARER}: on_track")


# --- allegations


def _allegations(made: Made, year: Year) -> None:
    dice = made.dice("allegations", year.name)
    for _ in range(max(4, len(made.stories) // _CHILDREN_TO_AN_ALLEGATION)):
        aware_on = day_between(dice, year.first_day, year.last_day)
        referred_on = working_days_after(aware_on, dice.choice((1, 1, 1, 1, 2, 4)))
        if referred_on > made.last_day:
            continue
        accepted = dice.random() < 0.6
        accepted_on = made.by(working_days_after(referred_on, 1)) if accepted else None
        low, high = pick(dice, _LASTS)
        days = dice.randint(low, high)
        resolved_on = made.by(days_after(accepted_on, days)) if accepted_on else None
        outcome, sector = pick(dice, _OUTCOMES) if resolved_on else None, pick(dice, _SECTORS)
        made.record.allegations.append(
            Allegation(
                f"L{len(made.record.allegations) + 1:05d}",
                sector, aware_on, referred_on, accepted_on, resolved_on, outcome,
            )
        )  # fmt: skip
        made.count("allegations", referred_on, "referred", f"sector: {sector}")
        made.count("allegations", accepted_on, "accepted")
        made.count(
            "allegations", resolved_on, "resolved", f"outcome: {outcome}", f"resolved after {low} to {high} days"
        )
        made.count("allegations", resolved_on, "days_from_acceptance", number=days)
