"""Why a date is what it is: one sentence, and the steps behind it.

    Due Wednesday 29 April 2026: 20 working days after the day the child became looked after, 30 March 2026
    (Care Planning ... Regulations 2010, regulation 33(1)). Good Friday and Easter Monday do not count.

Everything is worked out again from the day the row counts from; nothing is kept in words.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from handrail.service.due.state import standing
from handrail.timescales import ledger
from handrail.timescales.clocks import BACKGROUND, Clock, Figure, NoFigure, clock
from handrail.timescales.deadlines import Deadline, deadline
from handrail.timescales.ledger import NOT_ASSESSABLE, STOPS, LedgerRow
from handrail.timescales.working_days import OutsideCalendar, WorkingDays


class Step(NamedTuple):
    """One step of the reason: what kind of thing it is, what there is to say, and where it can be read."""

    title: str
    text: str
    link: str | None = None


class Why(NamedTuple):
    """The reason in one sentence, and its steps in order."""

    sentence: str
    steps: tuple[Step, ...]


def why(row: LedgerRow, today: date, calendar: WorkingDays | None = None) -> Why:
    """Why a row of the ledger says what it says on a day."""
    found = ledger.state(row, today)
    said = {ledger.UNJUDGED: _unjudged, ledger.STOPPED: _stopped, ledger.MISSED: _missed}.get(found)
    worked_out = _worked_out(row, calendar)
    sentence = said(row) if said else _due(row, worked_out)
    return Why(sentence, tuple(_steps(row, today, worked_out)))


def _worked_out(row: LedgerRow, calendar: WorkingDays | None) -> Deadline | None:
    """The date counted again, with its reason; None where the row has none that one count gives."""
    if row.triggered_on is None or row.due_on is None:
        return None
    try:
        found = deadline(row.clock, row.triggered_on, basis=row.basis, calendar=calendar)
    except (NoFigure, OutsideCalendar):
        return None
    return found if found.due_on == row.due_on else None


# --- the sentence


def _due(row: LedgerRow, worked_out: Deadline | None) -> str:
    if row.due_on is None or worked_out is None:
        return _between(row)
    found = worked_out.clock
    counted = f"{worked_out.figure.limit} {_side(found)} {found.trigger}, {_long(worked_out.from_on)}"
    passed_over = [name for _, name in worked_out.skipped]
    skipped = f" {_and(passed_over)} {'does' if len(passed_over) == 1 else 'do'} not count." if passed_over else ""
    return f"Due {_full(row.due_on)}: {counted} ({worked_out.figure.law}).{skipped}"


def _between(row: LedgerRow) -> str:
    first, last = row.due_earliest_on, row.due_latest_on
    if first is None or last is None or first == last:
        return f"Due {_full(row.due_on or last)}: {clock(row.clock).duty}"
    return f"Due between {_long(first)} and {_full(last)}: {NOT_ASSESSABLE[row.not_assessable or 'review_1_or_2']}."


def _unjudged(row: LedgerRow) -> str:
    return f"Cannot be judged: {NOT_ASSESSABLE.get(row.not_assessable or '', 'when it was due is not known')}."


def _stopped(row: LedgerRow) -> str:
    was = f" before it was due on {_full(row.due_on)}" if row.due_on else ""
    return f"No longer owed: {_stop(row)}{was}."


def _missed(row: LedgerRow) -> str:
    return f"Never done: it was due on {_full(row.due_on or row.due_latest_on)}, and then {_stop(row)}."


def _stop(row: LedgerRow) -> str:
    why_so = STOPS.get(row.stop_reason or "", "its clock stopped")
    return f"{why_so} on {_long(row.stopped_on)}" if row.stopped_on else why_so


# --- the steps


def _steps(row: LedgerRow, today: date, worked_out: Deadline | None) -> Iterator[Step]:
    found = clock(row.clock)
    if row.triggered_on is not None:
        yield Step("What happened", f"{_first_up(found.trigger)}: {_full(row.triggered_on)}.")
    yield Step("The rule", found.duty)
    figure = worked_out.figure if worked_out else _figure(row, found)
    if figure is not None:
        yield _law(figure)
    if worked_out is not None:
        yield Step("How it is counted", _counting(worked_out))
    yield from _practical(row)
    yield from _outcome(row, today)
    yield from _eased(row, found)
    if not row.leads:
        yield Step("Another leads", "The same meeting was due sooner by another rule, and that one leads.")


def _figure(row: LedgerRow, found: Clock) -> Figure | None:
    try:
        return found.figure(row.triggered_on or row.subject_on, row.basis)
    except NoFigure:
        return None


def _law(figure: Figure) -> Step:
    doubt = f" {BACKGROUND}" if figure.is_background else ""
    return Step("The law", f"{figure.law}, as it holds from {_long(figure.holds_from)}.{doubt}", figure.link)


def _counting(worked_out: Deadline) -> str:
    counted = _first_up(str(worked_out.because()["counting"]))
    if not worked_out.skipped:
        return f"{counted}."
    return f"{counted}. Passed over: {_and([f'{name} ({_long(day)})' for day, name in worked_out.skipped])}."


def _practical(row: LedgerRow) -> Iterator[Step]:
    if row.latest_practical_on is not None and row.latest_practical_on != row.due_on:
        yield Step("The last working day before", f"{_full(row.latest_practical_on)}.")


def _outcome(row: LedgerRow, today: date) -> Iterator[Step]:
    stands = standing(row, today)
    late = f" ({stands.distance})" if stands and stands.days_late else ""
    if row.met_on is not None and row.met_on <= today:
        yield Step("What met it", f"{_first_up(clock(row.clock).met_by)}: {_full(row.met_on)}{late}.")
    elif _is_stopped(row, today):
        yield Step("What stopped it", f"{_first_up(_stop(row))}{late}.")
    else:
        yield Step("What meets it", f"{_first_up(clock(row.clock).met_by)}: none is recorded yet{late}.")
    if row.not_assessable and not _is_stopped(row, today):
        yield Step("What is not known", f"{_first_up(_unjudged(row).partition(': ')[2])}")


def _is_stopped(row: LedgerRow, today: date) -> bool:
    return ledger.state(row, today) in (ledger.STOPPED, ledger.MISSED)


def _eased(row: LedgerRow, found: Clock) -> Iterator[Step]:
    easing = found.easing(row.due_on or row.due_latest_on or date.min)
    if easing is not None:
        yield Step("The law was eased", f"{_first_up(easing.words)} ({easing.law}).")


# --- words


def _side(found: Clock) -> str:
    return "before" if found.direction == "before" else "after"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _long(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"


def _full(day: date | None) -> str:
    return f"{day:%A} {_long(day)}" if day else _long(day)
