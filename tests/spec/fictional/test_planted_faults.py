"""Faults planted in what is handed over: every one is listed with what is true, and can be found where it was planted."""

import json
from collections import Counter

import pytest

from handrail.fictional.authority import make
from handrail.fictional.write import write
from handrail.returns.load import check, load
from handrail.returns.tracker import mapping
from handrail.timescales import findings, subjects, twin
from handrail.timescales.working_days import england

CALENDAR = england()
DUE_DATES = {
    "days_91_183", "inclusive_count", "ignores_bank_holidays", "runs_from_planned_date", "typed_by_hand", "unknown",
    "nothing_due", "flag_against_own_dates", "flag_differs",
}  # fmt: skip
NOTICED_BY = {  # each fault of a return, and the rule that finds it
    "missing_review_date": "903-166",
    "typed_by_hand_date": "903-166",
    "wrong_date_of_birth": "HR-LAC-7",
    "missing_participation": "903-167",
    "duplicate_review": "HR-LAC-2",
    "review_outside_care": "HR-LAC-1",
    "duplicate_review_conference": "HR-CP-2",
    "plan_ends_before_it_begins": "CIN-8925",
    "impossible_date": "CIN-DATE",
}


@pytest.fixture(scope="module", params=[1, 2], ids="seed {}".format)
def spoilt(request, tmp_path_factory):
    out = tmp_path_factory.mktemp("spoilt")
    write(make(500, request.param, years=6), out, faults=0.06)
    return out, json.loads((out / "faults.json").read_text(encoding="utf-8"))["faults"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    out = tmp_path_factory.mktemp("sound")
    write(make(500, 1, years=6), out)
    return out


def differences(paths, mappings=()):
    loaded = load(paths, mappings=mappings)
    return twin.reconcile(loaded.record, subjects.build(loaded.record), CALENDAR)


def row_of(found):
    return int(found.read_from.rpartition(":")[2])


def test_every_kind_is_planted_and_counted(spoilt):
    out, faults = spoilt
    told = json.loads((out / "faults.json").read_text(encoding="utf-8"))
    assert Counter(fault["kind"] for fault in faults) == told["kinds"]
    assert set(told["kinds"]) >= (DUE_DATES - {"ignores_bank_holidays"}) | set(NOTICED_BY)


def test_what_is_written_stands_in_the_row_that_is_named(spoilt):
    out, faults = spoilt
    lines = {}
    for fault in faults:
        file = fault["file"]
        lines.setdefault(file, (out / file).read_text(encoding="utf-8").splitlines())
        line = lines[file][fault["row"] - 1]
        if file.startswith("cin/"):
            assert fault["written"] in line
            assert fault["field"] in line
        else:
            assert fault["child"] in line
            if file.startswith(("ssda903/", "ssd/")):
                assert fault["written"] in line.split(",")


def test_a_sound_extract_and_tracker_agree_with_the_ledger(sound):
    for paths, mappings in (
        ([sound / "ssd"], ()),
        ([sound / "ssda903", sound / "tracker"], [mapping.confirmed(sound / "tracker/mapping.toml")]),
    ):
        found = differences(paths, mappings)
        assert found.differences == []
        assert found.agreed > 800


def test_every_wrong_due_date_of_the_extract_is_found_and_named_and_none_is_invented(spoilt):
    out, faults = spoilt
    planted = {
        (fault["file"].rpartition("/")[2], fault["row"]): fault["kind"]
        for fault in faults
        if fault["file"][:4] == "ssd/"
    }
    found = {
        (each.read_from.rpartition(":")[0].rpartition("/")[2], row_of(each)): each.kind
        for each in differences([out / "ssd"]).differences
        if "s47_enquiry" not in each.read_from  # the same target again, as the enquiry it belongs to carries it
    }
    assert found == planted


def test_every_wrong_entry_of_the_tracker_is_found_and_named_and_none_is_invented(spoilt, sound):
    out, faults = spoilt
    planted = {fault["row"]: fault["kind"] for fault in faults if fault["file"] == "tracker/reviews.csv"}
    years = sorted((out / "ssda903").iterdir())
    clean = write_clean_returns(out, years)
    found = differences([clean, out / "tracker"], [mapping.confirmed(out / "tracker/mapping.toml")])
    assert {row_of(each): each.kind for each in found.differences} == planted


def write_clean_returns(out, years):
    """The same authority's returns without faults, as a record cannot be loaded beside a tracker."""
    clean = out.parent / f"{out.name}-clean"
    if not clean.is_dir():
        seed = json.loads((out / "truth.json").read_text(encoding="utf-8"))["seed"]
        write(make(500, seed, years=len(years)), clean)
    return clean / "ssda903"


def test_a_system_that_counts_91_and_183_days_differs_in_that_and_nothing_else(tmp_path):
    write(make(300, 4), tmp_path, due_dates="days_91_183")
    found = differences([tmp_path / "ssd"])
    assert set(found.by_kind) == {twin.DAYS_91_183}
    assert found.by_kind[twin.DAYS_91_183] > 100


def test_every_fault_of_the_returns_is_noticed_by_the_rule_for_it(spoilt):
    out, faults = spoilt
    loaded = load([out / "ssda903", out / "cin"])
    rows = subjects.build(loaded.record, calendar=CALENDAR)
    problems = [*loaded.problems, *check(loaded, CALENDAR.before), *findings.find(loaded.record, rows, CALENDAR)]
    noticed = {(problem.rule, problem.child) for problem in problems}
    for fault in faults:
        if fault["file"].startswith(("ssda903/", "cin/")):
            assert (NOTICED_BY[fault["kind"]], fault["child"]) in noticed, fault


def test_the_record_and_the_truth_hold_no_fault(spoilt):
    out, _ = spoilt
    clean = write_clean_returns(out, sorted((out / "ssda903").iterdir())).parent
    for name in ("truth.json", "record/reviews.csv", "record/children.csv", "record/plans.csv", "annex_a/annex_a.xlsx"):
        assert (out / name).read_bytes() == (clean / name).read_bytes()


def test_the_same_seed_and_rate_plant_the_same_faults(tmp_path):
    for name in ("once", "again"):
        write(make(120, 9), tmp_path / name, faults=0.1)
    assert (tmp_path / "once/faults.json").read_bytes() == (tmp_path / "again/faults.json").read_bytes()


@pytest.mark.parametrize("rate", [-0.1, 1.5])
def test_a_rate_is_a_share(rate, tmp_path):
    with pytest.raises(ValueError, match="between 0 and 1"):
        write(make(60, 1), tmp_path, faults=rate)
    assert not list(tmp_path.iterdir())
