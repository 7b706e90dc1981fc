"""What `check` says of late and overdue meetings is what the measures count."""

from datetime import date
from pathlib import Path

import pytest
from tests.builders import write_set

from handrail.measures.definitions import measure
from handrail.measures.engine import measure_all
from handrail.measures.periods import Period
from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns.load import load
from handrail.timescales import findings, subjects
from handrail.timescales.working_days import england

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
BORN = ["1,01/01/2015"]


def told(record: Record, rule: str) -> list[Problem]:
    found = findings.find(record, subjects.build(record), england())
    return [problem for problem in found if problem.rule == rule and problem.severity == "query"]


def counted(record: Record, name: str) -> tuple[int, int]:
    figure = measure_all(record, [measure(name)], [YEAR], {})[0]
    return figure.numerator or 0, figure.denominator or 0


def test_a_review_overdue_whichever_came_before_is_overdue(tmp_path: Path) -> None:
    """Care began in March 2024: review 1, due in April, or review 2, due in June, was owed, and none was held."""
    write_set(tmp_path, BORN, ["1,10/03/2024,S,C2,U6,,", "1,01/09/2024,P,C2,U7,,"], [])
    record = load([tmp_path]).record
    assert record.care_from == date(2024, 4, 1)
    (overdue,) = told(record, "HR-LAC-5")
    assert "at the latest" in overdue.message
    assert counted(record, "reviews_overdue")[0] == 1


def test_a_review_late_whichever_it_was_is_late(tmp_path: Path) -> None:
    episodes = ["1,10/03/2024,S,C2,U6,,", "1,01/09/2024,P,C2,U7,,"]
    write_set(tmp_path, BORN, episodes, ["1,01/01/2015,01/10/2024,PN1", "1,01/01/2015,20/12/2024,PN1"])
    record = load([tmp_path]).record
    assert [late.value for late in told(record, "HR-LAC-6")] == ["01/10/2024"]
    assert counted(record, "reviews_held_on_time") == (1, 2)


@pytest.mark.parametrize(("held", "late"), [("25/04/2024", 0), ("15/05/2024", 0), ("01/10/2024", 1)])
def test_check_and_measure_agree(tmp_path: Path, held: str, late: int) -> None:
    write_set(tmp_path, BORN, ["1,20/03/2024,S,C2,U6,,", "1,01/09/2024,P,C2,U7,,"], [f"1,01/01/2015,{held},PN1"])
    record = load([tmp_path]).record
    met, judged = counted(record, "reviews_held_on_time")
    assert len(told(record, "HR-LAC-6")) == judged - met == late


def test_a_child_placed_for_adoption_has_reviews_to_be_late_for(tmp_path: Path) -> None:
    """Placed on 1 July 2024, nothing reviewed since: the review of the placement is overdue once, and counted once."""
    episodes = ["1,01/05/2024,S,E1,U6,01/07/2024,X1", "1,01/07/2024,P,E1,A3,,"]
    write_set(tmp_path, BORN, episodes, ["1,01/01/2015,28/05/2024,PN1"])
    record = load([tmp_path]).record
    assert len(told(record, "HR-LAC-5")) == counted(record, "reviews_overdue")[0] == 1


def test_the_place_of_an_xml_file_is_a_line() -> None:
    problem = findings._problem("HR-LAC-6", "2024/returns.xml:17", "1", date(2024, 10, 1), "late.", "Look.")
    assert problem.message == "Line 17 of 2024/returns.xml: late."
