"""How long what is kept: the days of the law, worked by hand, with their source and how surely they are known."""

from datetime import date

import pytest

from handrail.permissions import table_in_force
from handrail.service.audit.retention import NoSuchClass, classes, longest

LAST_DAYS = [
    ("looked_after_child", date(1950, 4, 1), date(2025, 4, 1)),
    ("looked_after_child", date(2012, 2, 29), date(2087, 3, 1)),
    ("looked_after_child_who_died", date(2015, 6, 30), date(2030, 6, 30)),
    ("child_protection", date(2010, 1, 1), date(2085, 1, 1)),
    ("adoption", date(2020, 5, 5), date(2120, 5, 5)),
    ("foster_carer", date(2020, 5, 5), date(2030, 5, 5)),
    ("foster_carer_refused", date(2020, 5, 5), date(2023, 5, 5)),
    ("allegation", date(1980, 5, 5), date(2080, 5, 5)),
    ("allegation_unfounded", date(2020, 5, 5), date(2030, 5, 5)),
    ("home_visit", date(2020, 5, 5), date(2035, 5, 5)),
    ("secure_placement", date(2020, 5, 5), date(2025, 5, 5)),
]


@pytest.mark.parametrize(("name", "event", "last"), LAST_DAYS)
def test_each_class_is_kept_as_long_as_its_law_says(name: str, event: date, last: date) -> None:
    assert classes()[name].kept_until(event) == last


def test_every_class_is_tried_above_and_covers_kinds_there_are() -> None:
    assert {name for name, _, _ in LAST_DAYS} == set(classes())
    for each in classes().values():
        assert set(each.kinds) <= set(table_in_force().kinds), each.name
        assert each.figure(date(2020, 1, 1)).law, each.name


def test_the_source_and_how_surely_it_is_known_come_with_it() -> None:
    figure = classes()["looked_after_child"].figure(date(2000, 1, 1))
    assert "regulation 50" in figure.law
    assert (figure.certainty, figure.is_background) == ("statute", False)
    assert classes()["child_protection"].figure(date(2000, 1, 1)).is_background


def test_of_several_the_longest_wins() -> None:
    found, last = longest({"secure_placement": date(2020, 1, 1), "looked_after_child": date(2004, 1, 1)})
    assert (found.name, last) == ("looked_after_child", date(2079, 1, 1))


@pytest.mark.parametrize("events", [{}, {"for_ever": date(2020, 1, 1)}])
def test_a_class_there_is_not_is_named(events: dict[str, date]) -> None:
    with pytest.raises(NoSuchClass, match="There are: looked_after_child"):
        longest(events)
