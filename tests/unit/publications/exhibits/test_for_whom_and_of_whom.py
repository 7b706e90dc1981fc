"""Tables that are not for everybody, tables by a group that nobody loaded, and counts that tell of each other."""

from datetime import date
from typing import Any

import pytest
from tests.spec.measures.figures import in_care
from tests.unit.publications.exhibits.record import scene

from handrail.publications.document import plain
from handrail.publications.references import References
from handrail.record.record import Record
from handrail.record.service_tables import Attendance
from handrail.record.tables import Child, Review

IN_YEAR = date(2025, 6, 2)
BY_TEAM = {
    "caption": "By team",
    "measure": "reviews_held_on_time",
    "rows": [{"by": "team_then"}],
    "columns": [{"heading": "On time", "part": "numerator"}],
}


def mothers(came: int, sent: int, neither: int) -> Record:
    """So many reviews by what the mother did, each of another child."""
    did = ["attended"] * came + ["sent_views"] * sent + ["neither"] * neither
    return Record(
        attendances=[Attendance(str(child), "review", IN_YEAR, "mother", what) for child, what in enumerate(did)]
    )


def printed(record: Record, *rows: dict[str, Any]) -> list[str]:
    """The numerators of these rows, as the public may see them."""
    spec = {"caption": "Who came", "rows": list(rows), "columns": [{"heading": "Number", "part": "numerator"}]}
    made = scene({"tables": {"t": spec}}, 5, record=record)
    table = made.tables.draw(made.exhibits.table("t"))
    return [row.cells[0].text for row in table.rows] if table else []


CAME = {"heading": "Came", "measure": "mothers_attending"}
TOOK_PART = {"heading": "Took part", "measure": "mothers_taking_part"}
AS_INVITED = {"heading": "Came, of those invited", "measure": "people_attending", "where": {"person": "mother"}}


@pytest.mark.parametrize(("sent", "shown"), [(2, False), (8, True)])
def test_a_few_who_only_sent_their_views_are_not_found_by_subtraction(sent: int, shown: bool) -> None:
    both = printed(mothers(20, sent, 9), CAME, TOOK_PART)
    assert (both == ["20", str(20 + sent)]) is shown


def test_nor_from_the_same_people_under_another_name() -> None:
    came, took_part, as_invited = printed(mothers(20, 2, 9), CAME, TOOK_PART, AS_INVITED)
    assert "22" not in (took_part,) or not {"20"} & {came, as_invited}


@pytest.mark.parametrize(("audience", "is_seen"), [("public", True), ("internal", False), ("", True)])
def test_a_table_for_one_audience_is_not_in_the_publication_of_another(audience: str, is_seen: bool) -> None:
    spec = {
        "caption": "Raised",
        "measure": "disputes_raised",
        "rows": [{"by": "stream"}],
        "columns": [{"heading": "N"}],
    }
    chart = {"shape": "bars", "table": "t", "of": "disputes"}
    made = scene({"tables": {"t": {**spec, "audience": audience}}, "charts": {"c": chart}})
    assert bool(References(made).give("table t")) is is_seen
    assert bool(References(made).give("chart c")) is is_seen


def test_a_table_by_what_nothing_loaded_tells_is_left_out() -> None:
    """The reviews are in the returns; the teams are in the service's own record, which was not loaded."""
    record = in_care([Child("1", date(2014, 1, 1))], date(2025, 4, 30))
    record.reviews = [Review("1", date(2025, 5, 20), None, "PN1")]
    made = scene({"tables": {"t": BY_TEAM}}, record=record)
    assert References(made).give("table t") == []
    by_sex = scene({"tables": {"t": {**BY_TEAM, "rows": [{"by": "sex"}]}}}, record=record)
    assert References(by_sex).give("table t"), "the sex could be known, and is not recorded"


def test_shares_of_several_bases_are_not_added() -> None:
    """Every paper was sent in time: 100% of each kind and of all, which nobody would add to 200%."""
    spec = {
        "caption": "Came", "measure": "people_attending", "rows": [{"by": "person"}], "total": "All",
        "columns": [{"heading": "Share", "part": "share"}],
    }  # fmt: skip
    people = [
        Attendance(str(child), "review", IN_YEAR, who, "attended") for who in ("mother", "father") for child in range(9)
    ]
    made = scene({"tables": {"t": spec}}, record=Record(attendances=people))
    table = made.tables.draw(made.exhibits.table("t"))
    assert table is not None
    assert "add to" not in plain(table.note)
