"""The kinds of news: read whole, refused by name where they are wrong, answered by the right day."""

from datetime import date

import pytest

from handrail.profiles.news import News
from handrail.workflows.news import NotNews, news_kinds, read_kinds

THURSDAY = date(2026, 4, 2)
GOOD = """
[lost]
when = "after"
title = "Lost"
asks = "Where"
tellers = "anybody"
limit = "urgent"
clocks = ["rhi"]
law = "A law"
link = "https://www.legislation.gov.uk/"
evidence = "T"
read_on = 2026-11-22
"""


def test_every_kind_that_is_shipped_can_be_read() -> None:
    kinds = news_kinds()
    assert kinds["move_proposed"].is_proposed
    assert not kinds["moved"].is_proposed
    assert kinds["missing"].event == "missing"
    assert [one.key for one in kinds.values()] == [*kinds]


def test_the_day_to_answer_by_is_counted_in_working_days_over_easter() -> None:
    assert news_kinds()["missing"].answer_by(THURSDAY, THURSDAY, News()) == date(2026, 4, 8)
    assert news_kinds()["excluded"].answer_by(THURSDAY, THURSDAY, News(ordinary=1)) == date(2026, 4, 7)


def test_a_view_of_a_change_is_due_the_day_before_it_at_the_latest() -> None:
    proposed = news_kinds()["move_proposed"]
    assert proposed.answer_by(THURSDAY, date(2026, 4, 7), News()) == date(2026, 4, 6)
    assert proposed.answer_by(THURSDAY, date(2026, 4, 30), News()) == date(2026, 4, 8)
    assert proposed.answer_by(THURSDAY, THURSDAY, News()) == date(2026, 4, 1), "told on the day itself is too late"


@pytest.mark.parametrize(
    ("good", "wrong", "said"),
    [
        ('when = "after"', 'when = "soon"', "when is 'soon'. Write 'before' or 'after'"),
        ('limit = "urgent"', 'limit = "quick"', "limit is 'quick'. Write one of: view, urgent, ordinary"),
        ('clocks = ["rhi"]', 'clocks = ["rhx"]', "There is no clock 'rhx'"),
        ('clocks = ["rhi"]', 'clocks = ["rhi"]\nevent = "lost"', "the record has no event 'lost'"),
        ('when = "after"', 'when = "before"\nevent = "missing"', "what is only proposed is no event"),
        ('evidence = "T"', 'evidence = "Q"', "evidence is 'Q'"),
        ('title = "Lost"', "title = 3", "title is 3, which is of a wrong kind"),
        ('title = "Lost"\n', "", "title is missing. Write it"),
        ('title = "Lost"', 'title = "Lost"\ncolour = "red"', "colour is no entry of a kind"),
    ],
)
def test_a_kind_that_is_wrong_is_refused_by_name(good: str, wrong: str, said: str) -> None:
    assert read_kinds(GOOD)["lost"].clocks == ("rhi",)
    with pytest.raises(NotNews, match=r"news\.toml, \[lost\]") as caught:
        read_kinds(GOOD.replace(good, wrong))
    assert said in str(caught.value)
