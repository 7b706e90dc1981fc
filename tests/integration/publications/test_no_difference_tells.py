"""Two scorecards and the annual report, all published: what one hides, none of the others gives away."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from tests.integration.publications.fairlea import request
from tests.unit.publications.disclosure.attacker import Attack

from handrail.measures.definitions import all_measures
from handrail.measures.periods import Period
from handrail.publications import making, printed_file
from handrail.publications.disclosure import Counts, Edition, Key, Relation
from handrail.publications.making import Request, make
from handrail.publications.printed_before import Printed
from handrail.publications.standing import known

THRESHOLD = 5
FEBRUARY, MARCH = Period(date(2026, 2, 1), date(2026, 2, 28)), Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "rendered", lambda *_: {})


def published(*requests: Request, remembering: bool) -> list[Printed]:
    """What each of the publications prints, in the order they are published."""
    found: list[Printed] = []
    for one in requests:
        found.append(make(Request(**{**vars(one), "already": list(found) if remembering else []})).printed)
    return found


def the_year_s() -> list[Request]:
    scorecards = [request("scorecard", audience="public", period=period) for period in (FEBRUARY, MARCH)]
    return [*scorecards, request("annual_report")]


def given_away(printed: Sequence[Printed]) -> list[Key]:
    """The small counts an attacker finds, who holds all of them and adds up one measure at a time."""
    editions = [one.edition(all_measures()) for one in printed]
    values = {key: count for edition in editions for key, count in edition.values.items()}
    found: list[Key] = []
    open_to_all = {one.name for one in all_measures().values() if one.unit in known().open_units}
    for name in sorted({key[0] for key in values if key[0].partition("|")[0] not in open_to_all}):
        own = {key: count for key, count in values.items() if key[0] == name}
        counts = Counts(own, frozenset(), (*within(own), *to_date(own)))
        attack = Attack(counts, *(told(edition, own) for edition in editions))
        small = (key for key in own if 1 <= own[key] <= THRESHOLD and key[2] in ("numerator", "denominator", "rest"))
        found += [key for key in small if attack.pins(key)]
    return found


def told(edition: Edition, own: dict[Key, int]) -> dict[Key, object]:
    return {key: one for key, one in edition.shown.items() if key in own}


def within(own: dict[Key, int]) -> list[Relation]:
    wholes = [key for key in own if key[2] == "denominator" and (*key[:2], "rest") in own]
    return [Relation.total(key, [(*key[:2], part) for part in ("numerator", "rest")]) for key in wholes]


def to_date(own: dict[Key, int]) -> list[Relation]:
    """Any two periods that follow on each other make the one from the first day to the last."""
    found = []
    for one in own:
        for other in own:
            (first, last), (then, end) = days(one), days(other)
            whole = (one[0], f"{first}..{end}", one[2])
            if one[2] == other[2] and then == last + timedelta(1) and whole in own:
                found.append(Relation.total(whole, [one, other]))
    return [one for one in found if one.holds(own)]


def days(key: Key) -> tuple[date, date]:
    first, last = key[1].split("..")
    return date.fromisoformat(first), date.fromisoformat(last)


def test_published_one_after_the_other_they_give_no_small_number_away() -> None:
    assert given_away(published(*the_year_s(), remembering=True)) == []


def test_forgetting_what_was_printed_before_would() -> None:
    """The attacker is worth it: each of the three is safe by itself, and together they are not."""
    apart = published(*the_year_s(), remembering=False)
    assert given_away(apart)
    assert [given_away([one]) for one in apart] == [[], [], []]


def test_what_was_printed_is_read_as_it_was_written() -> None:
    printed = published(the_year_s()[1], remembering=False)
    assert list(printed_file.read(printed_file.written(printed))) == printed


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b'[{"audience": "public"}]', b'{"a": 1}', b"[" * 100_000])
def test_a_file_that_is_not_of_printed_numbers_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ValueError, match="not as Handrail writes it"):
        printed_file.read(data)
