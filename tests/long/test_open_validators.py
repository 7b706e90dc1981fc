"""What we write, held against the validators that councils use, each run by the Python of its own environment."""

import json
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from tests.conftest import ROOT

from handrail.cli.main import main
from handrail.fictional.authority import make
from handrail.fictional.story import YEARS
from handrail.fictional.write import write as write_fictional

ENVIRONMENTS = ROOT / ".cache" / "validators"
REVIEW_RULES = ("166", "167", "399", "440", "441")
CONFERENCE_RULES = (
    "8841", "8842Q", "2883", "2884", "2885", "8615", "8675Q", "8715", "8740", "8870Q", "8875", "8840", "8925", "8935",
    "8940",
)  # fmt: skip
SEEDS = (3, 11, 1926)  # in the third, a conference came late and after the year ended
YEAR_NAMES = [year.name for year in YEARS]

pytestmark = pytest.mark.slow


def python(name: str) -> str:
    """The interpreter of one validator's environment; a machine without it skips, and says so."""
    for found in (ENVIRONMENTS / name / "bin" / "python", ENVIRONMENTS / name / "Scripts" / "python.exe"):
        if found.exists():
            return str(found)
    pytest.skip(
        f"SKIPPED LOUDLY: the open validator {name} was not tried; scripts/validators.py makes its environment."
    )


def judged(name: str, year: str, rules: tuple[str, ...], *files: Path) -> dict[str, dict[str, int]]:
    """What the validator found, after making sure that every rule asked for did run."""
    command = [python(name), str(Path(__file__).with_name(f"run_{name}.py")), year, ",".join(rules), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said["ran"]) == set(rules)
    assert said["failed"] == []
    return said


@pytest.fixture(scope="module", params=SEEDS, ids=[f"seed {seed}" for seed in SEEDS])
def authority(request, tmp_path_factory) -> Path:
    """A fictional authority, and in `back` what the command writes from its record."""
    out = tmp_path_factory.mktemp(f"authority-{request.param}")
    write_fictional(make(400, request.param), out)
    for year in YEAR_NAMES:
        back = ["--out", str(out / "back" / year), "--year", year]
        assert main(["write", "ssda903-reviews", str(out / "record"), *back]) == 0
        assert main(["write", "cin", str(out / "record"), *back, "--lea", "999"]) == 0
    return out


def census(out: Path, year: str) -> Path:
    return out / "back" / year / "xml" / f"CIN_{year}.xml"


def late_by_the_year_end(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """What our own check asks about the same file: of these rules, only 8675Q may ask about a fact and not a fault.

    An enquiry whose conference came late, and only after the year ended, is truly that; some authorities have one.
    """
    capsys.readouterr()
    main(["check", str(path), "--format", "json"])
    rules = [problem["rule"] for problem in json.loads(capsys.readouterr().out)]
    asked = {rule: rules.count(f"CIN-{rule}") for rule in CONFERENCE_RULES if f"CIN-{rule}" in rules}
    assert set(asked) <= {"8675Q"}
    return asked


def three_files(out: Path, year: str) -> list[Path]:
    given = out / "ssda903" / year
    return [given / "header.csv", given / "episodes.csv", out / "back" / year / "reviews.csv"]


@pytest.mark.parametrize("year", YEAR_NAMES)
def test_the_903_validator_finds_nothing_in_the_reviews_we_write(authority, year):
    said = judged("903", ending(year), REVIEW_RULES, *three_files(authority, year))
    assert said["rows"]["Reviews"] > 100
    assert said["found"] == {}


@pytest.mark.parametrize("year", YEAR_NAMES)
def test_the_cin_validator_finds_nothing_in_the_blocks_we_write(authority, year, capsys):
    path = census(authority, year)
    said = judged("cin", ending(year), CONFERENCE_RULES, path)
    assert said["rows"]["ChildProtectionPlans"] > 30
    assert said["rows"]["Section47"] > 20
    assert said["found"] == late_by_the_year_end(path, capsys)


@pytest.mark.parametrize("year", YEAR_NAMES)
def test_the_cin_validator_finds_nothing_in_any_review_of_a_plan(authority, year, tmp_path, capsys):
    """It reads the first date of each Reviews only, so each date is given a Reviews of its own."""
    tree = ElementTree.parse(census(authority, year))
    dates = 0
    for plan in tree.iter("ChildProtectionPlans"):
        for reviews in plan.findall("Reviews"):
            plan.remove(reviews)
            for day in reviews:
                ElementTree.SubElement(plan, "Reviews").append(day)
                dates += 1
    tree.write(tmp_path / "split.xml", encoding="utf-8", xml_declaration=True)
    said = judged("cin", ending(year), CONFERENCE_RULES, tmp_path / "split.xml")
    assert said["rows"]["Reviews"] == dates
    assert said["found"] == late_by_the_year_end(census(authority, year), capsys)


def test_the_903_validator_does_find_a_planted_fault(authority, tmp_path):
    """Or its silence would prove nothing."""
    header, episodes, reviews = three_files(authority, "2025-26")
    first, *rest = reviews.read_text().splitlines()[1:]
    spoilt = tmp_path / "reviews.csv"
    spoilt.write_text("\n".join(["CHILD,DOB,REVIEW,REVIEW_CODE", first.rpartition(",")[0] + ",PN8", *rest]) + "\n")
    assert judged("903", "2026", REVIEW_RULES, header, episodes, spoilt)["found"] == {"167": 1}


def test_the_cin_validator_does_find_planted_faults(authority, tmp_path):
    tree = ElementTree.parse(census(authority, "2025-26"))
    plan = next(plan for plan in tree.iter("ChildProtectionPlans") if plan.find("Reviews") is not None)
    plan.find("Reviews/CPPreviewDate").text = plan.findtext("CPPstartDate")
    for section in tree.iter("Section47"):
        for conference in section.findall("DateOfInitialCPC"):
            section.remove(conference)
    tree.write(tmp_path / "spoilt.xml")
    found = judged("cin", "2026", CONFERENCE_RULES, tmp_path / "spoilt.xml")["found"]
    assert {"8841", "2883", "2885", "8675Q"} <= set(found)


def ending(year: str) -> str:
    """The collection year as the validators name it: 2025-26 is 2026."""
    return str(int(year[:4]) + 1)
