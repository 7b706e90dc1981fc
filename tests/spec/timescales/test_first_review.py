"""A looked-after child's first review: within 20 working days of becoming looked after (regulation 33(1))."""

from datetime import date

import pytest

from handrail.timescales.clocks import NoFigure
from handrail.timescales.deadlines import Ways, deadline

EXAMPLES = """
became looked after | due        | note
2026-03-30          | 2026-04-29 | Good Friday and Easter Monday are not working days
2026-06-01          | 2026-06-29 |
2026-12-10          | 2027-01-12 | Christmas, the substitute for Boxing Day and New Year fall inside
2026-11-07          | 2026-12-04 | became looked after on a Saturday: day 1 is Monday
2022-09-01          | 2022-09-30 | the State Funeral of 19 September 2022 does not count
2011-04-01          | 2011-05-05 | the first day the regulations were in force; the royal wedding falls inside
"""


def examples(table: str) -> list[list[str]]:
    rows = [line.split("|") for line in table.strip().splitlines()[1:]]
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.parametrize(("became", "due", "note"), examples(EXAMPLES))
def test_first_review_is_due_20_working_days_after_becoming_looked_after(became: str, due: str, note: str) -> None:
    found = deadline("lac_review_1", date.fromisoformat(became))
    assert found.due_on == date.fromisoformat(due), note


def test_a_date_before_the_law_is_refused_and_not_guessed() -> None:
    with pytest.raises(NoFigure, match="No figure of lac_review_1 is recorded for 2011-03-31"):
        deadline("lac_review_1", date(2011, 3, 31))


def test_a_child_who_leaves_on_the_due_day_is_owed_no_review() -> None:
    stays = deadline("lac_review_1", date(2026, 6, 1), ways=Ways(stops_on=date(2026, 6, 30)))
    leaves = deadline("lac_review_1", date(2026, 6, 1), ways=Ways(stops_on=date(2026, 6, 29)))
    assert stays.due_on == date(2026, 6, 29)
    assert leaves.due_on is None
    assert leaves.stopped_on == date(2026, 6, 29)


def test_the_reason_names_the_law_and_the_days_skipped() -> None:
    because = deadline("lac_review_1", date(2026, 3, 30)).because()
    assert because["law"].endswith("regulation 33(1)")
    assert because["version"] == "2011-04-01"
    assert [day["name"] for day in because["days_skipped"]] == ["Good Friday", "Easter Monday"]
