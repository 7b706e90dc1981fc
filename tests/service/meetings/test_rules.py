"""The rules by themselves: which answer stands, which words tell where somebody lives, how a calendar part is written."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from handrail.service.meetings.models import CANNOT, COMING, TELLS
from handrail.service.meetings.places import tells
from handrail.service.meetings.standing import counted, standing
from handrail.service.post.icalendar import Hours, asking, calling_off


@dataclass(frozen=True)
class Said:
    choice: str
    sequence: int


@pytest.mark.parametrize("seed", range(200))
def test_the_last_answer_to_the_meeting_as_it_is_stands(seed: int) -> None:
    random = Random(seed)
    replies = sorted(
        (Said(random.choice((COMING, CANNOT, TELLS)), random.randrange(4)) for _ in range(random.randrange(8))),
        key=lambda one: one.sequence,
    )
    now = random.randrange(5)
    found = standing(replies, now)
    to_now = [one for one in replies if one.sequence == now]
    assert found == (to_now[-1] if to_now else None)


@pytest.mark.parametrize("seed", range(100))
def test_everybody_who_is_asked_is_counted_once(seed: int) -> None:
    random = Random(seed)
    answers = [random.choice((None, *(Said(one, 0) for one in (COMING, CANNOT, TELLS)))) for _ in range(9)]
    counts = counted(answers)
    assert counts.coming + counts.cannot + counts.tell + counts.open == counts.asked == 9
    assert counts.open == answers.count(None)


HOMES = ("14 Mill Lane\nFairlea\nFL1 2AB", "Flat 2, 7 Station Road, Fairlea", "Rose Cottage, Long Strand")


@pytest.mark.parametrize(
    ("place", "is_told"),
    [
        ("14 Mill Lane", True),
        ("At 14, MILL  lane please", True),
        ("fl1 2ab", True),
        ("FL12AB", True),
        ("7 Station Road", True),
        ("Where you live", False),
        ("Mill Lane Library, room 14", False),
        ("114 Mill Lane", False),
        ("Room 2, Civic Centre, Fairlea FL1 2AA", False),
        ("", False),
    ],
)
def test_words_tell_where_somebody_lives_by_number_and_street_or_postcode(place: str, is_told: bool) -> None:
    assert tells(place, HOMES) == is_told


@pytest.mark.parametrize("seed", range(100))
def test_an_address_is_found_however_it_is_written(seed: int) -> None:
    random = Random(seed)
    number, street = random.randrange(1, 200), random.choice(("Lime Walk", "The Green", "Canal Side"))
    home = f"{number} {street}{random.choice((', ', chr(10)))}Fairlea"
    odd = "".join(
        one.upper() if random.random() < 0.5 else one for one in f"{number}{random.choice((' ', ', ', '  '))}{street}"
    )
    assert tells(f"Room {random.randrange(9)}; {odd}.", [home])
    assert not tells(f"{number + 1} {street}", [home])
    assert not tells("Anywhere", [])


EVENT = Hours(
    "1@handrail", datetime(2026, 10, 24, 9, tzinfo=UTC), datetime(2026, 10, 24, 10, tzinfo=UTC), "Meeting, one; two",
    "First\nSecond " + "é" * 80, place="Civic Centre", sequence=3,
)  # fmt: skip


def test_a_request_and_its_cancelling_hold_what_the_standard_asks_of_them() -> None:
    stamp = EVENT.begins - timedelta(days=9)
    for part, method, status in ((asking, "REQUEST", "CONFIRMED"), (calling_off, "CANCEL", "CANCELLED")):
        text = part(EVENT, "Handrail <handrail@fairlea.example>", "mia@home.example", stamp)
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        lines = text.replace("\r\n ", "").split("\r\n")
        assert [one for one in lines if one.startswith("METHOD:")] == [f"METHOD:{method}"]
        for needed in (
            "UID:1@handrail", "SEQUENCE:3", "DTSTAMP:20261015T090000Z", "DTSTART:20261024T090000Z",
            "DTEND:20261024T100000Z", "ORGANIZER:mailto:handrail@fairlea.example", f"STATUS:{status}",
            r"SUMMARY:Meeting\, one\; two", "LOCATION:Civic Centre",
        ):  # fmt: skip
            assert lines.count(needed) == 1, needed
        assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
