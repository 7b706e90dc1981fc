"""Being heard: who came to each meeting, how, and why not, and questionnaires with their blanks."""

from collections.abc import Mapping
from random import Random

from handrail.fictional.calendar import days_after
from handrail.fictional.people import age_on
from handrail.fictional.service.made import CONFERENCE, REVIEW, Made, Sitting, pick
from handrail.fictional.service.staff import Staff
from handrail.record.service_tables import Attendance, Survey, SurveyAnswer

_AS_CODED = {  # participation code of the return: took part, how
    "PN1": ("attended", "in_person"), "PN2": ("attended", "through_advocate"), "PN3": ("attended", "symbolically"),
    "PN4": ("attended", "without_speaking"), "PN5": ("sent_views", "through_advocate"), "PN6": ("sent_views", "in_writing"),
    "PN7": ("neither", None),
}  # fmt: skip
_CHAIRED_THEMSELVES = 0.06
_OLD_ENOUGH_TO_CHAIR, _ASKED_TO_CHAIR, _CO_CHAIRED = 8, 0.35, 0.15
_OLD_ENOUGH_FOR_A_CONFERENCE = 8
_AT_A_CONFERENCE = {
    ("attended", "in_person"): 10, ("sent_views", "in_writing"): 30, ("sent_views", "through_advocate"): 10,
    ("neither", None): 50,
}  # fmt: skip
_WHY_ABSENT = {
    "prefers_another_way": 40, "dislikes_video": 12, "seen_separately": 10, "at_school": 10, "one_of_a_series": 8, None: 20,
}  # fmt: skip
_COMES = {
    REVIEW: {"mother": 0.55, "father": 0.3, "carer": 0.9, "social_worker": 0.99, "school": 0.6, "health": 0.35},
    "conference": {
        "mother": 0.85, "father": 0.5, "social_worker": 1.0, "school": 0.75, "health": 0.8, "police": 0.6,
        "advocate": 0.1,
    },
}  # fmt: skip
_SENT_INSTEAD, _APOLOGY = 0.35, 0.6
_HOW = {"in_person": 60, "video": 32, "phone": 8}

_YES_NO = {"yes": 90, "no": 10}
_AGREE = {"strongly_agree": 45, "agree": 40, "disagree": 10, "strongly_disagree": 5}
_AGREE_OR_NOT = {**_AGREE, "not_applicable": 8}
_ZERO_TO_TEN = {str(mark): weight for mark, weight in enumerate((1, 1, 1, 2, 3, 8, 10, 18, 24, 16, 16))}
FORMS: Mapping[str, tuple[str, Mapping[str, Mapping[str, float]]]] = {
    "child_review": ("child", {
        "felt_listened_to": _YES_NO, "understood_outcome": _YES_NO, "understood_officers_role": _YES_NO,
        "asked_whom_to_invite": _YES_NO, "safe_where_i_live": _YES_NO, "makes_a_difference": _ZERO_TO_TEN,
    }),
    "carer_review": ("carer", {
        "spoke_before_or_after": _YES_NO, "understood_recommendations": _YES_NO, "heard_the_child": _YES_NO,
        "shared_views": _YES_NO,
    }),
    "parent_conference": ("parent", {
        "explained_before": _AGREE, "supported_to_share": _AGREE, "concerns_explained": _AGREE,
        "clear_what_must_change": _AGREE_OR_NOT, "plan_helped": _AGREE,
    }),
    "professional_meeting": ("professional", {
        "shared_views": _YES_NO, "heard_the_family": _YES_NO, "heard_the_child": _YES_NO, "clear_next_steps": _YES_NO,
    }),
}  # fmt: skip
_HANDED_OUT = {"child_review": 0.2, "carer_review": 0.12, "parent_conference": 0.25, "professional_meeting": 0.1}
_CHANNELS = {"link": 50, "paper": 30, "phone": 20}
_COMES_BACK, _LEFT_BLANK, _OLD_ENOUGH = 0.4, 0.08, 5


def add(made: Made, staff: Staff) -> None:
    """Attendances and questionnaires."""
    for sitting in made.sittings():
        dice = made.dice("heard", sitting.child_id, sitting.meeting, sitting.on.isoformat())
        _attendances(made, dice, sitting)
        _surveys(made, staff, dice, sitting)


# --- meetings


