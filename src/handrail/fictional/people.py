"""Inventing children: no names, only ids, dates and codes."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from handrail.fictional.calendar import years_after
from handrail.fictional.story import LAST_DAY, Person, Year

_ETHNICITIES = {
    "WBRI": 62, "WIRI": 1, "WROM": 1, "WOTH": 5, "MWBC": 5, "MWBA": 2, "MWAS": 2, "MOTH": 3, "AIND": 1,
    "APKN": 3, "ABAN": 1, "AOTH": 2, "BCRB": 2, "BAFR": 4, "BOTH": 2, "CHNE": 1, "OOTH": 2, "NOBT": 1,
}  # fmt: skip
_AGES_ON_STARTING = {(0, 0): 18, (1, 4): 16, (5, 9): 16, (10, 15): 34, (16, 17): 16}
_UPN_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def invent(dice: Random, child_id: str, born_on: date, expected_on: date | None = None) -> Person:
    """A child with this id and birthday."""
    return Person(
        child_id=child_id,
        born_on=born_on,
        sex=dice.choices("MF", (55, 45))[0],
        ethnicity=dice.choices(list(_ETHNICITIES), list(_ETHNICITIES.values()))[0],
        upn=_upn(child_id, born_on),
        expected_on=expected_on,
    )


def _upn(child_id: str, born_on: date) -> str:
    digits = f"999{4000 + int(child_id) % 1000:04d}{born_on.year % 100:02d}{int(child_id) % 1000:03d}"
    total = sum(place * int(digit) for place, digit in enumerate(digits, start=2))
    return _UPN_CHECK_LETTERS[total % 23] + digits


def usual_age(dice: Random) -> tuple[int, int]:
    """The lowest and highest age, in years, of a child who comes into care, as they usually are."""
    return dice.choices(list(_AGES_ON_STARTING), list(_AGES_ON_STARTING.values()))[0]


def born_for_age(dice: Random, on: date, lowest: int, highest: int) -> date:
    """A date of birth for a child of this age in years on this day, who is not born or 18 on it."""
    days = dice.randint(lowest * 365 + 5, highest * 365 + 330)
    return leap_free(on - timedelta(days=days))


def leap_free(day: date) -> date:
    """The day, or the one before if it is 29 February: nobody here has a birthday only every fourth year."""
    return day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day


def birthday(person: Person, age: int) -> date:
    """The day the child reaches this age."""
    return years_after(person.born_on, age)


def age_on(person: Person, day: date) -> int:
    """The child's age in whole years on a day."""
    before_birthday = (day.month, day.day) < (person.born_on.month, person.born_on.day)
    return day.year - person.born_on.year - before_birthday


def day_between(dice: Random, first: date, last: date) -> date:
    """Any day from the first to the last."""
    return first + timedelta(days=dice.randint(0, (last - first).days))


def day_of_a_year(dice: Random, years: Sequence[Year], weights: Sequence[float], last: date = LAST_DAY) -> date:
    """A day within these years, each as likely as its weight; none after the last day given."""
    year = dice.choices(years, weights)[0]
    return day_between(dice, year.first_day, min(year.last_day, last))


def within_the_data(day: date | None) -> date | None:
    """The day, or blank if it lies after the last day anyone has recorded."""
    return day if day is not None and day <= LAST_DAY else None
