"""Foster households and the reviews of their approval."""

from collections.abc import Sequence

from tests.fictional_data.published.made import DAY, Made
from tests.fictional_data.published.voice import spread

from handrail.fictional.calendar import days_after, this_or_last_working_day, years_after
from handrail.record.service_tables import Carer, CarerReview


def review_carers(made: Made, households: int, connected: int, in_time: int, late: Sequence[str]) -> None:
    """So many households, of which some are for a connected child, and their reviews of the year: in time, and late.

    Each reviewed household had a review a year before. The others were approved in the year, and none is due yet.
    """
    dice = made.dice("carers")
    reasons: list[str | None] = [None] * in_time + list(late)
    dice.shuffle(reasons)
    for place in range(households):
        carer_id = f"C{place + 1:03d}"
        reviewed = place < len(reasons)
        approved_on = days_after(spread(made, place, households), -dice.randrange(800, 2500) if reviewed else 0)
        made.record.carers.append(Carer(carer_id, approved_on, connected=place * connected // households
                                        != (place + 1) * connected // households))  # fmt: skip
        if reviewed:
            reason, held_on = reasons[place], spread(made, place, len(reasons))
            apart = dice.randrange(1, 25) if reason is None else -dice.randrange(3, 20)
            before = min(days_after(years_after(held_on, -1), apart), made.first_day - DAY)
            made.record.carer_reviews.append(CarerReview(carer_id, this_or_last_working_day(before), "annual"))
            made.record.carer_reviews.append(CarerReview(carer_id, held_on, "annual", reason))
