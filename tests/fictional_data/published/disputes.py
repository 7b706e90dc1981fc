"""Disputes: raised on a day, about a child or a family, taken from stage to stage, and closed or still open."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from random import Random
from typing import NamedTuple

from tests.fictional_data.published.made import Made

from handrail.fictional.calendar import days_after, this_or_next_working_day, working_days_after
from handrail.record.service_tables import Dispute, DisputeChild, DisputeReason, DisputeStage

_SOONEST, _LONGEST = 3, 14  # working days a stage lasts


class Matter(NamedTuple):
    """What a dispute is about and how far it goes: its stages in order; the last is where it is closed, if it is.

    One of a family is about its children in turn.
    """

    stream: str
    stages: Sequence[str]
    reason: str | None = None
    is_formal: bool = False
    is_closed: bool = True
    family: str | None = None


def raise_disputes(made: Made, matters: Sequence[Matter], children: Sequence[str], label: str) -> None:
    """One dispute for each of these matters, spread over the year; a closed one is closed within it."""
    dice = made.dice("disputes", label)
    order, members = list(matters), _members(made)
    dice.shuffle(order)
    for number, matter in enumerate(order):
        first, last = made.first_day, made.last_day
        raised_on = days_after(first, (last - first).days * number // len(order))
        about = [next(members[matter.family])] if matter.family else [dice.choice(children)]
        _raise(made, f"{label}{number + 1:03d}", matter, this_or_next_working_day(raised_on), about, dice)


def _members(made: Made) -> dict[str, Iterator[str]]:
    """The children of each family group, one after the other and round again."""
    found: dict[str, list[str]] = {}
    for member in made.record.family_groups:
        found.setdefault(member.family_id, []).append(member.child_id)
    return {family: cycle(children) for family, children in found.items()}


def bring_forward(made: Made, matters: Sequence[Matter], children: Sequence[str], label: str) -> None:
    """Disputes raised in the weeks before the year and closed in its first weeks."""
    dice = made.dice("brought forward", label)
    for number, matter in enumerate(matters):
        raised_on = this_or_next_working_day(days_after(made.first_day, -dice.randrange(8, 20)))
        dispute_id = f"{label}B{number + 1:02d}"
        days = _stage_days(raised_on, matter, dice)
        closed_on = this_or_next_working_day(days_after(made.first_day, dice.randrange(1, 30)))
        _write(made, dispute_id, matter, [*days[:-1], max(closed_on, days[-1])], [dice.choice(children)])


def _raise(made: Made, dispute_id: str, matter: Matter, raised_on: date, about: Sequence[str], dice: Random) -> None:
    days = _stage_days(raised_on, matter, dice)
    if days[-1] > made.last_day and matter.is_closed:
        days = _stage_days(_early_enough(made, raised_on, len(matter.stages), dice), matter, dice)
    _write(made, dispute_id, matter, days, about)


def _early_enough(made: Made, raised_on: date, stages: int, dice: Random) -> date:
    """A day from which the stages are over before the year is."""
    return this_or_next_working_day(days_after(raised_on, -dice.randrange(25, 32) * stages - 10))


def _stage_days(raised_on: date, matter: Matter, dice: Random) -> list[date]:
    """The first day of each stage, and the day the last one ends."""
    days = [raised_on]
    for _ in matter.stages:
        days.append(working_days_after(days[-1], dice.randint(_SOONEST, _LONGEST)))
    return days


def _write(made: Made, dispute_id: str, matter: Matter, days: Sequence[date], about: Sequence[str]) -> None:
    record = made.record
    closed_on = days[-1] if matter.is_closed else None
    formal_on = days[len(matter.stages) - 1] if matter.is_formal else None
    record.disputes.append(
        Dispute(
            dispute_id, matter.stream, days[0],
            family_id=matter.family,
            formal_on=formal_on, closed_on=closed_on,
            closing_stage=matter.stages[-1] if closed_on else None, outcome="resolved" if closed_on else None,
        )
    )  # fmt: skip
    record.dispute_children.extend(DisputeChild(dispute_id, child) for child in about)
    if matter.reason:
        record.dispute_reasons.append(DisputeReason(dispute_id, matter.reason))
    for place, stage in enumerate(matter.stages):
        is_last = place == len(matter.stages) - 1
        record.dispute_stages.append(
            DisputeStage(dispute_id, stage, days[place], closed_on if is_last else days[place + 1])
        )
