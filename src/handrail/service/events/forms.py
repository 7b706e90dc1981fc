"""What a person writes: news of a child, and the answers to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from handrail.service.design.forms import DateField
from handrail.service.events.actions import ACCEPTED, DECLINED, refuse_day
from handrail.service.events.models import DECISION, MEETING, MORE_TOLD, VIEW
from handrail.service.not_done import NotDone
from handrail.workflows.news import DECISIONS, VIEWS, NewsKind

_LONGEST = 4_000
_CHOICES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    VIEW: ("What is your view?", VIEWS),
    DECISION: ("What do you decide?", DECISIONS),
    MORE_TOLD: ("", {}),
    MEETING: ("Will you meet?", {ACCEPTED: "Yes", DECLINED: "No, not now"}),
}
_WORDS = {
    VIEW: ("Why, in words", "The social worker and their manager read it, and it goes to the child's file."),
    DECISION: ("Your reason", "Whoever reads the file later should understand it."),
    MORE_TOLD: ("What was asked for", ""),
    MEETING: ("When suits you, or why not", "Not needed."),
}


class TellForm(forms.Form):
    """One piece of news: the day and the words."""

    on = DateField()
    words = forms.CharField(
        label="What is there to tell?",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=_LONGEST,
        error_messages={"required": "Write what there is to tell"},
    )

    def __init__(self, data: Any, kind: NewsKind, today: date) -> None:
        super().__init__(data, initial={} if kind.is_proposed or kind.ahead else {"on": today})
        self._kind, self._today = kind, today
        self.fields["on"].label = "For which day is it planned?" if kind.is_proposed else "On which day?"
        self.fields["words"].help_text = kind.asks

    def clean_on(self) -> date:
        """A proposal lies ahead, what happened does not."""
        on: date = self.cleaned_data["on"]
        try:
            refuse_day(self._kind, on, self._today)
        except NotDone as error:
            raise forms.ValidationError(str(error)) from None
        return on


class AnswerForm(forms.Form):
    """An answer about one thing: one of the choices there are, and the words. `seen` is the last answer it follows."""

    about = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    choice = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose one"})
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=_LONGEST)

    def __init__(self, data: Any, about: str, seen: int) -> None:
        super().__init__(data, auto_id=f"id_{about}_%s", initial={"about": about, "seen": seen})
        self.of = about
        question, choices = _CHOICES[about]
        if choices:
            self.fields["choice"].label = question
            self.fields["choice"].choices = list(choices.items())  # type: ignore[attr-defined]
        else:
            del self.fields["choice"]
        words = self.fields["words"]
        words.label, words.help_text = _WORDS[about]
        words.required = about != MEETING
        words.error_messages["required"] = "Say it in words"


class WithdrawForm(forms.Form):
    """Why something told is taken back."""

    why = forms.CharField(
        label="Why do you take it back?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_LONGEST,
        error_messages={"required": "Say why"},
    )


def said_in_words(about: str, choice: str) -> str:
    """A choice as it stands on a page."""
    return _CHOICES[about][1].get(choice, choice)
