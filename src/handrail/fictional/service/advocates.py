"""Whom a child has to speak for it: advocates and their issues, independent visitors, and tools to say it oneself."""

from datetime import date
from random import Random

from handrail.fictional.calendar import days_after, this_or_next_working_day
from handrail.fictional.people import age_on
from handrail.fictional.service.made import Made, pick
from handrail.fictional.story import Story, TimeInCare
from handrail.record.meeting_tables import DigitalView
from handrail.record.service_tables import Advocacy, AdvocacyIssue, IndependentVisitor

_ISSUES = {
    "placement": 22, "contact_with_family": 18, "education": 10, "health": 6, "housing": 8, "legal": 6,
    "relationships": 9, "professional_support": 12, "other": 9,
}  # fmt: skip
_REFERRED_BY = {
    "social_worker": 40,
    "child": 22,
    "reviewing_officer": 20,
    "parent_or_carer": 9,
    "education": 5,
    "other": 4,
}
_SECOND_ISSUE, _USES_A_TOOL = 0.25, 0.4
_TOOLS = {("mind_of_my_own", "statement"): 70, ("viewpoint", "questionnaire"): 30}
_ADVOCATE, _VISITOR, _OLD_ENOUGH = 0.16, 0.1, 5


def add(made: Made) -> None:
    """Advocacy, independent visitors and views given digitally."""
    for story in made.stories:
        for time in story.care:
            dice = made.dice("advocate", story.person.child_id, time.began_on.isoformat())
            _advocate(made, dice, story, time)
            _visitor(made, dice, story, time)
            _digital_views(made, story, time)


def _advocate(made: Made, dice: Random, story: Story, time: TimeInCare) -> None:
    last = time.ended_on or made.last_day
    first = max(time.began_on, made.span.first_day)
    referred_on = this_or_next_working_day(days_after(first, dice.randint(5, 500)))
    wanted = dice.random() < _ADVOCATE and referred_on < last
    if not wanted or age_on(story.person, referred_on) < _OLD_ENOUGH:
        return
    consented = dice.random() < 0.9
    started_on = made.by(days_after(referred_on, dice.randint(3, 30))) if consented else None
    ended_on = made.by(days_after(started_on, dice.randint(20, 240))) if started_on else None
    issue, source = pick(dice, _ISSUES), pick(dice, _REFERRED_BY)
    made.record.advocacy.append(
        Advocacy(story.person.child_id, referred_on, issue, source, consented, started_on, ended_on)
    )
    _issues(made, story, referred_on, issue)
    made.count("advocacy", referred_on, "referred", f"issue: {issue}", f"referred by: {source}")
    made.count("advocacy", referred_on, "consented" if consented else "not consented")
    made.count("advocacy", started_on, "started")
    made.count("advocacy", ended_on, "ended")


def _issues(made: Made, story: Story, referred_on: date, first: str) -> None:
    dice = made.dice("issues", story.person.child_id, referred_on.isoformat())
    for issue in sorted({first, *((pick(dice, _ISSUES),) if dice.random() < _SECOND_ISSUE else ())}):
        made.record.advocacy_issues.append(AdvocacyIssue(story.person.child_id, referred_on, issue))
        made.count("advocacy_issues", referred_on, issue, "issues")


def _digital_views(made: Made, story: Story, time: TimeInCare) -> None:
    dice = made.dice("digital", story.person.child_id, time.began_on.isoformat())
    day, until = days_after(time.began_on, dice.randint(20, 300)), time.ended_on or made.last_day
    while day <= until:
        if day >= made.span.first_day and age_on(story.person, day) >= _OLD_ENOUGH and dice.random() < _USES_A_TOOL:
            (tool, kind), for_review = pick(dice, _TOOLS), dice.random() < 0.6
            number = f"V{len(made.record.digital_views) + 1:05d}"
            made.record.digital_views.append(DigitalView(number, tool, day, kind, story.person.child_id, for_review))
            made.count("digital_views", day, tool, f"for a review: {for_review}")
        day = days_after(day, dice.randint(60, 300))


def _visitor(made: Made, dice: Random, story: Story, time: TimeInCare) -> None:
    last = time.ended_on or made.last_day
    first = max(time.began_on, made.span.first_day)
    asked_on = this_or_next_working_day(days_after(first, dice.randint(30, 400)))
    if dice.random() >= _VISITOR or asked_on >= last or age_on(story.person, asked_on) < _OLD_ENOUGH:
        return
    declined = dice.random() < 0.3
    found_on = days_after(asked_on, dice.randint(20, 200))
    matched_on = found_on if not declined and found_on < last else None
    ended_on = made.by(min(time.ended_on or days_after(found_on, 900), days_after(found_on, 900)))
    made.record.independent_visitors.append(
        IndependentVisitor(story.person.child_id, asked_on, matched_on, ended_on if matched_on else None, declined)
    )
    made.count("independent_visitors", asked_on, "asked", "declined" if declined else "wanted")
    made.count("independent_visitors", matched_on, "matched")
    if matched_on:
        made.count("independent_visitors", ended_on, "ended")
