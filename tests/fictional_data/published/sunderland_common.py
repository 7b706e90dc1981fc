"""What both years of Sunderland are made with."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from tests.fictional_data.published import carers, staff, voice
from tests.fictional_data.published.ages import Owed
from tests.fictional_data.published.care import Care, Leaver, Starter
from tests.fictional_data.published.counts import evenly, repeated
from tests.fictional_data.published.courses import Late
from tests.fictional_data.published.made import Made
from tests.fictional_data.published.protection import Family, Protection

from handrail.fictional.calendar import days_after
from handrail.record.service_tables import SecurePlacement

CATEGORIES = ("EMO", "NEG", "PHY", "SAB")
WRONGLY = frozenset({"data_discrepancy", "incorrect_migrated_data"})
CARE = Owed("care_plan", 0, 14)
SCHOOL = Owed("personal_education_plan", 4, 28)
PATHWAY = Owed("pathway_plan", 16, 91)
QUIET_DAYS = CARE.after_days  # so that each child at the end is owed one
_STARTERS = [Starter(0, 3), Starter(3, 10), Starter(10, 15), Starter(15, 17)]
_LEAVERS = [Leaver("E4A", 1, 16), Leaver("E46", 1, 12), Leaver("E11", 1, 6), Leaver("E5", 17, 18, at_18=True)]


def late_by_month(reasons: Mapping[str, int], dice: Random) -> list[list[Late]]:
    """The late meetings, so many for each reason, spread over the months; two reasons say the recorded day is wrong."""
    late = [Late(reason, reason in WRONGLY) for reason in repeated(dict(reasons))]
    dice.shuffle(late)
    parts, found, start = evenly(len(late)), [], 0
    for part in parts:
        found.append(late[start : start + part])
        start += part
    return found


def starters(number: int) -> list[list[Starter]]:
    """So many children who come, of all ages, spread over the months."""
    return _in_turn(_STARTERS, number)


def leavers(number: int) -> list[list[Leaver]]:
    """So many children who leave, for all reasons, spread over the months."""
    return _in_turn(_LEAVERS, number)


def _in_turn(kinds: Sequence[Any], number: int) -> list[list[Any]]:
    return [[kinds[place % len(kinds)] for place in range(of_month)] for of_month in evenly(number)]


def by_size(protected: Protection) -> dict[int, list[Family]]:
    """The families with plans by the number of their children."""
    found: dict[int, list[Family]] = {}
    for family in protected.families:
        found.setdefault(len(family.children), []).append(family)
    return found


def employ(made: Made, posts: Iterable[Mapping[str, Any]], in_care: Care, protected: Protection) -> None:
    """The people of the service, and a chair for every child in care or with a plan."""
    staff.employ(made, posts)
    chairs = [
        worker.worker_id
        for worker in made.record.workers
        if worker.role == "conference_chair" and worker.contract == "permanent"
    ]
    staff.allocate(made, "reviewing_officer", chairs, ((each.key, each) for each in in_care.courses))
    staff.allocate(made, "conference_chair", chairs, protected.children())


def work_with_others(made: Made, in_care: Care, described: Mapping[str, Any], secure: int) -> None:
    """Digital views, reviews of carers, and children placed in secure accommodation."""
    for tool, given in described["digital_views"].items():
        voice.give_digital_views(made, in_care.at_end, tool, given["kind"], given["number"], given["for_review"])
    of_carers = described["carers"]
    carers.review_carers(
        made, of_carers["households"], of_carers["connected"], of_carers["in_time"], repeated(of_carers["late"])
    )
    for place, child in enumerate(made.dice("secure").sample(sorted(in_care.at_end), secure)):
        began_on = voice.spread(made, place, secure)
        made.record.secure_placements.append(SecurePlacement(child, began_on, days_after(began_on, 80), began_on))
