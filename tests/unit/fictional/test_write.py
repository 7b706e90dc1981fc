import csv
import json
import re
from collections import Counter
from datetime import date, datetime
from xml.etree import ElementTree

import pytest

from handrail.fictional.authority import make
from handrail.fictional.story import YEARS
from handrail.fictional.write import write

YEAR_NAMES = ("2023-24", "2024-25", "2025-26")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    write(make(300, 5), folder)
    return folder


def rows(out, year, name):
    with (out / "ssda903" / year / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def census(out, year):
    return ElementTree.parse(out / "cin" / f"CIN_{year}.xml").getroot()


def uk(text):
    return datetime.strptime(text, "%d/%m/%Y").date()


def all_bytes(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    write(make(80, 3), tmp_path / "once")
    write(make(80, 3), tmp_path / "again")
    assert all_bytes(tmp_path / "once") == all_bytes(tmp_path / "again")


def test_it_says_what_was_written(tmp_path):
    said = write(make(80, 3), tmp_path)
    assert len(said) == 11
    assert re.fullmatch(r"ssda903/2023-24: \d+ children, \d+ episodes, \d+ reviews", said[0])


def test_three_sets_three_censuses_the_extracts_a_record_and_the_truth(out):
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {f"ssda903/{year}/{name}.csv" for year in YEAR_NAMES for name in ("header", "episodes", "reviews")} < names
    assert {f"cin/CIN_{year}.xml" for year in YEAR_NAMES} < names
    assert {"truth.json", "record/datapackage.json", "record/periods_of_care.csv", "record/disputes.csv"} < names
    assert {"annex_a/annex_a.xlsx", "ssd/ssd_cla_reviews.csv", "tracker/reviews.csv", "tracker/mapping.toml"} < names
    assert "faults.json" not in names


@pytest.mark.parametrize("year", YEARS, ids=YEAR_NAMES)
def test_a_set_holds_everyone_looked_after_in_the_year_and_nothing_after_it(out, year):
    children = [row["CHILD"] for row in rows(out, year.name, "header")]
    episodes = rows(out, year.name, "episodes")
    assert len(children) == len(set(children))
    assert set(children) == {row["CHILD"] for row in episodes}
    for row in episodes:
        assert uk(row["DECOM"]) <= year.last_day
        assert bool(row["DEC"]) == bool(row["REC"])
        assert not row["DEC"] or year.first_day <= uk(row["DEC"]) <= year.last_day
    for row in rows(out, year.name, "reviews"):
        assert year.first_day <= uk(row["REVIEW"]) <= year.last_day
        assert row["CHILD"] in children
        assert re.fullmatch("PN[0-7]", row["REVIEW_CODE"])


def test_an_episode_carried_over_is_repeated_with_the_same_start(out):
    before = {(row["CHILD"], row["DECOM"]) for row in rows(out, "2023-24", "episodes") if not row["DEC"]}
    after = {(row["CHILD"], row["DECOM"]) for row in rows(out, "2024-25", "episodes")}
    assert before
    assert before <= after


def test_codes_are_those_of_their_year(out):
    assert {row["SEX"] for row in rows(out, "2023-24", "header")} == {"1", "2"}
    assert {row["SEX"] for row in rows(out, "2024-25", "header")} == {"M", "F"}
    assert "K3" not in {row["PLACE"] for row in rows(out, "2023-24", "episodes")}
    assert "H5" not in {row["PLACE"] for row in rows(out, "2024-25", "episodes")}


def test_each_chain_begins_with_s_and_goes_on_the_day_the_last_ceased(out):
    for year in YEAR_NAMES:
        ended = {(row["CHILD"], row["DEC"]) for row in rows(out, year, "episodes") if row["REC"] == "X1"}
        for row in rows(out, year, "episodes"):
            continues = (row["CHILD"], row["DECOM"]) in ended
            in_year = uk(row["DECOM"]) > YEARS[YEAR_NAMES.index(year)].first_day
            assert not (continues and row["RNE"] == "S")
            assert not (in_year and not continues and row["RNE"] != "S")


@pytest.mark.parametrize("year", YEARS, ids=YEAR_NAMES)
def test_a_census_holds_what_belongs_to_its_year(out, year):
    root = census(out, year.name)
    assert root.findtext("Header/CollectionDetails/ReferenceDate") == year.last_day.isoformat()

    def days(path):
        return [date.fromisoformat(found.text) for found in root.iterfind(f".//{path}")]

    for path in ("DateOfInitialCPC", "CPPreviewDate", "CPPendDate", "CINclosureDate"):
        assert days(path)
        assert all(year.first_day <= day <= year.last_day for day in days(path))
    started = [day for day in days("CPPstartDate") if day >= year.first_day]
    assert len(started) <= len(days("DateOfInitialCPC"))
    for plan in root.iterfind(".//ChildProtectionPlans"):
        begun, ended = plan.findtext("CPPstartDate"), plan.findtext("CPPendDate")
        assert begun <= year.last_day.isoformat()
        assert ended is None or begun < ended
        assert all(begun < review.text for review in plan.iterfind("Reviews/CPPreviewDate"))


def test_a_child_is_unborn_in_one_census_and_born_in_the_next(out):
    expected = {
        child.findtext("ChildIdentifiers/LAchildID")
        for year in YEAR_NAMES[:2]
        for child in census(out, year).iterfind("Children/Child")
        if child.find("ChildIdentifiers/ExpectedPersonBirthDate") is not None
    }
    born = {
        child.findtext("ChildIdentifiers/LAchildID")
        for year in YEAR_NAMES[1:]
        for child in census(out, year).iterfind("Children/Child")
        if child.find("ChildIdentifiers/PersonBirthDate") is not None
    }
    assert expected & born


def test_a_transfer_in_has_its_conference_outside_any_enquiry(out):
    found = [
        details
        for year in YEAR_NAMES
        for details in census(out, year).iterfind(".//CINdetails")
        if details.find("DateOfInitialCPC") is not None
    ]
    assert found
    assert all(details.find("Section47") is None for details in found)


def test_the_truth_answers_every_measure_for_every_load(out):
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    assert (truth["seed"], truth["children"]) == (5, 300)
    assert Counter(load["load"] for load in truth["loads"]) == {"whole": 3, "alone": 3}
    for load in truth["loads"]:
        assert len(load["figures"]) == 18
        assert all((out / path).exists() for path in load["paths"])
        for figure in load["figures"]:
            assert figure["denominator"] is None or figure["numerator"] <= figure["denominator"]
