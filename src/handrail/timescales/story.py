"""A child's whole story in words: what happened, what each thing made due and why, what met it, how late, what is next."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from handrail.record.care import SHORT_BREAKS
from handrail.record.codes import meaning
from handrail.record.record import Record
from handrail.timescales import sequences
from handrail.timescales.clocks import BACKGROUND, WINDOW, Figure, NoFigure, clock
from handrail.timescales.deadlines import deadline
from handrail.timescales.ledger import (
    MET,
    MET_LATE,
    MISSED,
    MISSED_OPEN,
    NOT_ASSESSABLE,
    NOT_STARTED,
    RUNNING,
    STOPPED,
    STOPS,
    UNJUDGED,
    LedgerRow,
    Timetable,
    days_late,
    state,
)
from handrail.timescales.subjects import EVENTS, SUBJECTS, build
from handrail.timescales.windows import reached
from handrail.timescales.working_days import OutsideCalendar


class NoSuchChild(ValueError):
    """Nobody in the record has this id."""


@dataclass(frozen=True)
class Told:
    """One thing in the story: its day, what it was, and for something due all that made and met it."""

    on: date | None
    kind: str
    text: str
    clock: str | None = None
    due_on: date | None = None
    met_on: date | None = None
    state: str | None = None
    days_late: int = 0
    because: dict[str, Any] | None = None

    def as_row(self) -> dict[str, Any]:
        """The entry as plain values."""
        return {
            "on": _iso(self.on),
            "kind": self.kind,
            "text": self.text,
            "clock": self.clock,
            "due": _iso(self.due_on),
            "met": _iso(self.met_on),
            "state": self.state,
            "days_late": self.days_late,
            "because": self.because,
        }


@dataclass(frozen=True)
class ChildStory:
    """A child's story up to the end of a day: what is owed now and next, and everything in order."""

    child_id: str
    as_of: date
    next: tuple[Told, ...]
    told: tuple[Told, ...]
    cautions: tuple[str, ...]


def child_story(record: Record, child_id: str, as_of: date) -> ChildStory:
    """The story of one child. Raises NoSuchChild."""
    own = only(record, child_id)
    if not (own.children or own.episodes or own.plans or own.enquiries):
        raise NoSuchChild(f"There is no child '{child_id}' in what was loaded.")
    rows = [
        *build(own, subjects=SUBJECTS.keys() - {EVENTS}),
        *sequences.rows(own, Timetable(), sequences.recorded_kinds(record)),
    ]
    took_part = {review.opened_on: meaning("participation", review.participation) for review in own.reviews}
    due = [_due(row, took_part, as_of) for row in rows if state(row, as_of) != NOT_STARTED]
    told = [*_happened(own, as_of), *due, *_windows(own, as_of)]
    owed = [each for each in due if each.state in (RUNNING, MISSED_OPEN)]
    return ChildStory(
        child_id,
        as_of,
        tuple(sorted(owed, key=lambda each: each.due_on or date.max)),
        tuple(sorted((each for each in told if each.on and each.on <= as_of), key=_in_order)),
        tuple(dict.fromkeys(_cautions(record, due, as_of))),
    )


def only(record: Record, child_id: str) -> Record:
    """The record of one child alone, with what is known of its limits."""
    found = Record(
        care_from=record.care_from,
        protection_from=record.protection_from,
        care_to=record.care_to,
        protection_to=record.protection_to,
        missing=record.missing,
    )
    for name in ("children", "episodes", "periods_of_care", "reviews", "enquiries", "conference_children", "plans"):
        setattr(found, name, [row for row in getattr(record, name) if row.child_id == child_id])
    found.secure_placements = [stay for stay in record.secure_placements if stay.child_id == child_id]
    found.events = [event for event in record.events if event.child_id == child_id]
    attended = {child.conference_id for child in found.conference_children}
    found.conferences = [conference for conference in record.conferences if conference.conference_id in attended]
    return found


_ORDER = ("event", "met", "due", "limit")


def _in_order(told: Told) -> tuple[date, int]:
    return told.on or date.max, _ORDER.index(told.kind)


# --- what happened


def _happened(record: Record, as_of: date) -> Iterator[Told]:
    for on, text in _events(record):
        if on <= as_of:
            yield Told(on, "event", text)


