"""Sunderland 2018/19: 602 children in care and 486 with plans, conferences by their sizes, disputes by stage, and voices.

The year before is a snapshot of its own, made in the same way from the totals the report prints of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from tests.fictional_data.published import care, papers, protection, voice
from tests.fictional_data.published.ages import Owed, give_ages, owed
from tests.fictional_data.published.care import Care
from tests.fictional_data.published.counts import evenly, repeated
from tests.fictional_data.published.courses import CONFERENCES, Late, add_early
from tests.fictional_data.published.disputes import Matter, raise_disputes
from tests.fictional_data.published.made import Made, Published, deal
from tests.fictional_data.published.protection import Family, Initial, Open, Protection
from tests.fictional_data.published.sunderland_before import last_year
from tests.fictional_data.published.sunderland_common import (
    CARE,
    CATEGORIES,
    PATHWAY,
    QUIET_DAYS,
    SCHOOL,
    by_size,
    employ,
    late_by_month,
    leavers,
    starters,
    work_with_others,
)

from handrail.fictional.calendar import days_after
from handrail.record.meeting_tables import StoodDown, StoodDownChild
from handrail.record.service_tables import FamilyMember

FIRST_DAY = date(2018, 4, 1)
QUESTIONS = ("explained_before", "supported_to_share", "concerns_explained", "clear_what_must_change", "plan_helped")


def build(counts: Mapping[str, Any], further: Mapping[str, Any]) -> Published:
    """The authority from its counts: those of the shared file, and those that stand only in print."""
    made = Made("sunderland", FIRST_DAY)
    in_care = _children_in_care(made, counts, further)
    protected = _protection(made, counts, further)
    employ(made, further["staff"], in_care, protected)
    _papers(made, in_care, counts["SUN-TAB-07"], further["documents"])
    _disputes(made, counts["SUN-DRP"], further, in_care)
    _surveys(made, further["surveys"])
    _stood_down(made, further["stood_down"])
    voice.visit_before_reviews(made, further["visits"]["before_reviews"])
    voice.look_midway(made, "protection", [child for child, _ in protected.children()], further["midway"]["protection"])
    voice.look_midway(made, "care", in_care.at_end, further["midway"]["care"])
    work_with_others(made, in_care, further, further["secure"]["placed"])
    voice.praise(made, further["praise"]["given"], further["praise"]["received"])
    records = {"year": made.finished(), "last_year": last_year(made, counts, further)}
    return Published("sunderland", FIRST_DAY, records)


def _children_in_care(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any]) -> Care:
    flow, reviewed = further["looked_after"], counts["SUN-TAB-08"]
    in_care = care.children_in_care(
        made, flow["opening"] - flow["ends"], starters(flow["starts"]), leavers(flow["ends"]), quiet_days=QUIET_DAYS
    )
    give_ages(in_care, *(_owed(counts["SUN-TAB-07"], further["documents"], each) for each in (SCHOOL, PATHWAY)))
    late = late_by_month(further["reviews"]["late"], made.dice("late reviews"))
    care.hold_reviews(in_care, list(zip(evenly(reviewed["reviews"] - reviewed["late"]), late, strict=True)))
    care.take_part(in_care, reviewed["participated"])
    care.accommodate(in_care, flow["section_20"]["before"], flow["section_20"]["at_end"])
    care.write(in_care)
    return in_care


def _protection(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any]) -> Protection:
    protected, sizes, words = (
        Protection(made),
        counts["conference sizes (children per conference: number)"],
        further["reasons"],
    )
    plans = further["plans"]
    protection.open_families(protected, [_open(each) for each in plans["opening"]])
    reasons = coded(counts["SUN-TAB-03"]["late by reason"], words)
    kinds = _initial(sizes, reasons, plans["conferences_without_plans"], made)
    protection.hold_initial_conferences(protected, protection.spread_out(kinds))
    _decide(protected, plans["new"])
    _review(protected, sizes, coded(counts["SUN-TAB-05"]["late by reason"], words))
    _categories(protected, counts["SUN-TAB-06"])
    protection.write(protected)
    return protected


def _open(described: Mapping[str, Any]) -> Open:
    return Open(
        described["number"], described["size"], described.get("ends_after"), described["from"], described["until"]
    )


def coded(counts: Mapping[str, int], words: Mapping[str, str]) -> dict[str, int]:
    """The counts by the short words of the record."""
    return {words[label]: number for label, number in counts.items()}


def _initial(
    sizes: Mapping[str, Any], reasons: Mapping[str, int], without_plans: int, made: Made
) -> Iterable[tuple[Initial, int]]:
    """The initial conferences by size: those late each with its reason; some in time about one child make no plan."""
    late = repeated(dict(reasons))
    made.dice("initial reasons").shuffle(late)
    for size, number in sizes["icpc late"].items():
        for _ in range(number):
            yield Initial(("plan",) * int(size), Late(late.pop())), 1
    for size, number in sizes["icpc in time"].items():
        without = without_plans if size == "1" else 0
        yield Initial(("plan",) * int(size)), number - without
        yield Initial(("no_plan",)), without


def _decide(protected: Protection, decided: Mapping[str, Mapping[str, int]]) -> None:
    """Which of the year's new families end with their second review, and which with their first: the earliest begun."""
    for size, families in by_size(protected).items():
        new = sorted(
            (each for each in families if each.is_new), key=lambda each: (each.course.began_on, each.course.key)
        )
        second, first = decided[str(size)]["second_review"], decided[str(size)]["first_review"]
        for place, family in enumerate(new[: second + first]):
            family.course.ends_after = 2 if place < second else 1


