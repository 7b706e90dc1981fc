"""Making a token."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from handrail.service.access.tokens import LONGEST
from handrail.service.design.forms import DateField


class TokenForm(forms.Form):
    """What a token is called, what it may do, and its last day."""

    name = forms.CharField(
        label="What will use it?",
        help_text="For example “Nightly hand-over to the case system”. Name no child",
        max_length=100,
        error_messages={"required": "Say what will use the token"},
    )
    may = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="It can never do more than you may yourself on the day. Choose as little as it needs",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing it may do"},
    )
    expires_on = DateField(label="Last day", help_text="At most a year from today")

    def __init__(self, data: Any, choices: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__(data)
        self.fields["may"].choices = list(choices)  # type: ignore[attr-defined]
        self._today = today

    def clean_expires_on(self) -> date:
        """After today, and within a year."""
        day: date = self.cleaned_data["expires_on"]
        if not self._today < day <= self._today + timedelta(days=LONGEST):
            raise forms.ValidationError("The last day must be after today and within a year")
        return day
