"""What several censuses say of the same plans (HR-CP-7, years that do not join up), and two of one year (HR-CP-8)."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from handrail.record.problems import ERROR, Problem
from handrail.returns.cin_census.rows import PLANS, Census, PlanRow


def check(censuses: list[Census]) -> Iterator[Problem]:
    """Plans open at one reference date and gone from the next census, and older plans that are new in the next."""
    whole = [each for each in censuses if each.reference_date and PLANS in each.tables and not each.broken_off]
    for before, after in pairwise(sorted(whole, key=lambda each: each.reference_date or date.min)):
        if before.reference_date is None or after.first_day is None:
            continue
        days_between = (after.first_day - before.reference_date).days - 1
        if days_between == 0:
            yield from _do_not_join(before, after, after.first_day)
        elif days_between > 0:
            yield _year_missing(before, after)


def of_one_year(censuses: list[Census]) -> Iterator[Problem]:
    """HR-CP-8: several censuses with one reference date. What only one of them tells is counted all the same."""
    for day in sorted({each.reference_date for each in censuses if each.reference_date}):
        of_day = [each for each in censuses if each.reference_date == day]
        alike = [each for each in of_day if any(_tell_of_the_same(each, other) for other in of_day)]
        if alike:
            names = " and ".join(each.name for each in alike)
            message = f"{names} are all of the census year to {day:%d/%m/%Y}. They were read as one: what only one of them tells was kept."
            remedy = "Load each year once: only the census that was handed in."
            written = f"{day:%d/%m/%Y}"
            yield Problem("HR-CP-8", ERROR, alike[-1].name, None, None, "ReferenceDate", written, message, remedy)


def _tell_of_the_same(one: Census, other: Census) -> bool:
    """Whether two censuses give a block twice. Files of one folder about other children complete each other."""
    if one is other or not one.tables & other.tables:
        return False
    return PurePath(one.name).parent != PurePath(other.name).parent or bool(_children(one) & _children(other))


def _children(census: Census) -> set[str]:
    return {child.child_id for child in census.children}


def _year_missing(before: Census, after: Census) -> Problem:
    what = f"between {before.name} ({before.reference_date:%d/%m/%Y}) and this census a year is missing."
    remedy = "Load the census of the year between as well."
    return Problem("HR-CP-7", ERROR, after.name, None, None, None, None, f"{after.name}: {what}", remedy)


def _do_not_join(before: Census, after: Census, next_year_from: date) -> Iterator[Problem]:
    known = {(plan.child_id, plan.started_on) for plan in before.plans}
    carried = {(plan.child_id, plan.started_on) for plan in after.plans}
    for plan in before.plans:
        if _is_open(plan, next_year_from) and (plan.child_id, plan.started_on) not in carried:
            what = f"is open at the end of the year but not in the next census ({after.name})."
            yield _problem(before, plan, what, "Give its end date in this year, or add it to the next.")
    for plan in after.plans:
        if plan.started_on and plan.started_on < next_year_from and (plan.child_id, plan.started_on) not in known:
            what = f"began in an earlier year but is not in that year's census ({before.name})."
            yield _problem(after, plan, what, "Add it to the earlier year, or correct its start.")


def _is_open(plan: PlanRow, next_year_from: date) -> bool:
    """Whether the plan was open at the end of the year; one whose end cannot be read is named for that already."""
    return plan.started_on is not None and (plan.ended_on >= next_year_from if plan.ended_on else not plan.ended_text)


def _problem(census: Census, plan: PlanRow, what: str, remedy: str) -> Problem:
    day = f"{plan.started_on:%d/%m/%Y}"
    message = f"{census.place} {plan.line} of {plan.file}: the plan of {day} {what}"
    return Problem("HR-CP-7", ERROR, plan.file, plan.line, plan.child_id, "CPPstartDate", day, message, remedy)