def _review(protected: Protection, sizes: Mapping[str, Any], reasons: Mapping[str, int]) -> None:
    """The review conferences of each size: what is due, some of it late; then more, early, to the number held."""
    made = protected.made
    late = repeated(dict(reasons))
    made.dice("review reasons").shuffle(late)
    for size, families in sorted(by_size(protected).items()):
        number = sizes["rcpc late"].get(str(size), 0)
        of_size, late = late[:number], late[number:]
        by_month = late_by_month({reason: of_size.count(reason) for reason in of_size}, made.dice("late", size))
        hold_with_more(protected, families, by_month, sizes["rcpc in time"].get(str(size), 0) + number)


def hold_with_more(
    protected: Protection, families: Sequence[Family], late: Sequence[Sequence[Late]], number: int
) -> None:
    """What is due is held, so many of it late; and early conferences beside, so that so many are held in the year."""
    made = protected.made
    protection.hold_review_conferences(protected, [(None, each) for each in late], families=families)
    held = sum(day >= made.first_day for family in families for day in family.course.held)
    courses = [family.course for family in families]
    add_early(courses, number - held, CONFERENCES, made.last_day, made.dice("early", len(families[0].children)))


def _categories(protected: Protection, counts: Mapping[str, Any]) -> None:
    """The categories of those with plans before the year, and of those with plans at its end, some without one."""
    made = protected.made
    before = set(protected.on_plan(days_after(made.first_day, -1)))
    protected.categories |= deal(before, dict(zip(CATEGORIES, counts["2018"], strict=True)), made.dice("categories"))
    at_end = protected.on_plan(made.last_day)
    left = dict(zip(CATEGORIES, counts["2019"], strict=True)) | {"": counts["2019 without category"]}
    for child in before & set(at_end):
        left[str(protected.categories[child])] -= 1
    new = deal((child for child in at_end if child not in before), left, made.dice("new categories"))
    protected.categories |= {child: category or None for child, category in new.items()}


def _owed(counts: Mapping[str, Sequence[int]], kinds: Mapping[str, str], plan: Owed) -> Owed:
    return plan._replace(number=counts[kinds[plan.kind]][1])


def _papers(made: Made, in_care: Care, counts: Mapping[str, Sequence[int]], kinds: Mapping[str, str]) -> None:
    for plan in (CARE, SCHOOL, PATHWAY):
        papers.keep_plans(made, plan.kind, owed(in_care, plan), counts[kinds[plan.kind]][0])