def _events(record: Record) -> Iterator[tuple[date, str]]:
    for child in record.children:
        if child.born_on:
            yield child.born_on, "Born."
        if child.died_on:
            yield child.died_on, "Died."
    yield from _care(record)
    for event in record.events:
        outcome = f": {event.outcome.replace('_', ' ')}" if event.outcome else ""
        yield event.happened_on, _sentence(f"{meaning('event', event.kind) or event.kind}{outcome}")
    for stay in record.secure_placements:
        yield stay.began_on, "Placed in secure accommodation."
        if stay.ended_on:
            yield stay.ended_on, "Left secure accommodation."
    for enquiry in record.enquiries:
        yield enquiry.started_on, "Strategy discussion: a section 47 enquiry began."
    for plan in record.plans:
        yield plan.started_on, _sentence(f"child protection plan began: {meaning('category', plan.initial_category)}")
        if plan.ended_on:
            yield plan.ended_on, "Child protection plan ended."


def _care(record: Record) -> Iterator[tuple[date, str]]:
    starts = {period.began_on: period for period in record.periods_of_care}
    for episode in record.episodes:
        words = [meaning("legal_status", episode.legal_status), meaning("placement_type", episode.placement_type)]
        where = ", ".join(word for word in words if word)
        if episode.legal_status in SHORT_BREAKS:
            yield episode.started_on, _sentence(f"short breaks began ({where})")
            continue
        period = starts.get(episode.started_on)
        if period and period.began_known:
            yield episode.started_on, _sentence(f"became looked after: {where}")
        elif period:
            yield episode.started_on, _sentence(f"already looked after when the data begin: {where}")
        else:
            yield episode.started_on, _sentence(f"new episode of care: {where}")
    for period in record.periods_of_care:
        if period.ended_on:
            why = meaning("end_reason", period.end_reason)
            yield (
                period.ended_on,
                _sentence(f"ceased to be looked after: {why}" if why else "ceased to be looked after"),
            )


# --- what was due


def _due(row: LedgerRow, took_part: Mapping[date, str | None], as_of: date) -> Told:
    """A row of the ledger told on the day it was met, or stopped, or else on the day it is due."""
    found, late = state(row, as_of), days_late(row, as_of)
    met_on = row.met_on if found in (MET, MET_LATE, UNJUDGED) else None
    text = f"{clock(row.clock).title}: {_WORDS[found](row, late)}"
    if met_on and "_review_" in row.clock and took_part.get(met_on):
        text += f"; {took_part[met_on]}"
    return Told(
        met_on
        or (row.stopped_on if found in (STOPPED, MISSED) else None)
        or (row.due_on or row.triggered_on or row.subject_on),
        "met" if met_on else "due",
        _sentence(text + ("" if row.leads else ". Another clock fell due sooner and leads")),
        row.clock,
        row.due_on,
        met_on,
        found,
        late,
        _because(row),
    )


def _because(row: LedgerRow) -> dict[str, Any] | None:
    """Why it was due: rule, law and days skipped, worked out again from the day it counts from."""
    if row.triggered_on is None or row.due_on is None:
        return None
    try:
        return deadline(row.clock, row.triggered_on, basis=row.basis).because() | {"from": _iso(row.triggered_on)}
    except (NoFigure, OutsideCalendar):
        return None


def _done(row: LedgerRow) -> str:
    """What is done with it: a meeting is held, anything else is done."""
    return "held" if "_review" in row.clock or row.clock.startswith(("icpc", "rcpc", "core_group")) else "done"


def _met(row: LedgerRow, late: int) -> str:
    if row.met_on is None or row.due_on is None:
        return f"{_done(row)} in time"
    days = (row.due_on - row.met_on).days
    when = "on its due day" if not days else f"{_days(days)} before it was due on {_long(row.due_on)}"
    return f"{_done(row)} in time, {when}"


def _met_late(row: LedgerRow, late: int) -> str:
    return f"{_done(row)} {_days(late)} after it was due on {_long(row.due_on or row.due_latest_on)}"


def _unjudged(row: LedgerRow, late: int) -> str:
    why = NOT_ASSESSABLE.get(row.not_assessable or "", "when it was due is not known")
    return f"{_done(row)}; whether in time cannot be said: {why}" if row.met_on else f"owed; when cannot be said: {why}"


def _stopped(row: LedgerRow, late: int) -> str:
    why = STOPS.get(row.stop_reason or "", "its clock stopped")
    was = f", before it was due on {_long(row.due_on)}" if row.due_on else ""
    return f"no longer owed{was}: {why}"


