"""Conferences as meetings beside children in conferences, what they decided, and those that were stood down."""

from datetime import date

from handrail.measures.definitions import measure, of_family
from handrail.measures.engine import measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.record.meeting_tables import StoodDown, StoodDownChild
from handrail.record.record import Record
from handrail.record.service_tables import LateReason
from handrail.record.tables import Child, Conference, ConferenceChild, Enquiry, Plan

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
ENQUIRY, IN_TIME, LATE = date(2024, 5, 7), date(2024, 5, 29), date(2024, 5, 30)
"""15 working days from Tuesday 7 May 2024 end on Wednesday 29 May: Monday 27 May is a bank holiday."""


def conferences(**whole: bool | None) -> Record:
    """Three conferences: two children in time, three late, and one child reviewed.

    | conference | children | held | due | verdict |
    |---|---|---|---|---|
    | a, initial | 1, 2 | 29 May | 29 May | in time |
    | b, initial | 3, 4, 5 | 30 May | 29 May for 3; 4 and 5 without an enquiry | late, for child 3 |
    | c, review | 1 | 29 August | 29 August | in time |
    """
    return Record(
        children=[Child(str(number), date(2016, 1, 1)) for number in range(1, 6)],
        protection_from=date(2023, 4, 1), protection_to=YEAR.last,
        enquiries=[Enquiry(child, ENQUIRY, conference_on=LATE if child == "3" else IN_TIME) for child in "123"],
        conferences=[
            Conference("a", "initial", IN_TIME, chair_id="w1", notified_on=date(2024, 5, 20), **whole),
            Conference("b", "initial", LATE, chair_id="w2", notified_on=date(2024, 5, 28), **whole),
            Conference("c", "review", date(2024, 8, 29), chair_id="w1", **whole),
        ],
        conference_children=[
            ConferenceChild("a", "1", ENQUIRY, outcome="plan"), ConferenceChild("a", "2", ENQUIRY, outcome="no_plan"),
            ConferenceChild("b", "3", ENQUIRY), ConferenceChild("b", "4"), ConferenceChild("b", "5", outcome="no_plan"),
            ConferenceChild("c", "1", None, IN_TIME),
        ],
        plans=[Plan("1", IN_TIME), Plan("3", LATE)],
        late_reasons=[LateReason("3", "conference", LATE, "late_notification")],
    )  # fmt: skip


def figure(record: Record, name: str) -> Figure:
    return measure_all(record, [measure(name)], [YEAR], {})[0]


def counts(record: Record, name: str) -> tuple[int | None, int | None, int | None]:
    found = figure(record, name)
    return found.numerator, found.denominator, found.not_assessable


def by(record: Record, name: str, *groups: str) -> dict[str, int | None]:
    found = measure_all(record, [measure(name)], [YEAR], {}, groups)[1:]
    return {", ".join(each.group.values()): each.numerator for each in found}


def test_conferences_and_children_in_them_are_counted_apart() -> None:
    """82 late conferences hold 161 children; the published table added them up as one (SUN-A-03)."""
    record = conferences(one_meeting=True)
    assert by(record, "conferences_held", "conference_kind") == {"initial": 2, "review": 1}
    assert by(record, "children_in_conferences", "conference_kind") == {"initial": 5, "review": 1}
    assert counts(record, "icpc_conferences_within_15_working_days") == (1, 2, 0)
    assert counts(record, "icpc_within_15_working_days")[:2] == (2, 5), "the national share counts children"
    assert counts(record, "rcpc_conferences_held_on_time") == (1, 1, 0)
    assert by(record, "conferences_late", "conference_kind", "reason") == {"initial, late_notification": 1}
    assert by(record, "children_in_late_conferences", "reason") == {"late_notification": 3}
    assert by(record, "conferences_held", "conference_chair") == {"w1": 2, "w2": 1}


