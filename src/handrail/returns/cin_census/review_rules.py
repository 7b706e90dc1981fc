"""Checks of the reviews of child protection plans. Each fails once for each row at fault."""

from collections.abc import Iterator
from datetime import date

from handrail.returns.cin_census.rule import Facts, Finding, written

_FIELD = "CPPreviewDate"


def review_not_after_plan_start(facts: Facts) -> Iterator[Finding]:
    """8841: a review conference is held after the plan has started, not on or before the day it starts."""
    for review in facts.census.plan_reviews:
        plan = facts.plans.get(review.plan_key)
        if review.held_on and plan and plan.started_on and review.held_on <= plan.started_on:
            start = written(plan.started_on)
            what = f"{_FIELD} is {written(review.held_on)}, not after the start of the plan on {start}."
            yield Finding(review, _FIELD, review.held_text, what)


def review_without_date(facts: Facts) -> Iterator[Finding]:
    """8842Q: every Reviews block holds the date of a review."""
    for review in facts.census.plan_reviews:
        if review.held_on is None:
            yield Finding(review, _FIELD, review.held_text, f"the review has no {_FIELD} that is a date.")


def review_after_plan_end(facts: Facts) -> Iterator[Finding]:
    """HR-CP-1: no review is dated after the plan ended; the conference that ends a plan is held that day."""
    for review in facts.census.plan_reviews:
        plan = facts.plans.get(review.plan_key)
        if review.held_on and plan and plan.ended_on and review.held_on > plan.ended_on:
            what = f"{_FIELD} is {written(review.held_on)}, but the plan ended on {written(plan.ended_on)}."
            yield Finding(review, _FIELD, review.held_text, what)


def review_twice(facts: Facts) -> Iterator[Finding]:
    """HR-CP-2: a plan is reviewed once on one day."""
    first: dict[tuple[str, str, str, date], tuple[str, int]] = {}
    for review in facts.census.plan_reviews:
        if review.held_on is None:
            continue
        at = (review.file, review.line)
        file, line = first.setdefault((*review.plan_key, review.held_on), at)
        if (file, line) != at:
            place = f"{facts.census.place.lower()} {line} of {file}"
            what = f"the review of {written(review.held_on)} stands already in {place}."
            yield Finding(review, _FIELD, review.held_text, what)