def _missed(row: LedgerRow, late: int) -> str:
    return f"never {_done(row)}; it was due on {_long(row.due_on)} and {STOPS.get(row.stop_reason or '', 'its clock stopped')}"


def _running(row: LedgerRow, late: int) -> str:
    practical = row.latest_practical_on
    held = f" (last working day before: {_long(practical)})" if practical and practical != row.due_on else ""
    return f"due by {_long(row.due_on or row.due_latest_on)}{held}"


def _missed_open(row: LedgerRow, late: int) -> str:
    return f"overdue by {_days(late)}: it was due on {_long(row.due_on or row.due_latest_on)} and is still not {_done(row)}"


_WORDS: dict[str, Callable[[LedgerRow, int], str]] = {
    MET: _met,
    MET_LATE: _met_late,
    UNJUDGED: _unjudged,
    STOPPED: _stopped,
    MISSED: _missed,
    RUNNING: _running,
    MISSED_OPEN: _missed_open,
}


# --- limits within a moving window


def _windows(record: Record, as_of: date) -> Iterator[Told]:
    """The days on which short breaks came near or over the most the law allows in any twelve months."""
    found = clock("short_break_day_count")
    figure = found.bases[found.strongest][-1]
    if found.kind != WINDOW or figure.within is None:
        return
    for hit in reached(_days_in_short_breaks(record, as_of), figure.within, (*figure.alerts, figure.amount + 1)):
        over = hit.amount > figure.amount
        what = "more days than the law allows" if over else f"{hit.amount} days"
        text = f"{found.title}: {what} in {figure.within.words} ({figure.limit})"
        yield Told(hit.on, "limit", _sentence(text), found.id, because=_limit(figure))


def _limit(figure: Figure) -> dict[str, Any]:
    said: dict[str, Any] = {"rule": figure.limit, "law": figure.law, "certainty": figure.certainty}
    return said | ({"background": BACKGROUND} if figure.is_background else {})


def _days_in_short_breaks(record: Record, as_of: date) -> Iterable[date]:
    """Each day of a break that is itself recorded (V3); an agreement (V4) does not say which days were used."""
    for episode in record.episodes:
        if episode.legal_status == "V3":
            last = min(episode.ended_on or as_of, as_of)
            for day in range((last - episode.started_on).days):
                yield episode.started_on + timedelta(days=day)


def _cautions(record: Record, due: list[Told], as_of: date) -> Iterator[str]:
    if any(told.because and "background" in told.because for told in due):
        yield BACKGROUND
    in_care, protected = record.episodes or record.periods_of_care, record.plans or record.enquiries
    tables = [*(("episodes", "reviews") if in_care else ()), *(("plans", "conferences") if protected else ())]
    for table in tables:
        why = record.why_missing((table,), date.min, as_of)
        if why:
            yield why
    for what, there, first, last in (
        ("children in care", in_care, record.care_from, record.care_to),
        ("child protection", protected, record.protection_from, record.protection_to),
    ):
        if there and first is not None and as_of < first:
            yield f"The data on {what} begin on {_long(first)}: of the time before they tell little."
        if there and last is not None and as_of > last:
            yield f"The data on {what} end on {_long(last)}: what was held, or came to an end, after that cannot be seen."


def lines(story: ChildStory) -> Iterator[str]:
    """The story as lines of text."""
    yield f"Child {story.child_id}, up to the end of {_long(story.as_of)}"
    yield ""
    yield "What is owed now and next"
    if not story.next:
        yield "  Nothing is owed."
    for told in story.next:
        yield f"  {told.text}"
        yield from _reason(told, "    ")
    yield ""
    yield "What happened"
    for on, group in groupby(story.told, key=lambda told: told.on):
        for place, told in enumerate(group):
            yield f"  {_long(on) if not place else '':26} {told.text}"
            yield from _reason(told, " " * 31)
    for caution in story.cautions:
        yield ""
        yield caution


def _reason(told: Told, indent: str) -> Iterator[str]:
    if told.because and told.kind != "event":
        rule = str(told.because["rule"]).partition(": ")[2] or told.because["rule"]
        background = " (background knowledge, to be confirmed)" if "background" in told.because else ""
        yield f"{indent}{_sentence(str(rule))} {told.because['law']}{background}."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _long(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
