"""Shropshire 2015/16: 283 children in care and 266 with plans, reviews by month, outcomes of conferences, RAG forms.

The two years before are snapshots of their own, for their reviews and the numbers of children at their end.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tests.fictional_data.published import care, protection, ratings, stability, staff
from tests.fictional_data.published.care import Care, Leaver, Span, Starter
from tests.fictional_data.published.counts import evenly, in_months
from tests.fictional_data.published.courses import Late
from tests.fictional_data.published.made import Made, Published, day_between, deal
from tests.fictional_data.published.protection import Initial, Open, Protection
from tests.fictional_data.published.ratings import Rated

from handrail.fictional.calendar import days_after, months_after
from handrail.record.improvement_tables import StaffEvent
from handrail.record.record import Record
from handrail.record.tables import Plan

FIRST_DAY = date(2015, 4, 1)
_AT_18 = frozenset({"E17"})
_MOST_DAYS = 500  # a leaver has not been in care for two and a half years: the base of stability is those who stay
_COLOURS = {"red": 25, "amber": 20, "green": 55}
_STARTERS = [Starter(0, 3), Starter(3, 10), Starter(10, 15), Starter(15, 17)]
_LEAVERS = [Leaver("E4A", 1, 16), Leaver("E17", 17, 18, at_18=True), Leaver("E11", 1, 6)]


def build(counts: Mapping[str, Any], further: Mapping[str, Any]) -> Published:
    """The authority from its counts: those of the shared file, and those that stand only in print."""
    made = Made("shropshire", FIRST_DAY)
    in_care = _children_in_care(made, counts, further)
    protected = _protection(made, counts, further)
    _employ(made, further, in_care, protected)
    _rate(made, counts["RAG forms March"], further)
    opening, flow = counts["SHR-TAB-04"]["opening"], further["last_year"]
    earlier = {
        "last_year": _last_year(made, further, opening, counts["CP flow"]["opening"]),
        "year_before": _year_before(made, further, opening - flow["starts"] + flow["ends"]),
    }
    return Published("shropshire", FIRST_DAY, {"year": made.finished(), **earlier})


def _children_in_care(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any]) -> Care:
    flow = counts["SHR-TAB-04"]
    members = stability.members(in_months(counts["SHR-CHT-02"]))
    stayers = stability.stayers(made, members, flow["opening"] - sum(flow["ends"]))
    in_care = care.children_in_care(
        made,
        stayers,
        _starters(made, flow["starts"], further),
        _leavers(made, flow["ends"], counts, further),
        _MOST_DAYS,
    )
    reviews = in_months(counts["SHR-TAB-09"])
    care.hold_reviews(in_care, [(in_time, [Late()] * (held - in_time)) for in_time, held in reviews])
    stability.place(in_care, members)
    base = {each.key for each in in_care.courses if each.key in in_care.spans}
    others = [each for each in in_care.at_end if each not in base and each in set(in_care.before)]
    stability.move_twice(in_care, others, further["three_placements"]["by_month"])
    _placements(in_care, further)
    care.write(in_care)
    made.relabel("ethnicity", _ethnic_origin(made, in_care.at_end, counts["SHR-TAB-02"], further))
    return in_care


def _starters(made: Made, monthly: Sequence[int], further: Mapping[str, Any]) -> list[list[Starter]]:
    ages = [Starter(lowest, below) for lowest, below, number in further["starting_ages"] for _ in range(number)]
    made.dice("starting ages").shuffle(ages)
    return [[ages.pop() for _ in range(number)] for number in monthly]


def _leavers(
    made: Made, monthly: Sequence[int], counts: Mapping[str, Any], further: Mapping[str, Any]
) -> list[list[Leaver]]:
    """Those who leave by reason and age; the youngest leave first, for they were in care before the year."""
    found = [
        Leaver(code, *age, at_18=code in _AT_18)
        for label, by_age in counts["SHR-TAB-07 by age"].items()
        for code in (further["end_reasons"][label],)
        for age, number in zip(further["leaving_ages"], by_age, strict=True)
        for _ in range(number)
    ]
    made.dice("leavers").shuffle(found)
    found.sort(key=lambda leaver: leaver.until_years > 1, reverse=True)
    return [[found.pop() for _ in range(number)] for number in monthly]


def _placements(in_care: Care, further: Mapping[str, Any]) -> None:
    """The distance of the first placement of those who came, and the kind of placement of those there at the end."""
    made, first_day = in_care.made, in_care.made.first_day
    came = [each.key for each in in_care.courses if each.began_on >= first_day]
    first = further["first_placements"]
    of_child = deal(came, {name: each["number"] for name, each in first.items()}, made.dice("distances"))
    types = {"U6": len(in_care.at_end) - sum(further["placement_types"].values())} | further["placement_types"]
    type_of = deal(in_care.at_end, types, made.dice("placement types"))
    for course in in_care.courses:
        where = first[of_child[course.key]] if course.key in of_child else {}
        in_care.spans[course.key] = [
            span._replace(
                placement_type=type_of.get(course.key, span.placement_type),
                distance_miles=where.get("miles"), in_area=where.get("in_area"),
            )
            for span in in_care.spans.get(course.key, [Span(course.began_on)])
        ]  # fmt: skip


def _ethnic_origin(
    made: Made, children: Sequence[str], counts: Mapping[str, int], further: Mapping[str, Any]
) -> dict[str, str]:
    coded = {further["ethnic_origin"][label]: number for label, number in counts.items()}
    return deal(children, coded, made.dice("ethnic origin", len(children)))


def _protection(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any]) -> Protection:
    protected, flow, long = Protection(made), counts["CP flow"], further["long_plans"]
    opening = [Open(number, int(size)) for size, number in further["opening_families"].items()]
    protection.open_families(protected, [*opening, Open(1, long["children"], 0, long["from"], long["until"])])
    outcomes = counts["SHR-TAB-11"]
    protection.hold_initial_conferences(protected, _initial(made, outcomes, further))
    _earlier_plans(protected, further["earlier_plans"])
    reviews = [(in_time, [Late()] * (held - in_time)) for in_time, held in in_months(counts["SHR-TAB-12"])]
    protection.hold_review_conferences(protected, reviews, evenly(flow["ends for 266"]))
    children = [child for child, _ in protected.children()]
    weights, dice = further["categories"], made.dice("categories")
    protected.categories |= {child: dice.choices(list(weights), list(weights.values()))[0] for child in children}
    protection.write(protected)
    at_end = protected.on_plan(made.last_day)
    made.relabel("ethnicity", _ethnic_origin(made, at_end, counts["SHR-TAB-03"], further))
    return protected


def _initial(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any]) -> list[list[Initial]]:
    """The initial conferences of each month, of brothers and sisters; some late, for so many children together."""
    in_time, considered = counts["in 15 days"]
    by_month = [list(_of_month(month, counts["outcomes"], further)) for month in range(12)]
    places = [(month, place) for month, of_month in enumerate(by_month) for place in range(len(of_month))]
    made.dice("late initial").shuffle(places)
    late = protection.adding_up_to(considered - in_time, places, lambda each: len(by_month[each[0]][each[1]].outcomes))
    for month, place in late:
        by_month[month][place] = by_month[month][place]._replace(late=Late())
    return by_month


def _of_month(month: int, outcomes: Mapping[str, Sequence[int]], further: Mapping[str, Any]) -> Iterator[Initial]:
    for label, numbers in outcomes.items():
        outcome, children = further["outcomes"][label], numbers[month]
        together = further["children_in_a_family"] if outcome == "plan" else 1
        for size in evenly(children, round(children / together)) if children else []:
            yield Initial((outcome,) * size)


def _earlier_plans(protected: Protection, numbers: Mapping[str, int]) -> None:
    """Some children whose plans began in the year had one before it, for two months, shortly or longer ago."""
    made = protected.made
    dice = made.dice("earlier plans")
    born = {child.child_id: child.born_on or date.max for child in made.record.children}
    able = [
        (child, family.course.began_on)
        for family in protected.families
        for child in family.children
        if family.is_new and months_after(born[child], 60) <= family.course.began_on
    ]
    for place, (child, began_on) in enumerate(dice.sample(able, sum(numbers.values()))):
        soon = place < numbers["within_two_years"]
        first, last = (months_after(began_on, -months) for months in ((23, 1) if soon else (50, 26)))
        ended_on = day_between(dice, first, min(last, days_after(made.first_day, -1)))
        protected.earlier[child] = Plan(child, days_after(ended_on, -60), ended_on, "NEG", "NEG", 0)


def _employ(made: Made, further: Mapping[str, Any], in_care: Care, protected: Protection) -> None:
    hired = staff.employ(made, further["staff"])
    role = {worker.worker_id: worker.role for worker in made.record.workers}
    for name, courses in (
        ("reviewing_officer", [(each.key, each) for each in in_care.courses]),
        ("conference_chair", list(protected.children())),
    ):
        staff.allocate(made, name, [each for each in hired if role[each] == name], courses)
    study = further["study"]
    made.record.staff_events.extend(
        StaffEvent(f"study-{worker}", worker, "training", months_after(made.first_day, 6), study["topic"])
        for worker in hired[: study["staff"]]
    )


def _rate(made: Made, colours: Mapping[str, Mapping[str, int]], further: Mapping[str, Any]) -> None:
    """A form for every meeting from the month they began; those of the last month with the reasons that are printed."""
    by_name = {"protection": colours["CP"], "care": colours["LAC"]}
    for month in made.months:
        if month >= further["rated_from"]:
            for stream, meetings in _meetings(made, month).items():
                if month == made.months[-1]:
                    ticks = further["ratings"][stream]
                    ratings.rate(made, stream, meetings, by_name[stream], [("red", ticks["red"]), ("", ticks["any"])])
                else:
                    ratings.rate(made, stream, meetings, _in_parts(len(meetings)), [])


def _in_parts(number: int) -> dict[str, int]:
    red, amber = (number * _COLOURS[colour] // 100 for colour in ("red", "amber"))
    return {"red": red, "amber": amber, "green": number - red - amber}


def _meetings(made: Made, month: date) -> dict[str, list[Rated]]:
    """The reviews of a month; its review conferences, each about one family, and its initial ones, about each child."""
    record, following = made.record, months_after(month, 1)
    held = {each.conference_id: each for each in record.conferences if month <= each.held_on < following}
    conferences: dict[str, Rated] = {}
    for child in record.conference_children:
        if child.conference_id in held:
            conference = held[child.conference_id]
            key = child.conference_id if conference.kind == "review" else child.child_id
            conferences.setdefault(key, Rated(child.child_id, conference.held_on))
    reviews = [Rated(each.child_id, each.opened_on) for each in record.reviews if month <= each.opened_on < following]
    return {"protection": list(conferences.values()), "care": reviews}


def _earlier_year(made: Made, ago: int, described: Mapping[str, Any], at_end: int) -> tuple[Made, Care]:
    before = made.earlier(ago)
    starters = [[_STARTERS[each % 4] for each in range(number)] for number in evenly(described["starts"])]
    leavers = [[_LEAVERS[each % 3] for each in range(number)] for number in evenly(described["ends"])]
    in_care = care.children_in_care(before, at_end - described["starts"], starters, leavers)
    reviews = described["reviews"]
    late = evenly(reviews["held"] - reviews["in_time"])
    counts = list(zip(evenly(reviews["in_time"]), ([Late()] * number for number in late), strict=True))
    care.hold_reviews(in_care, counts)
    care.write(in_care)
    return before, in_care


def _last_year(made: Made, further: Mapping[str, Any], at_end: int, plans: int) -> Record:
    """The year before: reviews, who came and left, and how many had plans at its end."""
    before, _ = _earlier_year(made, 1, further["last_year"], at_end)
    protected = Protection(before)
    protection.open_families(protected, [Open(plans, 1)])
    protection.write(protected)
    return before.finished()


def _year_before(made: Made, further: Mapping[str, Any], at_end: int) -> Record:
    """The year before that: reviews."""
    before, _ = _earlier_year(made, 2, further["year_before"], at_end)
    return before.finished()
