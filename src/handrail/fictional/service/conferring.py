"""What belongs to a conference as one meeting: its chair, its notice, why it was late, what it decided, what was put off."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from random import Random

from handrail.fictional.calendar import working_days_before
from handrail.fictional.service.made import CONFERENCE, Made, group_of, late_reason, pick
from handrail.fictional.service.staff import CHAIR, Staff
from handrail.fictional.story import LATE, Story
from handrail.record.meeting_tables import StoodDown, StoodDownChild
from handrail.record.tables import Conference, ConferenceChild

_STOOD_DOWN = 0.05
_WHY_STOOD_DOWN = {"late_notice": 30, "missing_report": 25, "parent_absent": 20, "professional_absent": 15, "interpreter_absent": 10}  # fmt: skip
_OUTCOME_BLANK, _REBOOKED = 0.03, 0.9
_NOTICE, _SHORT_NOTICE = (6, 10), (1, 4)  # working days


def add(made: Made, staff: Staff) -> None:
    """Complete every conference and what it decided for each child, and put off a few on the way."""
    stories = {story.person.child_id: story for story in made.stories}
    sittings = {(each.child_id, each.kind, each.on): each for each in made.sittings() if each.meeting == CONFERENCE}
    children: dict[str, list[ConferenceChild]] = defaultdict(list)
    for child in made.record.conference_children:
        children[child.conference_id].append(child)
    record, decided = made.record, list[ConferenceChild]()
    for number, conference in enumerate(record.conferences):
        considered = children[conference.conference_id]
        about = [stories[child.child_id] for child in considered]
        found = (sittings.get((child.child_id, conference.kind, conference.held_on)) for child in considered)
        labels = [each.label for each in found if each]
        record.conferences[number] = _completed(made, staff, conference, about[0], LATE in labels, len(considered))
        decided.extend(_decided(made, conference, child, story) for child, story in zip(considered, about, strict=True))
        _put_off(made, conference, considered)
    record.conference_children = decided


def _completed(made: Made, staff: Staff, conference: Conference, story: Story, late: bool, children: int) -> Conference:
    kind, held_on = conference.kind, conference.held_on
    reason = late_reason(made, story, CONFERENCE, held_on) if late else None
    dice = made.dice("conference", conference.conference_id)
    short = reason == "late_notification" and dice.random() < 0.6
    notice = dice.randint(*(_SHORT_NOTICE if short else _NOTICE))
    made.count("conferences", held_on, kind)
    made.count("conferences", held_on, f"children: {kind}", number=children)
    if late:
        made.count("conferences", held_on, f"late: {kind}", f"late: {kind}, {reason or 'not recorded'}")
        made.count("conferences", held_on, f"children in late: {kind}", number=children)
    return conference._replace(
        one_meeting=True,
        chair_id=staff.who(CHAIR, group_of(story), held_on),
        notified_on=working_days_before(held_on, notice) if kind == "initial" else None,
        late_reason=reason,
    )


def _decided(made: Made, conference: Conference, child: ConferenceChild, story: Story) -> ConferenceChild:
    dice = made.dice("decided", conference.conference_id, child.child_id)
    outcome = None if dice.random() < _OUTCOME_BLANK else _outcome(conference, child, story)
    made.count("conference_children", conference.held_on, f"{conference.kind}: {outcome or 'not recorded'}")
    return child._replace(outcome=outcome)


def _outcome(conference: Conference, child: ConferenceChild, story: Story) -> str:
    on = conference.held_on
    if conference.kind != "review":
        return "plan" if any(plan.started_on == on for plan in story.plans) else "no_plan"
    return "ended" if any(plan.ended_on == on for plan in story.plans) else "continued"


def _put_off(made: Made, conference: Conference, considered: Iterable[ConferenceChild]) -> None:
    """A conference that was to be held some days before it was, and was stood down."""
    dice = made.dice("stood down", conference.conference_id)
    if dice.random() >= _STOOD_DOWN:
        return
    planned_on, number = _planned_on(dice, conference.held_on), f"S{len(made.record.stood_down) + 1:05d}"
    reason, rebooked = pick(dice, _WHY_STOOD_DOWN), dice.random() < _REBOOKED
    called_off_on = working_days_before(planned_on, 1) if dice.random() < 0.5 else planned_on
    made.record.stood_down.append(
        StoodDown(
            number, CONFERENCE, planned_on, conference.kind, called_off_on, reason,
            conference.held_on if rebooked else None,
        )
    )  # fmt: skip
    made.count("stood_down", planned_on, "stood down", reason, "rebooked" if rebooked else "not rebooked")
    for child in considered:
        made.record.stood_down_children.append(StoodDownChild(number, child.child_id))
        made.count("stood_down", planned_on, "children")


def _planned_on(dice: Random, held_on: date) -> date:
    return working_days_before(held_on, dice.randint(2, 8))
