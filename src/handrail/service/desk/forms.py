"""What a person writes about a thing that was due."""

from collections.abc import Mapping
from typing import Any

from django import forms


class ReasonForm(forms.Form):
    """Why it was late: one main reason, others that contributed, a note."""

    main = forms.ChoiceField(
        label="Main reason", widget=forms.RadioSelect, error_messages={"required": "Choose the main reason"}
    )
    contributing = forms.MultipleChoiceField(
        label="What else contributed", widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label="More about it", widget=forms.Textarea(attrs={"rows": 3}), max_length=1_000, required=False
    )

    def __init__(self, *args: Any, reasons: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        for name in ("main", "contributing"):
            self.fields[name].choices = list(reasons.items())  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A note about it."""

    text = forms.CharField(
        label="Note",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": "Write what there is to note"},
    )