def _disputes(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any], in_care: Care) -> None:
    dice, words = made.dice("dispute reasons"), further["reasons"]
    family_of = _families_in_care(made, in_care, further["disputes"])
    for stream, of_stream in (("protection", counts["child protection"]), ("care", counts["looked after"])):
        ends = [place + 1 for place, number in enumerate(of_stream["closed"]) for _ in range(number)]
        reasons = voice.shuffled(coded(of_stream["themes"], words), of_stream["raised"], dice, "other")
        matters = [
            Matter(stream, _stages(last), reason, family=_next(family_of, stream, last))
            for last, reason in zip(ends, reasons, strict=False)
        ]
        matters += [Matter(stream, _stages(1), reason, is_closed=False) for reason in reasons[len(ends) :]]
        raise_disputes(made, matters, in_care.at_end, stream[0].upper())


def _stages(last: int) -> list[str]:
    return [f"stage_{number}" for number in range(1, last + 1)]


def _next(family_of: Mapping[tuple[str, int], list[str]], stream: str, stage: int) -> str | None:
    left = family_of.get((stream, stage))
    return left.pop() if left else None


def _families_in_care(made: Made, in_care: Care, numbers: Mapping[str, int]) -> dict[tuple[str, int], list[str]]:
    """Families in care whose children each have a dispute: four at stage four, and groups of three at stage three."""
    children = iter(sorted(in_care.at_end))
    of_four = ["S1"] * numbers["family_of_four_at_stage_four"]
    of_three = [f"S{number + 2}" for number in range(numbers["families_of_three_at_stage_three"]) for _ in range(3)]
    made.record.family_groups.extend(FamilyMember(family, next(children)) for family in [*of_four, *of_three])
    return {("care", 4): of_four, ("care", 3): of_three}


def _surveys(made: Made, counts: Mapping[str, int]) -> None:
    """Answers on a four-point scale: a positive answer set agrees throughout, an unhappy one disagrees throughout."""
    total, dice = counts["initial_conference"] + counts["review_conference"], made.dice("surveys")
    moods = voice.shuffled({"positive": counts["positive"], "unhappy": counts["unhappy_in_all"]}, total, dice, "mixed")
    for form, questions in (("initial_conference", QUESTIONS[:4]), ("review_conference", QUESTIONS)):
        of_form, moods = moods[: counts[form]], moods[counts[form] :]
        sets = [_answers(str(mood), len(questions), dice) for mood in of_form]
        days = [voice.spread(made, place, len(sets)) for place in range(len(sets))]
        answers = {question: [each[place] for each in sets] for place, question in enumerate(questions)}
        voice.return_surveys(made, f"parents_{form}", "parent", days, answers, about=form)


def _answers(mood: str, questions: int, dice: Random) -> list[str]:
    agree, disagree = ("strongly_agree", "agree"), ("disagree", "strongly_disagree")
    if mood != "mixed":
        return [dice.choice(agree if mood == "positive" else disagree) for _ in range(questions)]
    answers = [dice.choice(agree), dice.choice(disagree)] + [
        dice.choice(agree + disagree) for _ in range(questions - 2)
    ]
    dice.shuffle(answers)
    return answers


def _stood_down(made: Made, reasons: Mapping[str, int]) -> None:
    """Initial conferences called off some days before they were held late."""
    late = [each for each in made.record.conferences if each.kind == "initial" and each.late_reason]
    matching = {"insufficient_notice": "late_notification", "no_interpreter_or_advocate": "non_attendance_professional"}
    for reason, number in reasons.items():
        able = [each for each in late if each.late_reason == matching[reason]]
        for conference in able[:number]:
            planned_on = days_after(conference.held_on, -8)
            made.record.stood_down.append(
                StoodDown(
                    conference.conference_id,
                    "conference",
                    planned_on,
                    "initial",
                    planned_on,
                    reason,
                    conference.held_on,
                )
            )
            made.record.stood_down_children.extend(
                StoodDownChild(conference.conference_id, each.child_id)
                for each in made.record.conference_children
                if each.conference_id == conference.conference_id
            )
