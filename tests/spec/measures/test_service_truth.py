"""The measures on the service's own work against what was meant when a fictional authority was made."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handrail.fictional.authority import make
from handrail.fictional.write import write
from handrail.measures.definitions import Measure, all_measures, measure
from handrail.measures.engine import Engine, measure_all
from handrail.measures.figures import Figure
from handrail.measures.groups import NOT_RECORDED
from handrail.measures.periods import Period
from handrail.record.record import Record
from handrail.returns.load import load

Counts = dict[str, int]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, dict[str, Any]]:
    out: Path = tmp_path_factory.mktemp("authority")
    write(make(200, 7), out)
    return load([out / "record"]).record, json.loads((out / "truth.json").read_text(encoding="utf-8"))["service"]


def year(label: str) -> Period:
    first = int(label[:4])
    return Period(date(first, 4, 1), date(first + 1, 3, 31))


# Each line: measure, group, table of the truth, and the word the truth has for a value of the group ("" is the whole).
COUNTED: list[tuple[str, str, str, Callable[[str], str]]] = [
    ("conferences_held", "conference_kind", "conferences", lambda value: value),
    ("children_in_conferences", "conference_kind", "conferences", lambda value: f"children: {value}" if value else ""),
    ("meetings_stood_down", "reason", "stood_down", lambda value: value or "stood down"),
    ("meetings_stood_down_rebooked", "", "stood_down", lambda value: "rebooked"),
    ("children_in_meetings_stood_down", "", "stood_down", lambda value: "children"),
    ("contacts_offered", "outcome_word", "contacts", lambda value: value or "offered"),
    ("midway_reviews_held", "stream", "midway_reviews", lambda value: f"held: {value}" if value else "held"),
    ("disputes_brought_forward", "", "disputes", lambda value: "brought_forward"),
    ("disputes_raised", "stream", "disputes", lambda value: f"raised: {value}" if value else "raised"),
    ("disputes_closed", "outcome_word", "disputes", lambda value: f"closed: {value}" if value else "closed"),
    ("disputes_closed", "stage", "disputes", lambda value: f"closed at: {value}" if value else "closed"),
    (
        "disputes_open", "stream", "disputes",
        lambda value: f"open_at_the_end: {value}" if value else "open_at_the_end",
    ),
    ("dispute_reasons_given", "reason", "dispute_reasons", lambda value: value),
    ("ratings_given", "colour", "ratings", lambda value: value),
    ("ratings_answered", "colour", "ratings", lambda value: f"replied: {value}" if value else ""),
    ("praise_given", "reason", "praises", lambda value: value or "given"),
    ("praise_received", "source", "praises", lambda value: f"received from: {value}" if value else "received"),
    ("surveys_returned", "form", "surveys", lambda value: f"returned: {value}" if value else ""),
    ("audits_made", "theme", "audits", lambda value: value or "audits"),
    ("audits_made", "grade", "audits", lambda value: f"grade: {value}" if value else "audits"),
    ("children_audited", "", "audits", lambda value: "distinct children: any theme"),
    ("children_audited_by_theme", "theme", "audits", lambda value: f"distinct children: {value}" if value else ""),
    ("advocacy_referrals", "issue", "advocacy", lambda value: f"issue: {value}" if value else "referred"),
    ("advocacy_taken_up", "", "advocacy", lambda value: "consented"),
    ("visitors_matched", "", "independent_visitors", lambda value: "matched"),
    ("visitors_declined", "", "independent_visitors", lambda value: "declined"),
    ("carers_approved", "", "carers", lambda value: "approved_at_the_end"),
    ("carer_reviews_held", "kind_of_review", "carer_reviews", lambda value: f"kind: {value}" if value else "held"),
    ("staff_in_post", "role", "workers", lambda value: f"people_at_the_end: {value}" if value else ""),
    ("staff_fte_percent", "role", "workers", lambda value: f"fte_percent_at_the_end: {value}" if value else ""),
    ("staff_left", "", "workers", lambda value: "left"),
    ("staff_started", "", "workers", lambda value: "came"),
    ("officers_in_post", "role", "workers", lambda value: f"people_at_the_end: {value}" if value else ""),
    ("reviews_chaired_by_child", "", "attendances", lambda value: "chaired by the child"),
    ("children_asked_to_chair", "", "attendances", lambda value: "asked to chair"),
    ("documents_finished", "document", "documents", lambda value: f"finished: {value}" if value else ""),
    ("documents_returned", "document", "documents", lambda value: f"returned: {value}" if value else ""),
    ("documents_up_to_date", "document", "documents", lambda value: f"up to date: {value}" if value else ""),
    ("care_plans_up_to_date", "", "documents", lambda value: "up to date: care_plan"),
    ("digital_views_given", "tool", "digital_views", lambda value: value),
    ("disputes_raised", "", "disputes", lambda value: "raised"),
    ("dispute_days", "", "disputes", lambda value: "days_to_close"),
    ("audits_made", "kind_of_audit", "audits", lambda value: f"kind: {value}" if value else ""),
    ("audits_with_feedback", "", "audits", lambda value: "feedback asked"),
    ("advocacy_issues", "issue", "advocacy_issues", lambda value: value or "issues"),
    ("surveys_returned", "about", "surveys", lambda value: f"about: {value}" if value else ""),
    ("surveys_returned", "channel", "surveys", lambda value: f"channel: {value}" if value else ""),
    ("secure_placements_begun", "", "secure_placements", lambda value: "began"),
    ("allegations_referred", "sector", "allegations", lambda value: f"sector: {value}" if value else "referred"),
    ("allegations_accepted", "", "allegations", lambda value: "accepted"),
    ("allegations_resolved", "outcome_word", "allegations", lambda value: f"outcome: {value}" if value else "resolved"),
    ("posts", "role", "posts", lambda value: f"posts: {value}" if value else ""),
    ("posts_vacant", "role", "posts", lambda value: f"vacant: {value}" if value else ""),
    ("staff_events_held", "staff_event", "staff_events", lambda value: value),
    ("staff_events_held", "topic", "staff_events", lambda value: f"training: {value}" if value else ""),
    ("training_days", "", "staff_events", lambda value: "days"),
    ("engagements_held", "kind_of_event", "engagements", lambda value: value or "held"),
    ("people_at_events", "person", "engagements", lambda value: f"came: {value}" if value else ""),
    ("priority_actions", "", "plan_items", lambda value: "items"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "group", "table", "word"), COUNTED, ids=lambda each: each if str(each) == each else ""
)
def test_a_figure_is_what_was_meant(
    made: tuple[Record, dict[str, Any]], name: str, group: str, table: str, word: Callable[[str], str]
) -> None:
    record, truth = made
    labels = list(truth)
    groups = [group] if group else []
    found = measure_all(record, [measure(name)], [year(label) for label in labels], {}, groups)
    assert any(figure.numerator for figure in found)
    for figure in found:
        meant = word(figure.group.get(group, ""))
        if meant and NOT_RECORDED not in figure.group.values():
            told: Counts = truth[f"{figure.period_from.year}-{figure.period_to.year % 100}"].get(table, {})
            assert figure.numerator == told.get(meant, 0), f"{meant} {figure.period_from}"


def test_each_question_s_answers_and_blanks_are_what_was_meant(made: tuple[Record, dict[str, Any]]) -> None:
    record, truth = made
    (label, tables), *_ = list(truth.items())[-1:]
    groups = ["form", "question", "answer"]
    found = [each for each in measure_all(record, [measure("survey_answers")], [year(label)], {}, groups) if each.group]
    assert {", ".join(list(each.group.values())[:2]) for each in found}
    for each in found:
        form, question, answer = each.group.values()
        told = tables["survey_answers"].get(f"{form}, {question}: {answer.replace(NOT_RECORDED, 'left blank')}", 0)
        assert told == (each.not_recorded if answer == NOT_RECORDED else each.numerator)


def test_reviews_of_carers_in_time_and_late(made: tuple[Record, dict[str, Any]]) -> None:
    """What cannot be judged, because the review before is not in the data, is all that may lie between the two."""
    record, truth = made
    for label, tables in truth.items():
        (found,) = measure_all(record, [measure("carer_reviews_held_on_time")], [year(label)], {})
        meant, unseen = tables["carer_reviews"], found.not_assessable or 0
        late = (found.denominator or 0) - (found.numerator or 0)
        assert (found.denominator or 0) + unseen == meant["held"]
        assert meant.get("late", 0) - unseen <= late <= meant.get("late", 0)
    assert unseen == 0, "in the last year the review before is always in the data"


def test_contacts_are_held_by_the_day_they_spoke(made: tuple[Record, dict[str, Any]]) -> None:
    record, truth = made
    groups = ["how", "purpose"]
    for label, tables in truth.items():
        found = measure_all(record, [measure("contacts_held")], [year(label)], {}, groups)[1:]
        told = {word: count for word, count in tables["contacts"].items() if word.startswith("held by ")}
        assert {"held by {}: {}".format(*each.group.values()): each.numerator for each in found} == told


def test_why_children_were_absent(made: tuple[Record, dict[str, Any]]) -> None:
    record, truth = made
    groups = ["meeting", "reason"]
    for label, tables in truth.items():
        found = measure_all(record, [measure("child_absences")], [year(label)], {}, groups)[1:]
        told = {word: count for word, count in tables["attendances"].items() if "child absent" in word}
        assert {"{}, child absent: {}".format(*each.group.values()): each.numerator for each in found} == told


def test_plans_owed_are_those_meant(made: tuple[Record, dict[str, Any]]) -> None:
    record, truth = made
    for label, tables in truth.items():
        found = measure_all(record, [measure("documents_up_to_date")], [year(label)], {}, ["document"])[1:]
        for each in found:
            kind = each.group["document"]
            assert each.denominator == tables["documents"][f"owed: {kind}"]


def test_reports_by_agency_came_in_time_late_or_never(made: tuple[Record, dict[str, Any]]) -> None:
    """Schools, health and police have a day in the record; the social worker's is the clock's, for reviews."""
    record, truth = made
    for label, tables in truth.items():
        told = tables["meeting_reports"]
        for name, words in (("reports_received", ("in_time", "late")), ("reports_received_in_time", ("in_time",))):
            found = measure_all(record, [measure(name)], [year(label)], {}, ["meeting", "agency"])[1:]
            for each in found:
                meeting, agency = each.group.values()
                assert each.numerator == sum(told.get(f"{meeting}, {agency}: {word}", 0) for word in words)


def test_records_sent_in_time_are_those_not_meant_to_be_late(made: tuple[Record, dict[str, Any]]) -> None:
    """A record meant in time was finished within fifteen working days and sent within five more."""
    record, truth = made
    for label, tables in truth.items():
        told = tables["meeting_records"]
        (found,) = measure_all(record, [measure("records_sent_in_time")], [year(label)], {})
        unsent = found.not_assessable or 0
        assert told["in_time"] - unsent <= (found.numerator or 0) <= told["in_time"]
        assert (found.denominator or 0) + unsent == told["in_time"] + told["late"]


def test_late_secure_reviews_are_those_meant(made: tuple[Record, dict[str, Any]]) -> None:
    record, truth = made
    labels = list(truth)
    whole = Period(year(labels[0]).first, year(labels[-1]).last)
    (found,) = measure_all(record, [measure("secure_reviews_in_time")], [whole], {})
    meant = [
        sum(truth[label].get("secure_reviews", {}).get(word, 0) for label in labels) for word in ("in_time", "late")
    ]
    assert meant[0] > 0
    assert 0 <= meant[0] - (found.numerator or 0) <= 2, "one held early may fall due after the data"
    assert (found.denominator or 0) - (found.numerator or 0) >= meant[1]


WHERE = {("20 miles or less", "in the area"): "near, in", ("20 miles or less", "outside the area"): "near, out",
    ("more than 20 miles", "in the area"): "far, in", ("more than 20 miles", "outside the area"): "far, out",
    (NOT_RECORDED, NOT_RECORDED): "not recorded"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "groups", "word"),
    [
        ("looked_after_children", ["distance_band", "in_area"], "now"),
        ("periods_of_care_started", ["distance_band_at_start", "in_area_at_start"], "first"),
    ],
)
def test_where_children_are_placed_first_and_now(
    made: tuple[Record, dict[str, Any]], name: str, groups: list[str], word: str
) -> None:
    record, truth = made
    for label, tables in truth.items():
        figures = [each for each in measure_all(record, [measure(name)], [year(label)], {}, groups) if each.group]
        found = {WHERE[tuple(each.group.values())]: each.numerator for each in figures}  # type: ignore[index]
        told = {key.removeprefix(f"{word}: "): n for key, n in tables["placements"].items() if key.startswith(word)}
        assert found == told


def test_what_conferences_decided_and_which_were_late(made: tuple[Record, dict[str, Any]]) -> None:
    """Blank outcomes are told by the plan that began, ended or went on that day: only one of no plan stays blank."""
    record, truth = made
    for label, tables in truth.items():
        period, told = [year(label)], tables["conference_children"]
        groups = ["conference_kind", "outcome_word"]
        found = measure_all(record, [measure("conference_outcomes")], period, {}, groups)[1:]
        for each in found:
            kind, outcome = each.group.values()
            meant, blank = told.get(f"{kind}: {outcome}", 0), told.get(f"{kind}: not recorded", 0)
            counted = (each.not_recorded if outcome == NOT_RECORDED else each.numerator) or 0
            low, high = (0, blank) if outcome == NOT_RECORDED else (meant, meant + blank)
            assert low <= counted <= high
        (led,) = measure_all(record, [measure("icpc_led_to_plan")], period, {})
        initial = sum(count for word, count in told.items() if word.startswith(("initial", "transfer_in")))
        assert led.denominator == initial


def test_late_conferences_and_the_children_in_them(made: tuple[Record, dict[str, Any]]) -> None:
    """In the last year the conference before is always in the data, so that every late one is known to be."""
    record, truth = made
    label, tables = list(truth.items())[-1]
    told = tables["conferences"]
    names = ("conferences_late", "children_in_late_conferences")
    for name, words in zip(names, ("late", "children in late"), strict=True):
        found = measure_all(record, [measure(name)], [year(label)], {}, ["conference_kind"])[1:]
        kinds = {each.group["conference_kind"]: each.numerator for each in found}
        assert kinds == {kind: told[f"{words}: {kind}"] for kind in kinds}
        assert set(kinds) == {kind for kind in ("initial", "review") if f"{words}: {kind}" in told}
    reasons = measure_all(record, [measure("conferences_late")], [year(label)], {}, ["conference_kind", "reason"])[1:]
    for each in reasons:
        assert each.numerator == told.get("late: {}, {}".format(*each.group.values()), 0)


LAST = slice(-1, None)


@pytest.fixture(scope="module")
def plain(made: tuple[Record, dict[str, Any]]) -> dict[str, Figure]:
    record, truth = made
    periods = [year(label) for label in list(truth)[LAST]]
    return {figure.measure: figure for figure in measure_all(record, list(all_measures().values()), periods, {})}


@pytest.mark.parametrize("name", all_measures())
def test_the_groups_and_the_rows_add_up_to_the_figure_which_stays_as_it_was(
    made: tuple[Record, dict[str, Any]], plain: dict[str, Figure], name: str
) -> None:
    record, truth = made
    wanted: Measure = measure(name)
    engine = Engine(record, [year(label) for label in list(truth)[LAST]], {}, [wanted], wanted.groups)
    whole, *groups = engine.figures(wanted)
    assert whole == plain[name]
    for part in ("numerator", "denominator", "not_assessable", "not_recorded"):
        assert not wanted.groups or sum(getattr(each, part) or 0 for each in groups) == (getattr(whole, part) or 0)
    if wanted.amount is None:
        counted = (whole.numerator if whole.denominator is None else whole.denominator) or 0
        assert len(engine.rows(wanted)) == counted + (whole.not_assessable or 0) + (whole.not_recorded or 0)
