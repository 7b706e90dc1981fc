"""The service's work in the record is what the truth says, counted again from the files by other means."""

import csv
import json
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from handrail.fictional.authority import make
from handrail.fictional.write import write
from handrail.record.schema import TABLES
from handrail.returns.load import load


@pytest.fixture(scope="module", params=[(1, 3), (2, 6)], ids="seed, years {}".format)
def made(request, tmp_path_factory):
    seed, years = request.param
    out = tmp_path_factory.mktemp("authority")
    write(make(400, seed, years=years), out)
    return out, json.loads((out / "truth.json").read_text(encoding="utf-8"))["service"]


def rows(out, table):
    with (out / f"record/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def year_of(text):
    if not text:
        return None
    day = date.fromisoformat(text)
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return f"{first}-{first % 100 + 1}"


def told(truth, table, *words):
    """What the truth says of these words, by year and word, noughts left out."""
    return {
        (year, word): count
        for year, tables in truth.items()
        for word, count in tables.get(table, {}).items()
        if word in words
    }


# Each line: table, the date its rows are counted by, and the words a row is counted under.
COUNTED = {
    "contacts": ("offered_on", lambda row: [row["outcome"], f"{row['purpose']}: {row['outcome']}"]),
    "midway_reviews": (
        "held_on",
        lambda row: ["held", f"held: {row['stream']}", f"{row['stream']}: {row['progress']}"],
    ),
    "events": ("happened_on", lambda row: [row["kind"]]),
    "ratings": ("rated_on", lambda row: [row["colour"], f"{row['stream']}: {row['colour']}"]),
    "praises": (
        "given_on",
        lambda row: (
            ["given", f"given: {row['stream']}", row["reason"]]
            if row["direction"] == "given"
            else ["received", f"received from: {row['source']}"]
        ),
    ),
    "audits": ("audited_on", lambda row: [row["theme"], f"grade: {row['grade']}", f"kind: {row['kind']}"]),
    "carer_reviews": ("held_on", lambda row: ["held", f"kind: {row['kind']}"]),
    "advocacy": ("referred_on", lambda row: ["referred", f"issue: {row['issue']}"]),
    "independent_visitors": ("asked_on", lambda row: ["asked", "declined" if row["declined"] == "true" else "wanted"]),
    "attendances": ("meeting_on", lambda row: [f"{row['meeting']}: {row['person']} {row['took_part']}"]),
    "late_reasons": ("meeting_on", lambda row: [f"{row['meeting']}: {row['reason']}"]),
    "secure_placements": ("began_on", lambda row: ["began"]),
    "allocations": ("started_on", lambda row: ["begun", f"begun: {row['role']}"]),
    "dispute_stages": ("started_on", lambda row: [f"begun: {row['stage']}"]),
    "conferences": (
        "held_on",
        lambda row: [
            row["kind"],
            *([f"late: {row['kind']}, {row['late_reason']}"] if row["late_reason"] else []),
        ],
    ),
    "stood_down": (
        "planned_on",
        lambda row: ["stood down", row["reason"], "rebooked" if row["rebooked_on"] else "not rebooked"],
    ),
    "advocacy_issues": ("referred_on", lambda row: ["issues", row["issue"]]),
    "digital_views": ("given_on", lambda row: [row["tool"], f"for a review: {row['for_review'].title()}"]),
    "staff_events": (
        "held_on",
        lambda row: [row["kind"], *([f"{row['kind']}: {row['topic']}"] if row["topic"] else [])],
    ),
    "engagements": ("held_on", lambda row: ["held", row["kind"]]),
}


@pytest.mark.parametrize("table", COUNTED)
def test_each_table_holds_what_was_meant(made, table):
    out, truth = made
    dated_by, words_of = COUNTED[table]
    found = Counter((year_of(row[dated_by]), word) for row in rows(out, table) for word in words_of(row))
    found = Counter({key: count for key, count in found.items() if key[0] in truth})
    words = {word for _, word in found}
    assert found
    assert told(truth, table, *words) == found


def test_raised_and_brought_forward_are_closed_and_open_in_every_year(made):
    out, truth = made
    disputes, before = rows(out, "disputes"), None
    for year, tables in truth.items():
        counts = Counter(tables["disputes"])
        assert counts["raised"] + counts["brought_forward"] == counts["closed"] + counts["open_at_the_end"]
        assert counts["raised"] == sum(year_of(row["raised_on"]) == year for row in disputes)
        assert counts["closed"] == sum(year_of(row["closed_on"]) == year for row in disputes)
        for row in ("resolved", "withdrawn", "exhausted", "overtaken"):
            closed = sum(year_of(each["closed_on"]) == year and each["outcome"] == row for each in disputes)
            assert counts[f"closed: {row}"] == closed
        assert before is None or counts["brought_forward"] == before
        before = counts["open_at_the_end"]


def test_a_dispute_goes_through_its_stages_in_order_and_closes_at_the_last(made):
    out, _ = made
    stages = {}
    for row in rows(out, "dispute_stages"):
        stages.setdefault(row["dispute_id"], []).append(row)
    for dispute in rows(out, "disputes"):
        through = stages[dispute["dispute_id"]]
        assert through[0]["started_on"] == dispute["raised_on"]
        for before, after in pairwise(through):
            assert before["ended_on"] == after["started_on"]
        assert dispute["closed_on"] == through[-1]["ended_on"]
        assert dispute["closing_stage"] == (through[-1]["stage"] if dispute["closed_on"] else "")
        assert bool(dispute["outcome"]) == bool(dispute["closed_on"])


def test_questionnaires_come_back_with_the_answers_and_blanks_that_were_meant(made):
    out, truth = made
    surveys = {row["survey_id"]: row for row in rows(out, "surveys")}
    found = Counter()
    for answer in rows(out, "survey_answers"):
        survey = surveys[answer["survey_id"]]
        word = f"{survey['form']}, {answer['question']}: {answer['answer'] or 'left blank'}"
        found[year_of(survey["returned_on"]), word] += 1
    words = {word for _, word in found}
    assert any(word.endswith("left blank") for word in words)
    assert told(truth, "survey_answers", *words) == found
    for year, tables in truth.items():
        for form in {row["form"] for row in surveys.values()}:
            sent = [row for row in surveys.values() if row["form"] == form]
            assert tables["surveys"].get(f"sent: {form}", 0) == sum(year_of(row["sent_on"]) == year for row in sent)
            back = sum(year_of(row["returned_on"]) == year for row in sent)
            assert tables["surveys"].get(f"returned: {form}", 0) == back


def test_audits_count_each_child_once(made):
    out, truth = made
    for year, tables in truth.items():
        of_year = [row for row in rows(out, "audits") if year_of(row["audited_on"]) == year]
        assert tables["audits"]["distinct children: any theme"] == len({row["child_id"] for row in of_year})


def test_hours_of_those_in_post_at_the_end_of_a_year(made):
    out, truth = made
    for year, tables in truth.items():
        last = f"20{year[-2:]}-03-31"
        found = Counter()
        for row in rows(out, "workers"):
            if row["started_on"] <= last and (not row["ended_on"] or row["ended_on"] > last):
                found[row["role"]] += int(row["fte_percent"])
        for role, hours in found.items():
            assert tables["workers"][f"fte_percent_at_the_end: {role}"] == hours


def test_a_foster_household_is_reviewed_within_a_year_or_late(made):
    out, truth = made
    approved = {row["carer_id"]: row["approved_on"] for row in rows(out, "carers")}
    late, unknown, before = Counter(), Counter(), {}
    for row in sorted(rows(out, "carer_reviews"), key=lambda row: (row["carer_id"], row["held_on"])):
        year, held_on = year_of(row["held_on"]), row["held_on"]
        start = before.get(row["carer_id"]) or (approved[row["carer_id"]] if row["kind"] == "first" else None)
        before[row["carer_id"]] = held_on
        if start is None:
            unknown[year] += 1  # the review before it lies before the data
        else:
            late[year] += (int(held_on[:4]) - 1, held_on[5:]) > (int(start[:4]), start[5:])
    for year, tables in truth.items():
        reviews = tables["carer_reviews"]
        assert reviews["in_time"] + reviews.get("late", 0) == reviews["held"]
        assert late[year] <= reviews.get("late", 0) <= late[year] + unknown[year]
    assert sum(late.values()) > 0


def test_allegations_are_resolved_after_the_days_meant(made):
    out, truth = made
    days = Counter()
    for row in rows(out, "allegations"):
        if row["resolved_on"]:
            assert row["outcome"]
            apart = date.fromisoformat(row["resolved_on"]) - date.fromisoformat(row["accepted_on"])
            days[year_of(row["resolved_on"])] += apart.days
    assert {year: tables["allegations"]["days_from_acceptance"] for year, tables in truth.items()} == {
        year: count for year, count in days.items() if year in truth
    }


def test_nobody_has_two_officers_of_one_kind_at_a_time(made):
    out, _ = made
    until = {}
    for row in sorted(rows(out, "allocations"), key=lambda row: (row["child_id"], row["role"], row["started_on"])):
        key = (row["child_id"], row["role"])
        if key in until:
            assert until[key] != ""
            assert until[key] <= row["started_on"]
        until[key] = row["ended_on"]


def test_a_conference_decides_for_each_child_and_names_one_reason(made):
    out, truth = made
    conferences = {row["conference_id"]: row for row in rows(out, "conferences")}
    found = Counter()
    for row in rows(out, "conference_children"):
        conference = conferences[row["conference_id"]]
        word = f"{conference['kind']}: {row['outcome'] or 'not recorded'}"
        found[year_of(conference["held_on"]), word] += 1
    words = {word for _, word in found}
    assert {"initial: plan", "initial: no_plan", "review: ended", "review: continued"} <= words
    assert told(truth, "conference_children", *words) == found
    assert all(row["one_meeting"] == "true" for row in conferences.values())
    reasons = {}
    for row in rows(out, "late_reasons"):
        if row["meeting"] == "conference":
            reasons.setdefault((row["child_id"], row["meeting_on"]), set()).add(row["reason"])
    for row in rows(out, "conference_children"):
        conference = conferences[row["conference_id"]]
        of_child = reasons.get((row["child_id"], conference["held_on"]), set())
        assert of_child <= {conference["late_reason"]} or conference["late_reason"] == ""


def test_where_children_are_placed_first_and_at_the_end_of_a_year(made):
    out, truth = made
    episodes = sorted(rows(out, "episodes"), key=lambda row: (row["child_id"], row["started_on"]))
    of_child = {}
    for row in episodes:
        if row["legal_status"] not in ("V3", "V4"):
            of_child.setdefault(row["child_id"], []).append(row)
    found = Counter()
    for row in rows(out, "periods_of_care"):
        if row["began_known"] == "true":
            (first,) = (each for each in of_child[row["child_id"]] if each["started_on"] == row["began_on"])
            found[year_of(row["began_on"]), f"first: {place(first)}"] += 1
    for year in truth:
        last = f"20{year[-2:]}-03-31"
        for child_episodes in of_child.values():
            now = [row for row in child_episodes if row["started_on"] <= last]
            if now and (not now[-1]["ended_on"] or now[-1]["ended_on"] > last):
                found[year, f"now: {place(now[-1])}"] += 1
    found = Counter({key: count for key, count in found.items() if key[0] in truth})
    words = {word for _, word in found}
    assert {"now: near, in", "now: far, out", "first: near, out"} <= words
    assert told(truth, "placements", *words) == found
    stayed = [
        (before, after)
        for child_episodes in of_child.values()
        for before, after in pairwise(child_episodes)
        if after["start_reason"] == "L" and before["ended_on"] == after["started_on"]
    ]
    assert all(place(before) == place(after) for before, after in stayed)


def place(row):
    if not row["distance_miles"]:
        return "not recorded"
    return f"{'far' if int(row['distance_miles']) > 20 else 'near'}, {'in' if row['in_area'] == 'true' else 'out'}"


def test_plans_owed_and_up_to_date_at_the_end_of_a_year(made):
    out, truth = made
    for year, tables in truth.items():
        last = f"20{year[-2:]}-03-31"
        for kind in ("care_plan", "personal_education_plan", "pathway_plan"):
            good = {
                row["child_id"]
                for row in rows(out, "documents")
                if row["kind"] == kind and row["finished_on"] and row["finished_on"] <= last <= row["until_on"]
            }
            owed, up_to_date = tables["documents"][f"owed: {kind}"], tables["documents"][f"up to date: {kind}"]
            assert 0.6 * owed < up_to_date <= min(owed, len(good))


def test_posts_are_filled_or_vacant(made):
    out, truth = made
    workers = rows(out, "workers")
    for year, tables in truth.items():
        last = f"20{year[-2:]}-03-31"
        filled = {
            row["post_id"]
            for row in workers
            if row["started_on"] <= last and (not row["ended_on"] or row["ended_on"] > last)
        }
        vacant = Counter(row["role"] for row in rows(out, "posts") if row["post_id"] not in filled)
        assert +Counter({role: tables["posts"].get(f"vacant: {role}", 0) for role in vacant}) == vacant


def test_the_plan_of_priorities_is_rated_to_the_end_of_its_year(made):
    out, truth = made
    latest = {}
    for row in sorted(rows(out, "plan_item_ratings"), key=lambda row: row["rated_on"]):
        latest[row["plan_item_id"]] = row["rating"]
    for year, tables in truth.items():
        found = Counter(latest[row["plan_item_id"]] for row in rows(out, "plan_items") if row["plan"] == year)
        assert {f"{year}: {rating}": count for rating, count in found.items()} == {
            word: count for word, count in tables["plan_items"].items() if word.startswith(year)
        }


def test_siblings_share_a_conference(made):
    out, _ = made
    together = Counter(row["conference_id"] for row in rows(out, "conference_children"))
    families = {row["child_id"]: row["family_id"] for row in rows(out, "family_groups")}
    assert max(together.values()) > 1
    for conference, count in together.items():
        if count > 1:
            children = {
                row["child_id"] for row in rows(out, "conference_children") if row["conference_id"] == conference
            }
            assert len({families[child] for child in children}) == 1
            break


def test_the_record_is_whole_every_link_leads_somewhere_and_nothing_is_refused(made):
    out, _ = made
    loaded = load([out / "record"])
    assert loaded.problems == []
    record = loaded.record
    for table in TABLES:
        found = getattr(record, table.name)
        keys = [tuple(getattr(row, field) for field in table.key) for row in found]
        assert len(keys) == len(set(keys)), table.name
        for link in table.links:
            targets = {tuple(getattr(row, field) for field in link.to) for row in getattr(record, link.table)}
            for row in found:
                named = tuple(getattr(row, field) for field in link.fields)
                assert None in named or named in targets, f"{table.name} names {named}"
