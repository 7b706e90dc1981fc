"""What a person says of an entry: what is right, column by column; that it never happened; and why."""

from collections.abc import Mapping
from typing import Any

from django import forms

from handrail.record.corrections import ENTRY, NO, YES, as_text
from handrail.record.schema import Field, Table
from handrail.service.corrections.entries import Entry, fields_of, hint, label
from handrail.service.design.forms import DateField

_TRUTHS = (("", "Not recorded"), ("true", "Yes"), ("false", "No"))


class EntryForm(forms.Form):
    """An entry as it should stand. `entry` is the one that is recorded, None for one that is missing."""

    never = forms.BooleanField(label="This never happened", required=False)
    why = forms.CharField(
        label="How do you know?",
        help_text="For instance: the minutes say so. Whoever agrees to it reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        error_messages={"required": "Say how you know what is right"},
    )

    def __init__(self, data: Any, table: Table, entry: Entry | None) -> None:
        super().__init__(data, initial=_as_recorded(entry))
        self._table, self._entry = table, entry
        columns = {field.name: _typed(field) for field in fields_of(table)}
        if entry is None or table.name == "children":
            del self.fields["never"]
        self.fields = {**columns, **self.fields}

    @property
    def columns(self) -> list[forms.BoundField]:
        """The columns, as the page shows them before the rest."""
        return [self[field.name] for field in fields_of(self._table)]

    def clean(self) -> dict[str, Any]:
        """Something must have changed."""
        found = super().clean() or {}
        if self._entry is not None and not self.errors and not self.verified():
            self.add_error(None, "Nothing differs from what is recorded. Change what is wrong.")
        return found

    def verified(self) -> Mapping[str, str]:
        """What was verified, by column, as corrections write it."""
        if self.cleaned_data.get("never"):
            return {ENTRY: NO}
        given = {field.name: as_text(self.cleaned_data.get(field.name)) for field in fields_of(self._table)}
        if self._entry is None:
            key = set(self._table.key)
            return {ENTRY: YES, **{name: text for name, text in given.items() if text and name not in key}}
        row = self._entry.row
        return {name: text for name, text in given.items() if text != as_text(getattr(row, name))}

    def key(self, child_id: str) -> str:
        """The key of an entry that is missing."""
        values = {**self.cleaned_data, "child_id": child_id}
        return "|".join(as_text(values[name]) for name in self._table.key)


class DecisionForm(forms.Form):
    """Whether a correction is agreed to, and what is said to whoever proposed it."""

    stands = forms.ChoiceField(
        label="Is this right?",
        choices=(("yes", "Yes, the record is wrong and this is right"), ("no", "No, the record stays as it is")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether this is right"},
    )
    answer = forms.CharField(
        label="What you say to it",
        help_text="If you do not agree, say why.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1_000,
        required=False,
    )

    def __init__(self, data: Any, proposal: int) -> None:
        super().__init__(data, auto_id=f"id_{proposal}_%s")
        self.proposal = proposal

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        found = super().clean() or {}
        if found.get("stands") == "no" and not found.get("answer", "").strip():
            self.add_error("answer", "Say why the record stays as it is")
        return found


def _as_recorded(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    given = {field.name: getattr(entry.row, field.name) for field in fields_of(entry.table)}
    return {name: as_text(value) if isinstance(value, bool) else value for name, value in given.items()}


def _typed(field: Field) -> forms.Field:
    given: dict[str, Any] = {"label": label(field), "help_text": hint(field), "required": field.required}
    if field.type == "date":
        return DateField(**given)
    if field.type == "boolean":
        return forms.ChoiceField(choices=_TRUTHS, **given)
    if field.type == "integer":
        return forms.IntegerField(**given)
    return forms.CharField(max_length=200, **given)
