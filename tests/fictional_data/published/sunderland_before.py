"""Sunderland 2017/18, a snapshot of its own, from the totals that the report of the year after prints of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.fictional_data.published import care, papers, protection, voice
from tests.fictional_data.published import sunderland_common as common
from tests.fictional_data.published.ages import give_ages, owed
from tests.fictional_data.published.care import Care
from tests.fictional_data.published.counts import evenly, repeated
from tests.fictional_data.published.courses import CONFERENCES, Late, add_early
from tests.fictional_data.published.disputes import Matter, raise_disputes
from tests.fictional_data.published.made import Made, deal
from tests.fictional_data.published.protection import Initial, Open, Protection

from handrail.fictional.calendar import years_after
from handrail.record.record import Record

_STAY_OVER_A_YEAR = 1


def last_year(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any]) -> Record:
    """The year before: what the report compares with."""
    before, described = made.earlier(1), further["last_year"]
    in_care = _children_in_care(before, further, counts["SUN-TAB-07"]["section 20 17/18"][0])
    protected = _protection(before, described, counts["SUN-TAB-06"]["2018"])
    common.employ(before, further["staff"], in_care, protected)
    papers.keep_plans(before, common.SCHOOL.kind, owed(in_care, common.SCHOOL), described["education_plans"][0])
    voice.visit_before_reviews(before, described["visits_before_reviews"])
    for stream, reasons in described["disputes"].items():
        matters = [Matter(stream, ("stage_1",), reason) for reason in repeated(reasons)]
        raise_disputes(before, matters, in_care.at_end, stream[0].upper())
    common.work_with_others(before, in_care, described, described["secure"])
    return before.finished()


def _children_in_care(before: Made, further: Mapping[str, Any], by_agreement: int) -> Care:
    described, at_end = further["last_year"], further["looked_after"]["opening"]
    in_care = care.children_in_care(
        before, at_end - described["starts"], common.starters(described["starts"]), common.leavers(described["ends"])
    )
    school = common.SCHOOL._replace(number=described["education_plans"][1])
    give_ages(in_care, school, common.PATHWAY._replace(number=described["aged_16_and_17"]))
    reviews = described["reviews"]
    late = common.late_by_month(reviews["late"], before.dice("late reviews"))
    in_time = evenly(reviews["held"] - sum(reviews["late"].values()))
    care.hold_reviews(in_care, list(zip(in_time, late, strict=True)))
    care.take_part(in_care, reviews["took_part"])
    care.accommodate(in_care, described["section_20_before"], by_agreement)
    care.write(in_care)
    return in_care


def _protection(before: Made, described: Mapping[str, Any], categories: list[int]) -> Protection:
    protected = Protection(before)
    begun = {"from_on": years_after(before.first_day, -1), "until_on": date(before.first_day.year - 1, 12, 31)}
    opening = described["opening"]
    for ends_after, name in ((1, "ending"), (None, "staying")):
        kinds = [Open(number, int(size), ends_after, **begun) for size, number in opening[name].items()]
        protection.open_families(protected, kinds)
    protection.hold_initial_conferences(protected, protection.spread_out(_initial(described["initial_conferences"])))
    _review(protected, described["review_conferences"])
    at_end = protected.on_plan(before.last_day)
    protected.categories |= deal(
        at_end, dict(zip(common.CATEGORIES, categories, strict=True)), before.dice("categories")
    )
    protection.write(protected)
    return protected


def _initial(described: Mapping[str, Any]) -> list[tuple[Initial, int]]:
    """The initial conferences: those late with their reason, and so many children in them together."""
    families, plans = described["families_with_plans"], described["plans"]
    reasons = repeated(described["late"])
    sizes = evenly(described["children_in_late"], len(reasons))
    late = [Initial(("plan",) * size, Late(reason)) for size, reason in zip(sizes, reasons, strict=True)]
    in_time = [Initial(("plan",) * size) for size in evenly(plans - sum(sizes), families - len(late))]
    without = described["held"] - len(late) - len(in_time)
    return [*((each, 1) for each in late), *((each, 1) for each in in_time), (Initial(("no_plan",)), without)]


def _review(protected: Protection, described: Mapping[str, Any]) -> None:
    """The review conferences: the late ones with so many children together, and more, early, to the number held."""
    before, reasons = protected.made, repeated(described["late"])
    sizes = evenly(described["children_in_late"], len(reasons))
    for size, families in sorted(common.by_size(protected).items()):
        of_size = [reason for reason, of_one in zip(reasons, sizes, strict=True) if of_one == size]
        counted = {reason: of_size.count(reason) for reason in of_size}
        late = common.late_by_month(counted, before.dice("late", size))
        protection.hold_review_conferences(protected, [(None, each) for each in late], families=families)
    courses = [family.course for family in protected.families]
    held = sum(day >= before.first_day for course in courses for day in course.held)
    add_early(courses, described["held"] - held, CONFERENCES, before.last_day, before.dice("early"))
