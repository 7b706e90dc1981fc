"""How a piece of news stands on a day: who is waited for, whether the answer is late, what went ahead. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handrail.service.events.models import DECISION, MEETING, MORE_TOLD, VIEW, Answer, News
from handrail.workflows.news import DISAGREE, MORE, NewsKind, news_kinds

OFFICER, TELLER, NOBODY = "officer", "teller", ""


@dataclass(frozen=True)
class Standing:
    """`word` is one of the six words of a state; `waits_for` who has it now; `went_ahead` a change without the view."""

    kind: NewsKind
    view: Answer | None
    decision: Answer | None
    meeting: Answer | None
    waits_for: str
    word: str
    days_late: int
    went_ahead: bool


def standing(news: News, answers: Sequence[Answer], today: date) -> Standing:
    """How it stands on a day, given its answers in their order."""
    kind, last = news_kinds()[news.kind], {one.about: one for one in answers}
    waits_for = NOBODY if news.withdrawn_on else _waits_for(kind, answers, last)
    until = today if waits_for == OFFICER else _answered_on(kind, answers) or today
    days = 0 if news.withdrawn_on else max(0, (until - news.answer_by).days)
    return Standing(
        kind=kind,
        view=last.get(VIEW),
        decision=last.get(DECISION),
        meeting=last.get(MEETING),
        waits_for=waits_for,
        word=_word(news, waits_for, days),
        days_late=days,
        went_ahead=kind.is_proposed and not news.withdrawn_on and news.on <= (_viewed_on(answers) or today),
    )


def _waits_for(kind: NewsKind, answers: Sequence[Answer], last: dict[str, Answer]) -> str:
    """Of a change the officer gives a view, and decides where they do not agree; of what happened they decide."""
    view, decided = last.get(VIEW), DECISION in last
    if not kind.is_proposed:
        return NOBODY if decided else OFFICER
    if view is None:
        return OFFICER
    if view.choice == MORE:
        return OFFICER if any(one.about == MORE_TOLD and one.pk > view.pk for one in answers) else TELLER
    return OFFICER if view.choice == DISAGREE and not decided else NOBODY


def _answered_on(kind: NewsKind, answers: Sequence[Answer]) -> date | None:
    """The day of the first answer: a question back is one, because then it is the teller's turn."""
    wanted = VIEW if kind.is_proposed else DECISION
    return next((one.on for one in answers if one.about == wanted), None)


def _viewed_on(answers: Sequence[Answer]) -> date | None:
    """The day of the first view that is one, and no question."""
    return next((one.on for one in answers if one.about == VIEW and one.choice != MORE), None)


def _word(news: News, waits_for: str, days_late: int) -> str:
    if news.withdrawn_on:
        return "stopped"
    if waits_for == OFFICER:
        return "late" if days_late else "due soon"
    return "met late" if days_late else "on time"
