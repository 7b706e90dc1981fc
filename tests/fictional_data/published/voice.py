"""What children and families said: surveys, advocacy, independent visitors, digital views, visits and midway reviews."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from tests.fictional_data.published.counts import repeated
from tests.fictional_data.published.made import Made

from handrail.fictional.calendar import days_after, this_or_next_working_day
from handrail.record.meeting_tables import DigitalView
from handrail.record.service_tables import (
    Advocacy,
    AdvocacyIssue,
    Contact,
    IndependentVisitor,
    MidwayReview,
    Praise,
    Survey,
    SurveyAnswer,
)


def spread(made: Made, number: int, of: int) -> date:
    """The working day of one of so many things spread evenly over the year."""
    return this_or_next_working_day(days_after(made.first_day, 360 * number // of))


def return_surveys(
    made: Made,
    form: str,
    respondent: str,
    days: Sequence[date],
    answers: Mapping[str, Sequence[str | None]],
    **about: Any,
) -> None:
    """A questionnaire returned on each of these days, with an answer to each question; a blank is not answered."""
    first = len(made.record.surveys) + 1
    for place, day in enumerate(days):
        survey_id = f"S{first + place:04d}"
        made.record.surveys.append(Survey(survey_id, form, respondent, returned_on=day, **about))
        made.record.survey_answers.extend(
            SurveyAnswer(survey_id, question, given[place]) for question, given in answers.items()
        )


def shuffled(counts: Mapping[str, int], base: int, dice: Random, other: str | None = None) -> list[str | None]:
    """So many of each answer, the rest of the base another one, in any order."""
    given: list[str | None] = list(repeated(dict(counts)))
    given += [other] * (base - len(given))
    dice.shuffle(given)
    return given


def refer_for_advocacy(
    made: Made, children: Sequence[str], sources: Mapping[str, int], issues: Mapping[str, int]
) -> None:
    """One referral for each of so many children, by who made it, and its issues: one each, a second for some."""
    dice = made.dice("advocacy")
    referred_by = repeated(dict(sources))
    dice.shuffle(referred_by)
    chosen = dice.sample(sorted(children), len(referred_by))
    shared = _shared_out(repeated(dict(issues)), len(chosen))
    for place, (child, source, of_child) in enumerate(zip(chosen, referred_by, shared, strict=True)):
        day = spread(made, place, len(chosen))
        made.record.advocacy.append(
            Advocacy(child, day, of_child[0], source, consented=True, started_on=days_after(day, 3))
        )
        made.record.advocacy_issues.extend(AdvocacyIssue(child, day, issue) for issue in of_child)


def _shared_out(issues: Sequence[str], children: int) -> list[list[str]]:
    """One issue for each child, and a second, another one, for as many as there are issues left."""
    shared = [[issue] for issue in issues[:children]]
    left = list(issues[children:])
    for of_child in shared:
        other = next((issue for issue in left if issue not in of_child), None)
        if other is not None:
            of_child.append(other)
            left.remove(other)
    if left:
        raise ValueError(f"no child for the issues {left}")
    return shared


def match_visitors(made: Made, children: Sequence[str], active: int, waiting: int, ended: int) -> None:
    """Children with a visitor since before the year, of whom some lost theirs in it, and children who wait for one."""
    dice = made.dice("visitors")
    chosen = dice.sample(sorted(children), active + waiting + ended)
    for place, child in enumerate(chosen):
        if place < active + ended:
            asked_on = days_after(made.first_day, -dice.randrange(200, 700))
            ended_on = spread(made, place - active, ended) if place >= active else None
            visitor = IndependentVisitor(child, asked_on, days_after(asked_on, dice.randrange(20, 90)), ended_on, False)
        else:
            visitor = IndependentVisitor(child, spread(made, place - active - ended, waiting), declined=False)
        made.record.independent_visitors.append(visitor)


def give_digital_views(
    made: Made, children: Sequence[str], tool: str, kind: str, number: int, for_review: bool
) -> None:
    """So many statements or questionnaires given through a tool, spread over the year."""
    dice = made.dice("digital", tool)
    for place in range(number):
        made.record.digital_views.append(
            DigitalView(
                f"{tool}-{place + 1:03d}", tool, spread(made, place, number), kind, dice.choice(children), for_review
            )
        )


def visit_before_reviews(made: Made, number: int) -> None:
    """So many visits, each a day or more before a review held in the year, after the review before."""
    held: dict[str, list[date]] = {}
    for review in made.record.reviews:
        held.setdefault(review.child_id, []).append(review.opened_on)
    of_year = sorted(
        (day, child) for child, days in held.items() for day in days if made.first_day <= day <= made.last_day
    )
    dice = made.dice("visits")
    for day, child in sorted(dice.sample(of_year, number)):
        visited_on = max(days_after(day, -dice.randrange(1, 12)), made.first_day)
        made.record.contacts.append(
            Contact(child, "before_review", visited_on, "spoke_privately", held_on=visited_on, how="visit")
        )


def look_midway(made: Made, stream: str, children: Sequence[str], number: int) -> None:
    """So many midway reviews of a stream, spread over the year and over the children."""
    dice = made.dice("midway", stream)
    order = sorted(children)
    dice.shuffle(order)
    for place in range(number):
        made.record.midway_reviews.append(
            MidwayReview(f"{stream}-{place + 1:04d}", stream, spread(made, place, number), order[place % len(order)])
        )


def praise(made: Made, given: int, received: int) -> None:
    """Good practice told to others, and good words that came to the service, spread over the year."""
    for direction, number in (("given", given), ("received", received)):
        for place in range(number):
            made.record.praises.append(
                Praise(f"{direction}-{place + 1:02d}", spread(made, place, number), "care", direction=direction,
                       source="professional" if direction == "received" else None)
            )  # fmt: skip
