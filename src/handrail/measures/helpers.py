"""The small tables that measures join so that no SQL works with dates: made here, and only those that are read.

Ages, months and years on are worked out by the same functions as the clocks; the due dates of carers' reviews come from
their clock in the law.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from handrail.measures.asked import Asked, Helper, Rows, columns, dates, numbers, text
from handrail.measures.dues import DUES
from handrail.record.schema import Field
from handrail.timescales.arithmetic import months_after, years_after
from handrail.timescales.ledger import Timetable
from handrail.timescales.working_days import england

_LONG_AGO, _NEVER = date(1900, 1, 1), date(9999, 12, 31)
PLAN_MONTHS = (9, 12, 15, 18, 21, 24)
WINDOWS = (24, 30)
WEEKS = ("first_week", "second_week", "third_week", "fourth_week")
_ONE_DAY, _MOST_DIGITS = timedelta(days=1), 3


def _period(asked: Asked) -> Rows:
    """The periods asked about, and the first day of the twelve months that end with each."""
    for index, period in enumerate(asked.periods):
        yield index, period.first, period.last, period.year_before_last


def _setting(asked: Asked) -> Rows:
    """One row with every setting."""
    yield 1, *asked.settings.values()


def _calendar(asked: Asked) -> Rows:
    """A row for each day a measure asks about: its number, for differences in days, and the day four years on."""
    record = asked.record
    days = {child.born_on for child in record.children if child.born_on}
    days |= {plan.started_on for plan in record.plans} | {period.last for period in asked.periods}
    days |= {plan.ended_on for plan in record.plans if plan.ended_on}
    for dispute in record.disputes:
        days |= {dispute.raised_on, *((dispute.closed_on,) if dispute.closed_on else ())}
    for day in sorted(days):
        yield day, day.toordinal(), years_after(day, 4)


def _window(asked: Asked) -> Rows:
    """The first day of the so many months that end with each period."""
    for index, period in enumerate(asked.periods):
        for months in WINDOWS:
            yield index, months, months_after(period.last + timedelta(days=1), -months)


def _month_end(asked: Asked) -> Rows:
    """The last days of months that lie in each period."""
    for index, period in enumerate(asked.periods):
        following = months_after(period.first.replace(day=1), 1)
        while following - _ONE_DAY <= period.last:
            yield index, following - _ONE_DAY
            following = months_after(following, 1)


def _mark(asked: Asked) -> Rows:
    """The marks that occur as answers: whole numbers of one to three digits, with their value."""
    for word in sorted({given.answer for given in asked.record.survey_answers if given.answer}):
        if word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS:
            yield word, int(word)


def _coverage(asked: Asked) -> Rows:
    """One row with the first days the loaded data cover."""
    yield 1, asked.record.care_from, asked.record.protection_from


def _age_span(asked: Asked) -> Rows:
    """For each day of birth, from when to when a child born then is in each age band."""
    bands = asked.lists["age"]["entry"]
    for born_on in sorted({child.born_on for child in asked.record.children if child.born_on}):
        days = [years_after(born_on, band["from"]) if "from" in band else _LONG_AGO for band in bands]
        for band, from_on, until_on in zip(bands, days, [*days[1:], _NEVER], strict=True):
            yield born_on, band["name"], band.get("from", -1), from_on, until_on


def _code_group(asked: Asked) -> Rows:
    """The group each code belongs to, for every list of codes."""
    for name, found in asked.lists.items():
        for entry in found["entry"]:
            for code in entry.get("codes", ()):
                yield name, code, entry["name"]


def _band(asked: Asked) -> Rows:
    """The bands of days, working days and miles, each from a number up to the one before the next band."""
    for name, found in asked.lists.items():
        if found["kind"] in ("days", "working days", "miles"):
            starts = [entry.get("from", 0) for entry in found["entry"]]
            for entry, start, until in zip(found["entry"], starts, [*starts[1:], 10**6], strict=True):
                yield name, entry["name"], start, until


def _lateness(asked: Asked) -> Rows:
    """For each day a review was held and each band of days late: between which days it was due."""
    days_late = [one for one in _band(asked) if one[0] == "days_late"]
    for held_on in sorted({review.opened_on for review in asked.record.reviews}):
        for _, name, least, beyond in days_late:
            yield held_on, name, _days_before(held_on, beyond - 1), _days_before(held_on, least)


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(_LONG_AGO.toordinal(), day.toordinal() - days))


def _plan_month(asked: Asked) -> Rows:
    """For each day a plan began or ended, the same day so many months later."""
    plans = asked.record.plans
    for day in sorted({plan.started_on for plan in plans} | {plan.ended_on for plan in plans if plan.ended_on}):
        for months in PLAN_MONTHS:
            yield day, months, months_after(day, months)


def _carer_due(asked: Asked) -> Rows:
    """For each household and each day its clock began (approval, then every review): when the next review was due."""
    table = Timetable()
    reviews = sorted(asked.record.carer_reviews, key=lambda review: (review.carer_id, review.held_on))
    held = {
        carer: [review.held_on for review in found] for carer, found in groupby(reviews, lambda each: each.carer_id)
    }
    for carer in asked.record.carers:
        began = [carer.approved_on, *(day for day in held.get(carer.carer_id, []) if day > carer.approved_on)]
        for started_on, met_on in zip(began, [*began[1:], None], strict=True):
            due = table.due("foster_review", started_on)
            yield carer.carer_id, started_on, due.on if due else None, met_on, carer.ended_on, started_on == began[0]


def _dispute_due(asked: Asked) -> Rows:
    """For each formal dispute, the last day for all its stages together."""
    table = Timetable("guidance")
    for dispute in asked.record.disputes:
        if dispute.formal_on:
            due = table.due("drp_overall", dispute.formal_on)
            yield dispute.dispute_id, due.on if due else None


def _judged_answer(asked: Asked) -> Rows:
    """For each answer given to a question of a form: whether it is positive. One that is neither has no row."""
    listed = asked.lists["answer"]
    usual = {code: entry["name"] for entry in listed["entry"] for code in entry["codes"]}
    form = {survey.survey_id: survey.form for survey in asked.record.surveys}
    given = {
        (form.get(one.survey_id, ""), one.question, one.answer) for one in asked.record.survey_answers if one.answer
    }
    for of, question, answer in sorted(given):
        found = listed.get("own", {}).get((of, question), usual).get(answer)
        if found:
            yield of, question, answer, "met" if found == "positive" else "not_met"


def _conference_notice(asked: Asked) -> Rows:
    """For each conference of which it is known when the service was told: how many working days before."""
    calendar = england()
    for conference in asked.record.conferences:
        told_on, held_on = conference.notified_on, conference.held_on
        if told_on is not None and calendar.covers(told_on) and calendar.covers(held_on):
            yield conference.conference_id, max(0, calendar.number(held_on) - calendar.number(told_on))


def _week_of_period(asked: Asked) -> Rows:
    """The first four weeks of each period, from its first day on."""
    for index, period in enumerate(asked.periods):
        for place, name in enumerate(WEEKS):
            first = period.first + timedelta(days=7 * place)
            yield index, name, first, first + timedelta(days=6)


def _number_word(asked: Asked) -> Rows:
    """The hours that occur, written out, so that they can stand in a listed row."""
    for number in sorted({worker.fte_percent for worker in asked.record.workers if worker.fte_percent is not None}):
        yield number, f"{number} percent"


HELPERS = {
    "period": Helper(columns(*numbers("period_id"), *dates("from_on", "to_on", "year_from")), _period),
    "setting": Helper(lambda asked: (*numbers("setting_id"), *text(*asked.settings)), _setting),
    "calendar": Helper(columns(*dates("on_date"), *numbers("number"), *dates("plus_4_years")), _calendar),
    "window_start": Helper(columns(*numbers("period_id", "months"), *dates("from_on")), _window),
    "coverage": Helper(columns(*numbers("coverage_id"), *dates("care_from", "protection_from")), _coverage),
    "age_span": Helper(
        columns(*dates("born_on"), *text("band"), *numbers("from_years"), *dates("from_on", "until_on")), _age_span
    ),
    "code_group": Helper(columns(*text("list", "code", "name")), _code_group),
    "band": Helper(columns(*text("list", "name"), *numbers("from_number", "until_number")), _band),
    "lateness": Helper(columns(*dates("held_on"), *text("name"), *dates("due_from", "due_until")), _lateness),
    "plan_month": Helper(columns(*dates("on_date"), *numbers("months"), *dates("reached_on")), _plan_month),
    "dispute_due": Helper(columns(*text("dispute_id"), *dates("due_on")), _dispute_due),
    "judged_answer": Helper(columns(*text("form", "question", "answer", "outcome")), _judged_answer),
    "conference_notice": Helper(columns(*text("conference_id"), *numbers("working_days")), _conference_notice),
    "week_of_period": Helper(
        columns(*numbers("period_id"), *text("name"), *dates("from_on", "until_on")), _week_of_period
    ),
    "number_word": Helper(columns(*numbers("number"), *text("word")), _number_word),
    "carer_due": Helper(
        columns(
            *text("carer_id"),
            *dates("started_on", "due_on", "met_on", "ended_on"),
            Field("is_first", "boolean", "", False),
        ),
        _carer_due,
    ),
    "month_end": Helper(columns(*numbers("period_id"), *dates("on_date")), _month_end),
    "mark": Helper(columns(*text("word"), *numbers("number")), _mark),
    **DUES,
}
