"""The papers: reports and records of each meeting, consultation documents, and the plans a child is owed."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from handrail.fictional.calendar import (
    days_after,
    months_after,
    this_or_last_working_day,
    working_days_after,
    working_days_before,
)
from handrail.fictional.people import age_on, birthday
from handrail.fictional.service.made import REVIEW, Made, Sitting, late_reason, pick
from handrail.fictional.story import LATE, Story, TimeInCare
from handrail.record.meeting_tables import Document
from handrail.record.service_tables import LateReason, MeetingRecord, MeetingReport

_REPORT_COMES = {"in_time": 78, "late": 17, "never": 5}
_AGENCIES = {"conference": ("school", "health", "police"), REVIEW: ("school",)}
_CONSULTED = {"consultation_child": (4, 0.8, 0.45), "consultation_parent": (0, 0.6, 0.3)}  # from age, sent, returned


class _Owed(NamedTuple):
    """A plan a child in care is owed: by age, from so many days in care on, good for so many months."""

    kind: str
    ages: tuple[int, int]
    after_days: int
    months: int
    renewed_after: tuple[int, int]


_PLANS = (
    _Owed("care_plan", (0, 18), 14, 6, (150, 175)),
    _Owed("personal_education_plan", (4, 18), 28, 6, (100, 170)),
    _Owed("pathway_plan", (16, 18), 91, 6, (120, 175)),
)
_LAPSES, _LAPSED = 0.12, (190, 260)


def add(made: Made) -> None:
    """Late reasons, reports, records and consultation documents of each meeting; then the plans of each time in care."""
    for sitting in made.sittings():
        _of_meeting(made, sitting)
    for story in made.stories:
        for time in story.care:
            for owed in _PLANS:
                _plans(made, story, time, owed)


# --- of a meeting


def _of_meeting(made: Made, sitting: Sitting) -> None:
    dice = made.dice("papers", sitting.child_id, sitting.meeting, sitting.on.isoformat())
    about = (sitting.child_id, sitting.meeting, sitting.on)
    reason = late_reason(made, sitting.story, sitting.meeting, sitting.on) if sitting.label == LATE else None
    if reason:
        made.record.late_reasons.append(LateReason(*about, reason))
        made.count("late_reasons", sitting.on, f"{sitting.meeting}: {reason}")
    for agency in ("social_care", *_agencies(dice, sitting)):
        came = pick(dice, _REPORT_COMES)
        wait = dice.randint(3, 8) if came == "in_time" else dice.randint(0, 2)
        received_on = None if came == "never" else working_days_before(sitting.on, wait) if wait else sitting.on
        shared_on = received_on if received_on and agency == "social_care" and came == "in_time" else None
        due_on = None if agency == "social_care" else working_days_before(sitting.on, 3)
        made.record.meeting_reports.append(MeetingReport(*about, agency, received_on, shared_on, due_on))
        made.count("meeting_reports", sitting.on, f"{sitting.meeting}, {agency}: {came}")
    slow = dice.random() < 0.15
    finished_on = made.by(working_days_after(sitting.on, dice.randint(21, 40) if slow else dice.randint(1, 15)))
    if finished_on:
        sent_on = made.by(working_days_after(finished_on, dice.randint(1, 5)))
        made.record.meeting_records.append(MeetingRecord(*about, finished_on, sent_on))
        made.count("meeting_records", sitting.on, "late" if slow else "in_time")
    if sitting.meeting == REVIEW:
        _consult(made, sitting)


def _agencies(dice: Random, sitting: Sitting) -> Iterator[str]:
    return (agency for agency in _AGENCIES[sitting.meeting] if dice.random() < 0.7)


def _consult(made: Made, sitting: Sitting) -> None:
    dice = made.dice("consulted", sitting.child_id, sitting.on.isoformat())
    for kind, (from_age, sent, returned) in _CONSULTED.items():
        if age_on(sitting.story.person, sitting.on) < from_age or dice.random() >= sent:
            continue
        sent_on = working_days_before(sitting.on, dice.randint(10, 15))
        back_on = working_days_before(sitting.on, dice.randint(1, 6)) if dice.random() < returned else None
        made.record.documents.append(
            Document(
                _number(made), sitting.child_id, kind, sent_on=sent_on, returned_on=back_on, meeting=REVIEW,
                meeting_on=sitting.on,
            )
        )  # fmt: skip
        made.count("documents", sent_on, f"sent: {kind}", *((f"returned: {kind}",) if back_on else ()))


# --- owed to a child in care


def _plans(made: Made, story: Story, time: TimeInCare, owed: _Owed) -> None:
    """One plan after another, each good for some months; now and then the next one is late."""
    dice = made.dice(owed.kind, story.person.child_id, time.began_on.isoformat())
    begins = max(time.began_on, birthday(story.person, owed.ages[0]))
    until = min(time.ended_on or made.last_day, birthday(story.person, owed.ages[1]), made.last_day)
    day, good = days_after(begins, dice.randint(3, max(4, owed.after_days))), list[Document]()
    while day <= until:
        day = this_or_last_working_day(day)
        last_good = months_after(day, owed.months)
        if day >= made.span.first_day:
            good.append(Document(_number(made), story.person.child_id, owed.kind, day, last_good))
            made.record.documents.append(good[-1])
            made.count("documents", day, f"finished: {owed.kind}")
        apart = _LAPSED if dice.random() < _LAPSES else owed.renewed_after
        day = days_after(day, dice.randint(*apart))
    _count_owed(made, story, time, owed, good)


def _count_owed(made: Made, story: Story, time: TimeInCare, owed: _Owed, good: list[Document]) -> None:
    for year in made.span.years:
        last = year.last_day
        in_care = days_after(time.began_on, owed.after_days) <= last and (time.ended_on is None or time.ended_on > last)
        if in_care and owed.ages[0] <= age_on(story.person, last) < owed.ages[1]:
            made.count("documents", last, f"owed: {owed.kind}")
            if any(_is_good(document, last) for document in good):
                made.count("documents", last, f"up to date: {owed.kind}")


def _is_good(document: Document, on: date) -> bool:
    return document.finished_on is not None and document.finished_on <= on <= (document.until_on or date.min)


def _number(made: Made) -> str:
    return f"F{len(made.record.documents) + 1:06d}"
