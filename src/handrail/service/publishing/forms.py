"""What a person says to have a publication made, and what they say of a draft."""

from typing import Any

from django import forms

from handrail.profiles.audiences import NAMES
from handrail.publications.library import Publication

AUDIENCES = {
    "public": "Anyone: small numbers are protected as for publication",
    "board": "Members of the board, in confidence",
    "internal": "Those who run the service",
    "child": "Children and young people",
}


class DraftForm(forms.Form):
    """Of which period, for whom."""

    period = forms.ChoiceField(label="Period", error_messages={"required": "Choose the period"})
    audience = forms.ChoiceField(label="Who it is for", widget=forms.RadioSelect)

    def __init__(self, *args: Any, of: Publication, periods: list[tuple[str, str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]
        self.fields["audience"].choices = [(name, AUDIENCES[name]) for name in NAMES]  # type: ignore[attr-defined]
        self.fields["audience"].initial = of.audience


class StepForm(forms.Form):
    """A note to a step, where one is wanted."""

    note = forms.CharField(label="Note", max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(forms.Form):
    """The answer to one question of the safeguards."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    words = forms.CharField(
        label="Answer",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the answer in words"},
    )
