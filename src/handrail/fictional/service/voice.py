"""Being heard: who came to each meeting and how, questionnaires with their blanks, advocates and independent visitors."""

from collections.abc import Mapping
from random import Random

from handrail.fictional.calendar import days_after, this_or_next_working_day
from handrail.fictional.people import age_on
from handrail.fictional.service.made import REVIEW, Made, Sitting, pick
from handrail.fictional.story import Story, TimeInCare
from handrail.record.service_tables import Advocacy, Attendance, IndependentVisitor, Survey, SurveyAnswer

_AS_CODED = {  # participation code of the return: took part, how
    "PN1": ("attended", "in_person"), "PN2": ("attended", "through_advocate"), "PN3": ("attended", "symbolically"),
    "PN4": ("attended", "without_speaking"), "PN5": ("sent_views", "through_advocate"), "PN6": ("sent_views", "in_writing"),
    "PN7": ("neither", None),
}  # fmt: skip
_CHAIRED_THEMSELVES = 0.06
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
_COMES_BACK, _LEFT_BLANK = 0.4, 0.08

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
_ADVOCATE, _VISITOR, _OLD_ENOUGH = 0.16, 0.1, 5


def add(made: Made) -> None:
    """Attendances, surveys, advocacy and independent visitors."""
    for sitting in made.sittings():
        dice = made.dice("heard", sitting.child_id, sitting.meeting, sitting.on.isoformat())
        _attendances(made, dice, sitting)
        _surveys(made, dice, sitting)
    for story in made.stories:
        for time in story.care:
            dice = made.dice("advocate", story.person.child_id, time.began_on.isoformat())
            _advocate(made, dice, story, time)
            _visitor(made, dice, story, time)


# --- meetings


def _attendances(made: Made, dice: Random, sitting: Sitting) -> None:
    if sitting.participation in _AS_CODED:
        took_part, how = _AS_CODED[sitting.participation]
        if sitting.participation == "PN1" and dice.random() < _CHAIRED_THEMSELVES:
            how = "chaired"
        _attendance(made, sitting, "child", took_part, how, None)
    for person, often in _COMES[sitting.meeting].items():
        if person == "school" and age_on(sitting.story.person, sitting.on) < 4:
            continue
        if dice.random() < often:
            _attendance(made, sitting, person, "attended", pick(dice, _HOW), None)
        elif dice.random() < _SENT_INSTEAD:
            _attendance(made, sitting, person, "sent_views", "in_writing", dice.random() < _APOLOGY)
        else:
            _attendance(made, sitting, person, "neither", None, dice.random() < _APOLOGY)


def _attendance(
    made: Made, sitting: Sitting, person: str, took_part: str, how: str | None, apology: bool | None
) -> None:
    made.record.attendances.append(
        Attendance(sitting.child_id, sitting.meeting, sitting.on, person, took_part, how, apology)
    )
    made.count("attendances", sitting.on, f"{sitting.meeting}: {person} {took_part}")
    if how == "chaired":
        made.count("attendances", sitting.on, "chaired by the child")


# --- questionnaires


def _surveys(made: Made, dice: Random, sitting: Sitting) -> None:
    for form, (respondent, questions) in FORMS.items():
        about = "conference" if form == "parent_conference" else None if form.startswith("prof") else REVIEW
        if about not in (None, sitting.meeting) or dice.random() >= _HANDED_OUT[form]:
            continue
        if respondent == "child" and age_on(sitting.story.person, sitting.on) < _OLD_ENOUGH:
            continue
        asked = dict(questions)
        if sitting.kind != REVIEW:
            asked.pop("plan_helped", None)
        _survey(made, dice, sitting, form, respondent, asked)


def _survey(
    made: Made, dice: Random, sitting: Sitting, form: str, respondent: str, asked: Mapping[str, Mapping[str, float]]
) -> None:
    back = dice.random() < _COMES_BACK
    returned_on = made.by(days_after(sitting.on, dice.randint(0, 30))) if back else None
    survey_id = f"Q{len(made.record.surveys) + 1:06d}"
    made.record.surveys.append(Survey(survey_id, form, respondent, sitting.on, returned_on))
    made.count("surveys", sitting.on, f"sent: {form}")
    if returned_on is None:
        return
    made.count("surveys", returned_on, f"returned: {form}")
    for question, answers in asked.items():
        answer = None if dice.random() < _LEFT_BLANK else pick(dice, answers)
        made.record.survey_answers.append(SurveyAnswer(survey_id, question, answer))
        made.count("survey_answers", returned_on, f"{form}, {question}: {answer or 'left blank'}")


# --- advocates and visitors


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
    made.count("advocacy", referred_on, "referred", f"issue: {issue}", f"referred by: {source}")
    made.count("advocacy", referred_on, "consented" if consented else "not consented")
    made.count("advocacy", started_on, "started")
    made.count("advocacy", ended_on, "ended")


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
