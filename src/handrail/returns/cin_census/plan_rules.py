"""Checks of child protection plans and of the children on them. Each fails once for each row at fault."""

from collections.abc import Iterator
from datetime import date

from handrail.returns.cin_census.rows import PlanRow
from handrail.returns.cin_census.rule import Facts, Finding, written


def plan_of_no_days(facts: Facts) -> Iterator[Finding]:
    """8840: a plan does not start and end on the same day."""
    for plan in facts.census.plans:
        if plan.started_on is not None and plan.ended_on == plan.started_on:
            what = f"CPPendDate is {written(plan.ended_on)}, the day the plan started."
            yield Finding(plan, "CPPendDate", plan.ended_text, what)


def plan_ends_before_start(facts: Facts) -> Iterator[Finding]:
    """8925: a plan does not end before it starts."""
    for plan in facts.census.plans:
        if plan.started_on and plan.ended_on and plan.ended_on < plan.started_on:
            start = written(plan.started_on)
            what = f"CPPendDate is {written(plan.ended_on)}, before the plan started on {start}."
            yield Finding(plan, "CPPendDate", plan.ended_text, what)


def two_open_plans(facts: Facts) -> Iterator[Finding]:
    """8935: a child has no more than one open plan. Each open plan of such a child fails."""
    for plans in facts.plans_of_children.values():
        still_open = [plan for plan in plans if plan.ended_on is None]
        if len(still_open) > 1:
            for plan in still_open:
                what = f"the plan has no CPPendDate, and the child has {len(still_open)} open plans."
                yield Finding(plan, "CPPendDate", plan.ended_text, what)


def overlapping_plans(facts: Facts) -> Iterator[Finding]:
    """8940: no plan of a child starts from the day another started to the day it ended, both included.

    A plan that is open runs to the reference date, or for ever where that is not known.
    """
    for plans in facts.plans_of_children.values():
        if len(plans) > 1:
            yield from _overlaps(plans, facts.census.reference_date or date.max)


def _overlaps(plans: list[PlanRow], reference_date: date) -> Iterator[Finding]:
    """The plans that start within one that started before them, or as early and stands before them."""
    within: PlanRow | None = None
    until = date.min
    dated = ((plan.started_on, plan) for plan in plans if plan.started_on is not None)
    for started_on, plan in sorted(dated, key=lambda each: each[0]):
        if within is not None and started_on <= until:
            other = f"the plan of {written(within.started_on)}"
            other += f", which ended on {written(within.ended_on)}" if within.ended_on else ", which is open"
            what = f"CPPstartDate is {written(started_on)}: the plan overlaps {other}."
            yield Finding(plan, "CPPstartDate", plan.started_text, what)
        ended_on = plan.ended_on or reference_date
        if ended_on >= started_on and ended_on > until:
            within, until = plan, ended_on


def two_birth_dates(facts: Facts) -> Iterator[Finding]:
    """HR-CP-4: a child has one birth date."""
    first: dict[str, tuple[date, int]] = {}
    for child in facts.census.children:
        if child.born_on is None:
            continue
        born_on, line = first.setdefault(child.child_id, (child.born_on, child.line))
        if born_on != child.born_on:
            born, other = written(child.born_on), f"{facts.census.place.lower()} {line}"
            what = f"PersonBirthDate is {born}, but {other} gives {written(born_on)} for the same child."
            yield Finding(child, "PersonBirthDate", born, what)