def test_the_reason_of_the_conference_goes_before_those_of_its_children() -> None:
    record = conferences(one_meeting=True)
    record.late_reasons.append(LateReason("4", "conference", LATE, "missing_report"))
    assert by(record, "conferences_late", "reason") == {"several reasons": 1}
    record.late_reasons[0] = record.late_reasons[0]._replace(main=True)
    assert by(record, "conferences_late", "reason") == {"late_notification": 1}
    record.conferences[1] = record.conferences[1]._replace(late_reason="missing_report")
    assert by(record, "conferences_late", "reason") == {"missing_report": 1}
    record.late_reasons.clear()
    record.conferences[1] = record.conferences[1]._replace(late_reason=None)
    assert by(record, "conferences_late", "reason") == {"not recorded": 1}


def test_a_conference_is_judged_only_where_every_child_in_it_can_be() -> None:
    """Without the late child the other two of conference b have no enquiry: it cannot be judged, and is not in time."""
    record = conferences(one_meeting=True)
    record.conference_children = [each for each in record.conference_children if each.child_id != "3"]
    assert counts(record, "icpc_conferences_within_15_working_days") == (1, 1, 1)
    assert counts(record, "conferences_late")[0] == 0


def test_notice_is_in_working_days() -> None:
    """From 20 to 29 May lie six working days, from 28 to 30 May two."""
    record = conferences(one_meeting=True)
    assert by(record, "conferences_held", "notice") == {
        "fewer than 5 working days": 1, "5 working days or more": 1, "not recorded": 1,
    }  # fmt: skip
    assert by(record, "conferences_late", "notice") == {"fewer than 5 working days": 1}


def test_where_each_child_has_a_conference_of_its_own_conferences_are_not_measured() -> None:
    """The census does not say who shared one: nothing is better than children counted as conferences."""
    for record in (conferences(), conferences(one_meeting=False)):
        for each in of_family("conference_meetings"):
            found = figure(record, each.name)
            if each.tells:
                assert found.numerator is None
                assert "which children shared one" in (found.note or "")
            else:
                assert found.numerator is not None
    mixed = conferences(one_meeting=True)
    mixed.conferences[2] = mixed.conferences[2]._replace(one_meeting=None)
    assert figure(mixed, "conferences_held").numerator is None
    first_half = Period(YEAR.first, date(2024, 6, 30))
    assert measure_all(mixed, [measure("conferences_held")], [first_half], {})[0].numerator == 2


def test_what_conferences_decided() -> None:
    """A blank is told by a plan that began or went on; child 4 has neither outcome nor plan."""
    record = conferences(one_meeting=True)
    found = by(record, "conference_outcomes", "conference_kind", "outcome_word")
    assert found == {"initial, no_plan": 2, "initial, plan": 2, "initial, not recorded": 0, "review, continued": 1}
    assert figure(record, "conference_outcomes").not_recorded == 1
    assert counts(record, "icpc_led_to_plan")[:2] == (2, 5)
    record.plans[0] = record.plans[0]._replace(ended_on=date(2024, 8, 29))
    assert by(record, "conference_outcomes", "outcome_word")["ended"] == 1


def test_meetings_stood_down_and_the_children_they_were_about() -> None:
    record = Record(
        stood_down=[
            StoodDown("1", "conference", IN_TIME, "initial", IN_TIME, "late_notice", LATE),
            StoodDown("2", "review", IN_TIME, reason="missing_report"),
            StoodDown("3", "review", date(2024, 3, 1), reason="missing_report"),
        ],
        stood_down_children=[StoodDownChild("1", "1"), StoodDownChild("1", "2"), StoodDownChild("2", "3")],
    )
    assert by(record, "meetings_stood_down", "meeting", "reason") == {
        "conference, late_notice": 1, "review, missing_report": 1,
    }  # fmt: skip
    assert counts(record, "meetings_stood_down_rebooked")[:2] == (1, 2)
    assert by(record, "children_in_meetings_stood_down", "meeting") == {"conference": 2, "review": 1}
