"""The distance and area of a placement, where an extract adds them, in the CSV and the XML form of the return."""

from datetime import date
from pathlib import Path

import pytest
from tests.builders import write

from handrail.record.tables import Episode
from handrail.returns.load import load

HEADER = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,PL_DISTANCE,PL_LOCATION"


def episode_of(folder: Path, distance: str, location: str) -> tuple[Episode, list[tuple[str, str | None]]]:
    write(folder / "episodes.csv", HEADER, [f"1,02/05/2024,S,C2,N1,U6,PR1,,,{distance},{location}"])
    loaded = load([folder])
    (episode,) = loaded.record.episodes
    return episode, [(each.rule, each.field) for each in loaded.problems if each.rule == "HR-LAC-14"]


@pytest.mark.parametrize(
    ("distance", "miles"), [("0", 0), ("20.0", 20), ("20.1", 21), ("19.9", 20), ("999.9", None), ("", None)]
)
def test_a_distance_is_rounded_up_so_that_more_than_twenty_stays_so(
    tmp_path: Path, distance: str, miles: int | None
) -> None:
    assert episode_of(tmp_path, distance, "")[0].distance_miles == miles


@pytest.mark.parametrize(("location", "in_area"), [("IN", True), ("out", False), ("", None)])
def test_the_area_is_in_or_out(tmp_path: Path, location: str, in_area: bool | None) -> None:
    assert episode_of(tmp_path, "", location)[0].in_area is in_area


@pytest.mark.parametrize("distance", ["far", "-1", "Infinity"])
def test_what_is_no_distance_is_named_and_read_as_blank(tmp_path: Path, distance: str) -> None:
    episode, problems = episode_of(tmp_path, distance, "NEAR")
    assert (episode.distance_miles, episode.in_area) == (None, None)
    assert problems == [("HR-LAC-14", "PL_DISTANCE"), ("HR-LAC-14", "PL_LOCATION")]


def test_the_xml_form_may_hold_them_too(tmp_path: Path) -> None:
    (tmp_path / "set.xml").write_text(
        "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><DOB>01/01/2015</DOB></HEADER><EPISODE><DECOM>02/05/2024</DECOM>"
        "<RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER>"
        "<PL_DISTANCE>33.4</PL_DISTANCE><PL_LOCATION>OUT</PL_LOCATION></EPISODE></CHILD></EXPSSDA903>",
    )
    (episode,) = load([tmp_path]).record.episodes
    assert (episode.started_on, episode.distance_miles, episode.in_area) == (date(2024, 5, 2), 34, False)
