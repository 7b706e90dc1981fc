"""What a person says of a pack for inspectors: of which day, and to whom it was handed over."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handrail.service.design.forms import DateField


class AskForm(forms.Form):
    """The day the lists are of."""

    snapshot = DateField(
        label="How things stood on",
        help_text="The lists hold what was open on this day and in the six months before it.",
        error_messages={"required": "Enter the day"},
    )

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, initial={"snapshot": today})
        self._today = today

    def clean_snapshot(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["snapshot"]
        if day > self._today:
            raise ValidationError("This day lies ahead. Enter today or a day before")
        return day


class ReleaseForm(forms.Form):
    """To whom it was handed over."""

    handed_to = forms.CharField(
        label="Handed over to",
        help_text="For instance the name of the lead inspector.",
        max_length=200,
        error_messages={"required": "Say to whom it was handed over"},
    )
