"""Red, amber and green forms about the work done for a meeting, and the reasons ticked on them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tests.fictional_data.published.counts import repeated
from tests.fictional_data.published.made import Made

from handrail.fictional.calendar import days_after
from handrail.record.service_tables import Rating, RatingReason


class Rated(NamedTuple):
    """A meeting about a child, for which a form is sent."""

    child_id: str
    meeting_on: date


def rate(
    made: Made,
    stream: str,
    meetings: Sequence[Rated],
    colours: Mapping[str, int],
    ticks: Sequence[tuple[str, Mapping[str, int]]],
) -> None:
    """A form for each meeting, so many of each colour; and so many ticks of each reason on forms of a colour, or any."""
    dice = made.dice("ratings", stream)
    order = sorted(meetings)
    dice.shuffle(order)
    forms: dict[str, list[str]] = {"": []}
    for place, (meeting, colour) in enumerate(zip(order, repeated(dict(colours)), strict=True)):
        rating_id = f"{stream}-{meeting.meeting_on:%Y%m}-{place + 1:02d}"
        sent_on = min(days_after(meeting.meeting_on, 2), _end_of_month(meeting.meeting_on))
        made.record.ratings.append(Rating(rating_id, meeting.child_id, stream, meeting.meeting_on, colour, sent_on))
        forms.setdefault(colour, []).append(rating_id)
        forms[""].append(rating_id)
    for colour, reasons in ticks:
        _tick(made, forms[colour], reasons)


def _tick(made: Made, forms: Sequence[str], reasons: Mapping[str, int]) -> None:
    """Each reason on so many forms, beginning where the reason before left off, so that every form has its share."""
    place = 0
    for reason, number in reasons.items():
        if number > len(forms):
            raise ValueError(f"{reason} is ticked {number} times on {len(forms)} forms")
        for _ in range(number):
            made.record.rating_reasons.append(RatingReason(forms[place % len(forms)], reason))
            place += 1


def _end_of_month(day: date) -> date:
    following = days_after(day.replace(day=1), 32).replace(day=1)
    return days_after(following, -1)
