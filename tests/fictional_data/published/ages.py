"""The ages of children who stay in care, so that so many at the end of the year are of school age, and so many 16 or 17."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from tests.fictional_data.published.care import Care
from tests.fictional_data.published.made import born_for

from handrail.fictional.calendar import years_after

_OLDEST = 17.9


class Owed(NamedTuple):
    """Who is owed a plan on the last day: its kind, from an age in years, after days in care, and how many they are."""

    kind: str
    from_years: int
    after_days: int
    number: int = 0


def give_ages(care: Care, school: Owed, pathway: Owed) -> None:
    """New birthdays for the children who stay throughout the year, after those who came in it are counted."""
    pathway_left = pathway.number - len(owed(care, pathway, came=True))
    school_left = school.number - len(owed(care, school, came=True)) - pathway_left
    staying = sorted(
        (each for each in care.courses if each.ends_on is None and each.began_on < care.made.first_day),
        key=lambda each: (each.began_on, each.key),
    )
    bands = [(pathway.from_years, _OLDEST)] * pathway_left + [(school.from_years, pathway.from_years)] * school_left
    bands += [(0, school.from_years)] * (len(staying) - len(bands))
    dice, born = care.made.dice("ages"), {}
    for course, (lowest, highest) in zip(staying, bands, strict=True):
        in_care = (care.made.last_day - course.began_on).days / 365.25
        born[course.key] = born_for(dice, care.made.last_day, max(lowest, min(in_care, highest - 0.5)), highest)
        course.began_on = max(course.began_on, born[course.key] + timedelta(days=1))
    _rewrite(care, born)


def owed(care: Care, plan: Owed, came: bool = False) -> list[str]:
    """The children at the end of the year who are owed a plan; of those who came in the year alone, where asked."""
    made, born = care.made, {child.child_id: child.born_on for child in care.made.record.children}
    latest = made.last_day - timedelta(days=plan.after_days)
    return sorted(
        each.key
        for each in care.courses
        if (each.ends_on is None or each.ends_on > made.last_day)
        and each.began_on <= latest
        and years_after(born[each.key], plan.from_years) <= made.last_day  # type: ignore[arg-type]
        and (each.began_on >= made.first_day or not came)
    )


def _rewrite(care: Care, born: Mapping[str, object]) -> None:
    record = care.made.record
    record.children = [
        child._replace(born_on=born.get(child.child_id, child.born_on))  # type: ignore[arg-type]
        for child in record.children
    ]
