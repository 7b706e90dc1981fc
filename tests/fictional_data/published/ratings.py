"""Red, amber and green forms about the work done for a meeting, and the reasons ticked on them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tests.fictional_data.published.counts import repeated
from tests.fictional_data.published.made import Made

from handrail.fictional.calendar import days_after
from handrail.record.service_tables import Rating, RatingReason

_BEST_FIRST = ("green", "amber", "red")


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
    """A form for each meeting, so many of each colour; and so many ticks of each reason on forms of a colour, or of any."""
    dice = made.dice("ratings", stream)
    order = sorted(meetings)
    dice.shuffle(order)
    forms: dict[str, list[str]] = {colour: [] for colour in _BEST_FIRST}
    for place, (meeting, colour) in enumerate(zip(order, repeated(dict(colours)), strict=True)):
        rating_id = f"{stream}-{meeting.meeting_on:%Y%m}-{place + 1:02d}"
        sent_on = min(days_after(meeting.meeting_on, 2), _end_of_month(meeting.meeting_on))
        made.record.ratings.append(Rating(rating_id, meeting.child_id, stream, meeting.meeting_on, colour, sent_on))
        forms[colour].append(rating_id)
    best_first = [form for colour in _BEST_FIRST for form in forms[colour]]
    for colour, reasons in ticks:
        _tick(made, forms[colour] if colour else best_first, reasons, in_turn=bool(colour))


def _tick(made: Made, forms: Sequence[str], reasons: Mapping[str, int], in_turn: bool) -> None:
    """Each reason on so many forms: in turn, so that every form has its share, or each from the first form on."""
    place = 0
    for reason, number in reasons.items():
        if number > len(forms):
            raise ValueError(f"{reason} is ticked {number} times on {len(forms)} forms")
        for each in range(number):
            chosen = forms[(place + each) % len(forms)]
            made.record.rating_reasons.append(RatingReason(chosen, reason))
        place += number if in_turn else 0


def _end_of_month(day: date) -> date:
    following = days_after(day.replace(day=1), 32).replace(day=1)
    return days_after(following, -1)
