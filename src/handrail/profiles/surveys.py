"""Surveys: the questions a service asks, in printed order, and which answers count as positive."""

from dataclasses import dataclass

from handrail.profiles.errors import ProfileError
from handrail.profiles.settings import SHORT_WORD, TEXT, each, join, many, one_of, setting

RESPONDENTS = ("child", "parent", "carer", "professional")


@dataclass(frozen=True)
class Question:
    """One question of a survey. Without a list of answers it is open: what is written is not counted by answer."""

    question: str = setting(SHORT_WORD, "The question's short name in the record")
    words: str = setting(TEXT, "The question as it is printed")
    answers: str | None = setting(SHORT_WORD, "The list of its answers, such as answers_agreement", default=None)
    positive: tuple[str, ...] = setting(many(TEXT), "The answers that count as positive, by code", default=())

    def refuse(self, at: str) -> None:
        """Raises ProfileError where answers are positive and none are listed."""
        if self.positive and self.answers is None:
            raise ProfileError(join(at, "answers"), "is missing", "Write the list the positive answers are from")


@dataclass(frozen=True)
class Survey:
    """A questionnaire."""

    form: str = setting(SHORT_WORD, "The questionnaire's short name in the record")
    title: str = setting(TEXT, "What it is called")
    respondent: str = setting(one_of(*RESPONDENTS), "Who is asked")
    questions: tuple[Question, ...] = setting(each(Question), "Its questions, in printed order")

    def refuse(self, at: str) -> None:
        """Raises ProfileError for a question that stands twice, or none."""
        names = [one.question for one in self.questions]
        if not names or len(set(names)) < len(names):
            raise ProfileError(join(at, "questions"), "is empty or has one twice", "Write each question once")
