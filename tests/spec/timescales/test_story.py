"""A child's story in words: each thing due, why, what met it, how late, and what is next."""

from datetime import date
from pathlib import Path

import pytest
from tests.builders import write_set

from handrail.returns.load import load
from handrail.timescales.story import NoSuchChild, child_story, lines

D = date.fromisoformat


@pytest.fixture
def one_child(tmp_path: Path) -> Path:
    return write_set(
        tmp_path / "set",
        ["1,01/06/2014"],
        ["1,07/04/2025,S,V2,U6,,"],
        ["1,01/06/2014,30/04/2025,PN1", "1,01/06/2014,04/08/2025,PN6"],
    )


def told(path: Path, as_of: str) -> list[str]:
    return [line.strip() for line in lines(child_story(load([path]).record, "1", D(as_of)))]


def test_the_story_says_what_was_due_why_what_met_it_and_how_late(one_child: Path) -> None:
    text = "\n".join(told(one_child, "2025-12-31"))
    assert "7 April 2025               Became looked after: accommodated under section 20, fostering." in text
    assert "held in time, 8 days before it was due on 8 May 2025; the child came and spoke for themselves." in text
    assert "20 working days after the day the child became looked after." in text
    assert "held 5 days after it was due on 30 July 2025" in text
    assert "Later review of a looked-after child: due by 4 February 2026." in text


def test_the_story_ends_on_the_day_asked_about(one_child: Path) -> None:
    text = "\n".join(told(one_child, "2025-06-01"))
    assert "Second review of a looked-after child: due by 30 July 2025." in text
    assert "August" not in text
    overdue = "\n".join(told(one_child, "2025-08-01"))
    assert "overdue by 2 days: it was due on 30 July 2025 and is still not held" in overdue


def test_a_child_nobody_knows_is_refused(one_child: Path) -> None:
    with pytest.raises(NoSuchChild, match="'9'"):
        child_story(load([one_child]).record, "9", D("2025-12-31"))


def test_short_breaks_near_the_limit_are_told(tmp_path: Path) -> None:
    starts = [date.fromordinal(D("2025-04-03").toordinal() + 28 * n) for n in range(12)]
    breaks = [f"1,{day:%d/%m/%Y},S,V3,K2,{date.fromordinal(day.toordinal() + 7):%d/%m/%Y},E4A" for day in starts]
    path = write_set(tmp_path / "set", ["1,01/06/2014"], breaks, ["1,01/06/2014,01/07/2025,PN1"])
    text = "\n".join(told(path, "2026-03-31"))
    assert "60 days in 12 months (75 days in any 12 months)" in text
    assert "more days than the law allows in 12 months" in text
    assert "First review in a series of short breaks: held in time" in text
