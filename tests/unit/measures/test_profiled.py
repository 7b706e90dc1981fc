"""What a profile names and is not there is said, with the nearest that is."""

from dataclasses import replace
from datetime import date

import pytest

from handrail.measures.profiled import wrongly_named
from handrail.profiles import LocalClock, Profile, Target, default, shipped, shipped_names

DAY = date(2025, 4, 1)


def target(measure: str = "reviews_held_on_time", value: float = 0.9, **more: object) -> Target:
    values = {"holds_from": DAY, "holds_until": None, "set_by": "the board", **more}
    return Target(measure, value, **values)  # type: ignore[arg-type]


def profile(**changes: object) -> Profile:
    return replace(default("Fernshire"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"targets": (target("reviews_held_in_time"),)},
            "targets number 1: measure is 'reviews_held_in_time'. Did you",
        ),
        ({"targets": (target("zzz"),)}, "Take one from the reference"),
        ({"targets": (target("reviews_held", 4),)}, "unit is 'share', and 'reviews_held' is a count. Write unit"),
        ({"targets": (target(unit="days"),)}, 'Write unit = "share"'),
        ({"targets": (target(where={"colour": "red"}),)}, "where has 'colour'. There are: "),
        ({"targets": (target(), target(holds_from=date(2025, 9, 1)))}, "targets number 2: from is 2025-09-01, while"),
        ({"clocks": (LocalClock("icpcs", DAY, None, "x"),)}, "clocks number 1: clock is 'icpcs'. Did you mean 'icpc'?"),
        ({"clocks": (LocalClock("icpc", DAY, None, "x"),)}, "basis is 'local'. There are: statutory"),
        ({"settings": {"base": "statutory"}}, "settings.base is no choice of a measure. Did you mean"),
        ({"settings": {"basis": "lunar"}}, "settings.basis is 'lunar'. There are: statutory, dfe_statistic"),
    ],
)
def test_what_is_not_there_is_said(changes: dict[str, object], said: str) -> None:
    (found,) = wrongly_named(profile(**changes))
    assert said in str(found)


def test_a_target_that_follows_another_is_sound() -> None:
    earlier = target(holds_until=date(2025, 8, 31))
    assert not list(wrongly_named(profile(targets=(target(holds_from=date(2025, 9, 1)), earlier))))
    of_a_stream = [target("intervals_with_midway", 1.0, where={"stream": one}) for one in ("care", "protection")]
    assert not list(wrongly_named(profile(targets=tuple(of_a_stream))))


@pytest.mark.parametrize("name", shipped_names())
def test_what_is_shipped_names_only_what_is_there(name: str) -> None:
    assert [str(found) for found in wrongly_named(shipped(name))] == []