def _attendances(made: Made, dice: Random, sitting: Sitting) -> None:
    if sitting.participation in _AS_CODED:
        took_part, how = _AS_CODED[sitting.participation]
        if sitting.participation == "PN1" and dice.random() < _CHAIRED_THEMSELVES:
            how = "chaired"
        _child(made, sitting, took_part, how)
    elif sitting.meeting == CONFERENCE and age_on(sitting.story.person, sitting.on) >= _OLD_ENOUGH_FOR_A_CONFERENCE:
        _child(made, sitting, *pick(made.dice("conferred", sitting.child_id, sitting.on.isoformat()), _AT_A_CONFERENCE))
    for person, often in _COMES[sitting.meeting].items():
        if person == "school" and age_on(sitting.story.person, sitting.on) < 4:
            continue
        if dice.random() < often:
            _attendance(made, sitting, person, "attended", pick(dice, _HOW), None)
        elif dice.random() < _SENT_INSTEAD:
            _attendance(made, sitting, person, "sent_views", "in_writing", dice.random() < _APOLOGY)
        else:
            _attendance(made, sitting, person, "neither", None, dice.random() < _APOLOGY)


def _child(made: Made, sitting: Sitting, took_part: str, how: str | None) -> None:
    """The child's own part: whether asked to chair, and why not there, where somebody wrote it down."""
    dice = made.dice("asked", sitting.child_id, sitting.meeting, sitting.on.isoformat())
    asked: bool | None = None
    if sitting.meeting == REVIEW and age_on(sitting.story.person, sitting.on) >= _OLD_ENOUGH_TO_CHAIR:
        asked = how == "chaired" or dice.random() < _ASKED_TO_CHAIR
        if asked and took_part == "attended" and how == "in_person" and dice.random() < _CO_CHAIRED:
            how = "co_chaired"
        made.count("attendances", sitting.on, "asked to chair" if asked else "not asked to chair")
    reason = pick(dice, _WHY_ABSENT) if took_part != "attended" else None
    if took_part != "attended":
        made.count("attendances", sitting.on, f"{sitting.meeting}, child absent: {reason or 'not recorded'}")
    _attendance(made, sitting, "child", took_part, how, None, reason, asked)


def _attendance(
    made: Made,
    sitting: Sitting,
    person: str,
    took_part: str,
    how: str | None,
    apology: bool | None,
    reason: str | None = None,
    asked: bool | None = None,
) -> None:
    made.record.attendances.append(
        Attendance(
            sitting.child_id, sitting.meeting, sitting.on, person, took_part, how, apology, reason, asked
        )
    )  # fmt: skip
    made.count("attendances", sitting.on, f"{sitting.meeting}: {person} {took_part}")
    if how in ("chaired", "co_chaired"):
        made.count("attendances", sitting.on, f"{how} by the child")


# --- questionnaires


def _surveys(made: Made, staff: Staff, dice: Random, sitting: Sitting) -> None:
    for form, (respondent, questions) in FORMS.items():
        about = "conference" if form == "parent_conference" else None if form.startswith("prof") else REVIEW
        if about not in (None, sitting.meeting) or dice.random() >= _HANDED_OUT[form]:
            continue
        if respondent == "child" and age_on(sitting.story.person, sitting.on) < _OLD_ENOUGH:
            continue
        asked = dict(questions)
        if sitting.kind != REVIEW:
            asked.pop("plan_helped", None)
        _survey(made, staff, dice, sitting, form, respondent, asked)


def _survey(
    made: Made,
    staff: Staff,
    dice: Random,
    sitting: Sitting,
    form: str,
    respondent: str,
    asked: Mapping[str, Mapping[str, float]],
) -> None:
    back = dice.random() < _COMES_BACK
    returned_on = made.by(days_after(sitting.on, dice.randint(0, 30))) if back else None
    survey_id = f"Q{len(made.record.surveys) + 1:06d}"
    about = REVIEW if sitting.meeting == REVIEW else f"{sitting.kind}_conference"
    channel = pick(made.dice("channel", survey_id), _CHANNELS) if returned_on else None
    made.record.surveys.append(
        Survey(survey_id, form, respondent, sitting.on, returned_on, about, channel, staff.chair_of(sitting))
    )
    made.count("surveys", returned_on, f"about: {about}", f"channel: {channel}")
    made.count("surveys", sitting.on, f"sent: {form}")
    if returned_on is None:
        return
    made.count("surveys", returned_on, f"returned: {form}")
    for question, answers in asked.items():
        answer = None if dice.random() < _LEFT_BLANK else pick(dice, answers)
        made.record.survey_answers.append(SurveyAnswer(survey_id, question, answer))
        made.count("survey_answers", returned_on, f"{form}, {question}: {answer or 'left blank'}")
