"""What is asked of whoever keeps, holds and destroys."""

from collections.abc import Sequence
from typing import Any

from django import forms

_NAME_NOBODY = "Name nobody: it is kept in the trail."


class FindForm(forms.Form):
    """Whose record it is. It is sent and not addressed."""

    number = forms.CharField(
        label="The council's number for the child",
        max_length=200,
        help_text="Or the unique pupil number, exactly as it is written",
        error_messages={"required": "Enter the number"},
    )


class HoldForm(forms.Form):
    """Why everything about a child is kept."""

    reason = forms.CharField(
        label="Who ordered it, when, and what for",
        max_length=300,
        help_text=f"For example: Family Court, order of 3 March 2026, until the appeal is heard. {_NAME_NOBODY}",
        error_messages={"required": "Say who ordered it, when, and what for"},
    )


class LiftForm(forms.Form):
    """Why a hold is over; `hold` is its number."""

    lifted = forms.CharField(
        label="Why it is over",
        max_length=300,
        help_text=_NAME_NOBODY,
        error_messages={"required": "Say why it is over"},
    )

    def __init__(self, data: Any, hold: int) -> None:
        super().__init__(data, auto_id=f"id_{hold}_%s")
        self.hold = hold


class WordsForm(forms.Form):
    """Which entries of the trail lose their words, and which law requires it."""

    entries = forms.TypedMultipleChoiceField(
        label="Entries whose words are erased",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the entries"},
    )
    law = forms.CharField(
        label="Which law requires it",
        max_length=300,
        help_text=f"For example: UK GDPR, article 17(1)(d). {_NAME_NOBODY}",
        error_messages={"required": "Say which law requires it"},
    )

    def __init__(self, data: Any, entries: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["entries"].choices = entries  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """Whether what somebody else proposed may be destroyed; `number` is the proposal's."""

    may = forms.ChoiceField(
        label="May it be destroyed?",
        choices=(("yes", "Yes, I answer for it"), ("no", "No, it stays")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it may be destroyed"},
    )
    why = forms.CharField(
        label="If not, why",
        max_length=300,
        required=False,
        help_text=_NAME_NOBODY,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, number: int) -> None:
        super().__init__(data, auto_id=f"id_{number}_%s")
        self.number = number

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        found = super().clean() or {}
        if found.get("may") == "no" and not found.get("why", "").strip():
            self.add_error("why", "Say why it stays")
        return found
