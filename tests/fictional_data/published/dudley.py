"""Dudley 2019/20: 622 children in care and 366 with plans, reviews and conferences by month, disputes, advocacy, voice.

The disputes of the two years before, the advocacy of the year before and the numbers of children on the day before the
year are snapshots of their own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from tests.fictional_data.published import care, protection, staff, voice
from tests.fictional_data.published.care import Care, Leaver, Starter
from tests.fictional_data.published.counts import evenly, in_months, shared_out
from tests.fictional_data.published.courses import Late
from tests.fictional_data.published.disputes import Matter, bring_forward, raise_disputes
from tests.fictional_data.published.made import Made, Published, deal
from tests.fictional_data.published.protection import Initial, Open, Protection

from handrail.record.improvement_tables import Engagement, EngagementAttendance
from handrail.record.record import Record

FIRST_DAY = date(2019, 4, 1)
_STARTERS = [Starter(0, 4), Starter(4, 11), Starter(11, 16.5)]
_LEAVERS = [Leaver("E4A", 1, 16), Leaver("E45", 1, 12), Leaver("E11", 1, 6), Leaver("E17", 17, 18, at_18=True)]
_QUESTIONS = ("offered_to_meet", "prepare_by_meeting", "asked_whom", "asked_to_chair", "makes_a_difference")


def build(counts: Mapping[str, Any], further: Mapping[str, Any]) -> Published:
    """The authority from its counts: those of the shared file, and those that stand only in print."""
    made = Made("dudley", FIRST_DAY)
    in_care = _children_in_care(made, counts, further["looked_after"])
    protected = _protection(made, counts, further, in_care)
    _employ(made, further["staff"], in_care, protected)
    children = in_care.at_end
    _disputes(made, further["disputes"], further["disputes_brought_forward"], children)
    voice.refer_for_advocacy(made, children, further["advocacy"]["referred_by"], further["advocacy"]["issues"])
    visitors = further["visitors"]
    voice.match_visitors(
        made, children, visitors["active"], visitors["waiting"], visitors["matched_last_year"] - visitors["active"]
    )
    _survey(made, counts["DUD-FIG-11"], further["survey"]["returned_in"])
    _event(made, further["event"])
    earlier = {"last_year": _last_year(made, counts, further), "year_before": _year_before(made, further["disputes"])}
    return Published("dudley", FIRST_DAY, {"year": made.finished(), **earlier})


def _children_in_care(made: Made, counts: Mapping[str, Any], described: Mapping[str, Any]) -> Care:
    flow = counts["DUD-TAB-01 Total CIC"]
    starts, ends = zip(*in_months(flow["starts/ends"]), strict=True)
    in_care = care.children_in_care(
        made, flow["opening"] - sum(ends), _in_turn(_STARTERS, starts), _in_turn(_LEAVERS, ends)
    )
    reviews = in_months(counts["DUD-TAB-04"])
    late = [held - in_time for in_time, held in reviews]
    wrongly = shared_out(counts["DUD-FIG-15"]["corrections late to in time"], late)
    care.hold_reviews(
        in_care,
        [
            (in_time, [Late(wrongly=True)] * wrong + [Late("report_late")] * (number - wrong))
            for (in_time, _), number, wrong in zip(reviews, late, wrongly, strict=True)
        ],
    )
    care.write(in_care)
    for column in ("sex", "ethnicity"):
        made.relabel(column, deal(in_care.at_end, described[column], made.dice("care", column)))
    return in_care


def _in_turn(kinds: Sequence[Any], monthly: Sequence[int]) -> list[list[Any]]:
    return [[kinds[place % len(kinds)] for place in range(number)] for number in monthly]


def _protection(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any], in_care: Care) -> Protection:
    protected, dice = Protection(made), made.dice("both lists")
    both = dice.sample(sorted(in_care.at_end), further["children_on_both_lists"])
    protection.open_families(protected, _opening(further))
    starts, ends = zip(*in_months(counts["DUD-TAB-01 Total CP"]["starts/ends"]), strict=True)
    share = further["conferences_with_plans_percent"]
    initial = [
        _initial(in_time, held, plans, share)
        for (in_time, held), plans in zip(in_months(counts["DUD-TAB-05"]), starts, strict=True)
    ]
    protection.hold_initial_conferences(protected, initial, both)
    review = [(in_time, [Late("report_late")] * (held - in_time)) for in_time, held in in_months(counts["DUD-TAB-06"])]
    protection.hold_review_conferences(protected, review, ends)
    protection.write(protected)
    return protected


def _opening(further: Mapping[str, Any]) -> list[Open]:
    return [Open(number, int(size)) for size, number in further["opening_families"].items()]


def _initial(in_time: int, held: int, plans: int, share: int) -> list[Initial]:
    """The initial conferences of a month: most make plans, for so many children together."""
    with_plans = min(held * share // 100, plans)
    outcomes = [["plan"] * size for size in evenly(plans, with_plans)] + [["no_plan"]] * (held - with_plans)
    return [
        Initial(of_one, Late("notified_late") if place < held - in_time else None)
        for place, of_one in enumerate(outcomes)
    ]


def _employ(made: Made, described: Mapping[str, Any], in_care: Care, protected: Protection) -> None:
    staff.employ(made, described["posts"])
    for column in ("sex", "ethnicity"):
        staff.describe(made, column, described[column])
    officers = [worker.worker_id for worker in made.record.workers if worker.role == "reviewing_officer"]
    staff.allocate(made, "reviewing_officer", officers, ((each.key, each) for each in in_care.courses))
    staff.allocate(made, "conference_chair", officers, protected.children())


def _disputes(made: Made, described: Mapping[str, Any], brought_forward: int, children: Sequence[str]) -> None:
    matters = [
        Matter("care", stages, None if reason == "not_recorded" else reason, is_formal=len(stages) > 1)
        for stages in (("informal",), ("informal", "formal"))
        for reason, number in described[stages[-1]].items()
        for _ in range(number)
    ]
    raise_disputes(made, matters, children, "D")
    bring_forward(made, [Matter("care", ("informal",), "outstanding_actions")] * brought_forward, children, "D")


def _survey(made: Made, counts: Mapping[str, Sequence[int]], returned_in: date) -> None:
    dice = made.dice("survey")
    responses = counts["always"][1]
    offered = {"always": counts["always"][0], "sometimes": counts["sometimes"][0]}
    answers = {
        "offered_to_meet": voice.shuffled(offered, responses, dice, "never"),
        "prepare_by_meeting": _yes_or_no(counts["prepare by meeting"], responses, dice),
        "asked_whom": _yes_or_no(counts["asked whom"], responses, dice),
        "asked_to_chair": _yes_or_no(counts["asked to chair"], responses, dice),
        "makes_a_difference": _scores(counts["score sum"][0], responses, dice),
    }
    days = [returned_in.replace(day=2 + dice.randrange(20)) for _ in range(responses)]
    voice.return_surveys(made, "children_11_to_17", "child", sorted(days), answers)


def _yes_or_no(counts: Sequence[int], responses: int, dice: Random) -> list[str | None]:
    """So many yes of those who answered; the rest left it blank."""
    yes, answered = counts
    return voice.shuffled({"yes": yes, "no": answered - yes}, responses, dice)


def _scores(total: int, responses: int, dice: Random) -> list[str]:
    """Marks out of ten with this sum, some higher and some lower."""
    marks = evenly(total, responses)
    for place in range(0, responses - 1, 2):
        apart = dice.randrange(0, min(marks[place], 11 - marks[place + 1]))
        marks[place], marks[place + 1] = marks[place] - apart, marks[place + 1] + apart
    return [str(mark) for mark in marks]


def _event(made: Made, described: Mapping[str, Any]) -> None:
    made.record.engagements.append(Engagement("E1", described["held_on"], "joint_event", "children_in_care_council"))
    made.record.engagement_attendances.extend(
        EngagementAttendance("E1", person, described[person]) for person in ("child", "reviewing_officer")
    )


def _last_year(made: Made, counts: Mapping[str, Any], further: Mapping[str, Any]) -> Record:
    """The year before: how many children there were at its end, disputes, advocacy and visitors."""
    before = made.earlier(1)
    no_one: list[list[Any]] = [[] for _ in before.months]
    in_care = care.children_in_care(before, counts["DUD-TAB-01 Total CIC"]["opening"], no_one, no_one)
    care.write(in_care)
    protected = Protection(before)
    protection.open_families(protected, _opening(further))
    protection.write(protected)
    children = in_care.at_end
    _earlier_disputes(before, further["disputes"]["earlier"]["last_year"], children)
    described = further["advocacy"]["last_year"]
    voice.refer_for_advocacy(before, children, described["referred_by"], described["issues"])
    voice.match_visitors(before, children, further["visitors"]["matched_last_year"], 0, 0)
    return before.finished()


def _year_before(made: Made, described: Mapping[str, Any]) -> Record:
    """The year before that: disputes alone."""
    before = made.earlier(2)
    dice = before.dice("children")
    children = [before.child(date(2008, 1, 1), dice) for _ in range(60)]
    _earlier_disputes(before, described["earlier"]["year_before"], children)
    return before.finished()


def _earlier_disputes(before: Made, numbers: Mapping[str, int], children: Sequence[str]) -> None:
    matters = [Matter("care", ("informal",), "outstanding_actions")] * numbers["informal"]
    matters += [Matter("care", ("informal", "formal"), "outstanding_actions", is_formal=True)] * numbers["formal"]
    raise_disputes(before, matters, children, "D")
