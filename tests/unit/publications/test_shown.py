"""What may be printed of a figure, once what is small is hidden."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.made_up import (
    Council,
    MadeUpFacts,
    a_year,
    figure,
    inputs,
    missing,
    monthly,
    only_903,
    profile,
)

from handrail.measures.periods import Period
from handrail.publications.bindings import Binding, made
from handrail.publications.disclosure import Policy
from handrail.publications.numbers import at_least
from handrail.publications.protecting import protected
from handrail.publications.shown import DENOMINATOR, NOT_ASSESSABLE, NUMERATOR, PARTS, Shown

ON_TIME = "reviews_held_on_time"


class Printed:
    """A publication that prints every count of the made-up council, in the year and by month."""

    def __init__(self, council: Council) -> None:
        facts = MadeUpFacts(council.year, council.months, {**council.profile.settings, **council.settings})
        first = Shown.at_first(facts, Policy("public", council.profile.audience("public").threshold))
        self.times = facts.times
        asked = [self.of(name, **one.settings) for name, one in _whole_years(council.year)]
        asked += [
            self.of(name, Period(one.period_from, one.period_to))
            for name, ones in council.months.items()
            for one in ones
        ]
        for binding in asked:
            for part in PARTS:
                first.exact(binding, part)
        self.shown = protected(first)

    def of(self, name: str, period: Period | str = "year", **chosen: str) -> Binding:
        return made(
            name, self.times, {}, period, {key: value for key, value in chosen.items() if key == "transfers_in"}
        )

    def share(self, name: str) -> str:
        return self.shown.share(self.of(name)).text

    def count(self, name: str, period: Period | str = "year", part: str = NUMERATOR, **chosen: str) -> str:
        return self.shown.count(self.of(name, period, **chosen), part).text

    @property
    def months(self) -> list[Period]:
        return self.times.each("month")


def _whole_years(year: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(one.measure, one) for one in year.values() if one.period_from != one.period_to]


def published(**changes: Any) -> Printed:
    """What may be published of a year with these figures changed."""
    year = a_year() | {one.measure: one for one in changes.pop("figures", [])}
    return Printed(inputs(year=year, **{"months": {}, "problems": (), **changes}))


def on_time(top: int, base: int, unknown: int = 0) -> list[Any]:
    """Reviews on time, and the reviews held that they are out of."""
    return [
        figure("reviews_held", base + unknown),
        figure("reviews_held_on_time", top, base, not_assessable=unknown),
    ]


def test_a_share_is_printed_with_its_counts() -> None:
    assert published(figures=on_time(111, 119, 8)).share("reviews_held_on_time") == (
        "93.3% (111 of 119; 8 cannot be judged)"
    )


def test_nothing_is_said_of_what_was_left_out_where_nothing_was() -> None:
    assert published(figures=on_time(111, 119)).share("reviews_held_on_time") == "93.3% (111 of 119)"


def test_what_is_not_recorded_is_said() -> None:
    assert published().share("child_participation") == "93.3% (1,764 of 1,890; 57 not recorded)"


def test_a_small_numerator_hides_the_share() -> None:
    assert published(figures=on_time(5, 119)).share("reviews_held_on_time") == "not shown: small numbers"


def test_a_small_number_of_late_reviews_hides_how_many_but_not_that_they_are_few() -> None:
    shown = published(figures=on_time(115, 119, 2))
    assert shown.share("reviews_held_on_time") == "95.7% or more (of 119; 2 cannot be judged)"
    assert shown.count("reviews_held_on_time") == "not shown"
    assert shown.shown.bound(shown.of(ON_TIME)) == 114


def test_a_bound_that_says_little_is_not_given() -> None:
    assert published(figures=on_time(46, 49)).share("reviews_held_on_time") == "not shown: small numbers"
    assert published(figures=on_time(47, 50)).share("reviews_held_on_time") == "90.0% or more (of 50)"


def test_all_and_none_are_shown() -> None:
    assert published(figures=on_time(119, 119)).share("reviews_held_on_time") == "100.0% (119 of 119)"
    assert published(figures=on_time(0, 119)).share("reviews_held_on_time") == "0.0% (0 of 119)"


def test_a_share_of_nothing_has_no_value() -> None:
    shown = published(figures=on_time(0, 0, 12))
    assert shown.share("reviews_held_on_time") == "not applicable: none to count (12 cannot be judged)"
    assert shown.shown.percent(shown.of(ON_TIME)) == "none to count"


def test_counts_around_the_threshold() -> None:
    for number, text in ((0, "0"), (1, "5 or fewer"), (5, "5 or fewer"), (6, "6"), (1062, "1,062")):
        assert published(figures=[figure("reviews_overdue", number)]).count("reviews_overdue") == text


def test_the_threshold_is_the_authority_s_own() -> None:
    shown = published(figures=[figure("reviews_overdue", 8)], profile=profile(threshold=9))
    assert shown.count("reviews_overdue") == "9 or fewer"


def test_how_many_cannot_be_judged_is_always_said() -> None:
    """It says how good the data are and nothing of a child."""
    shown = published(figures=on_time(104, 112, 3))
    assert shown.share("reviews_held_on_time") == "92.9% (104 of 112; 3 cannot be judged)"
    assert shown.count("reviews_held") == "115"


def test_few_transfers_in_are_not_found_by_subtraction() -> None:
    with_them = a_year()["icpc_held"].numerator
    assert with_them is not None
    few = figure("icpc_held", with_them - 2, settings={"transfers_in": "without"})
    year = a_year() | {"icpc_held:transfers_in=without": few}
    del year["icpc_within_15_working_days:transfers_in=without"]
    shown = Printed(inputs(year=year, months={}))
    assert shown.count("icpc_held") == "363"
    assert shown.count("icpc_held", transfers_in="without") == "not shown"


def test_a_month_is_kept_back_so_that_the_year_does_not_tell() -> None:
    counts = [14, 11, 17, 12, 9, 21, 18, 13, 8, 16, 12, 3]
    months = {"periods_of_care_started": monthly("periods_of_care_started", counts)}
    year = a_year() | {"periods_of_care_started": figure("periods_of_care_started", sum(counts))}
    shown = Printed(inputs(year=year, months=months))
    texts = [shown.count("periods_of_care_started", month) for month in shown.months]
    assert texts == ["14", "11", "17", "12", "9", "21", "18", "13", "not shown", "16", "12", "5 or fewer"]
    assert shown.count("periods_of_care_started") == "154"


def test_how_many_could_be_judged_stays_where_the_share_is_hidden() -> None:
    pairs = [(20, 30)] * 10 + [(28, 30), (27, 30)]
    months = {"reviews_held_on_time": monthly("reviews_held_on_time", pairs, [0] * 12)}
    top, base = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    shown = published(figures=on_time(top, base), months=months)
    last = shown.months[-1]
    assert shown.shown.percent(shown.of(ON_TIME, last)) == "not shown"
    assert shown.count("reviews_held_on_time", last, DENOMINATOR) == "30"
    assert shown.count("reviews_held_on_time", last, NOT_ASSESSABLE) == "0"


def test_what_was_not_loaded_says_why() -> None:
    shown = Printed(only_903())
    assert shown.share("rcpc_held_on_time") == "not loaded (No CIN census was loaded)"
    stated = shown.shown.count(shown.of("icpc_held"), why=True)
    assert stated.text == "not loaded (No CIN census was loaded)"
    assert shown.count("icpc_held") == "not loaded"
    assert not shown.shown.is_loaded(shown.of("icpc_held"))
    without_reason = published(figures=[missing("icpc_held", "")])
    assert without_reason.shown.count(without_reason.of("icpc_held"), why=True).text == "not loaded"


@given(st.integers(0, 400), st.integers(0, 60), st.integers(0, 12), st.integers(1, 10))
def test_no_printed_share_gives_a_small_number_away(top: int, late: int, unknown: int, threshold: int) -> None:
    shown = published(figures=on_time(top, top + late, unknown), profile=profile(threshold=threshold))
    small = range(1, threshold + 1)
    share = shown.share("reviews_held_on_time")
    if late in small and late + top >= 10 * threshold and threshold > 1:
        assert share.startswith(at_least(top + late - threshold, top + late))
    elif top in small or late in small:
        assert share.startswith("not shown")
    if top in small or late in small:
        binding = shown.of(ON_TIME)
        assert shown.shown.exact(binding) is None or shown.shown.exact(binding, DENOMINATOR) is None
