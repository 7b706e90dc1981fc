"""What is written about a child as a person, and about who is around them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from handrail.service.design.forms import DateField
from handrail.service.design.together import TogetherForm
from handrail.service.people.words import ROLES

_NAME = {"required": "Enter the name"}
_LONG = 2_000


class ParticularsForm(TogetherForm):
    """Who a child is, and how to speak with them."""

    name = forms.CharField(label="Full name", max_length=200, error_messages=_NAME)
    known_as = forms.CharField(
        label="Likes to be called", max_length=100, required=False, help_text="The name to use in what the child reads"
    )
    pronouns = forms.CharField(label="Pronouns", max_length=40, required=False, help_text="For example, she and her")
    language = forms.CharField(label="First language", max_length=60, required=False)
    interpreter = forms.NullBooleanField(label="Needs an interpreter", required=False)
    communication = forms.CharField(
        label="How to speak with the child",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=_LONG,
        required=False,
        help_text="What helps: signs, pictures, time, a quiet room, who should be there",
    )


class ContactForm(TogetherForm):
    """Somebody around a child."""

    name = forms.CharField(label="Full name", max_length=200, error_messages=_NAME)
    role = forms.ChoiceField(
        label="Who they are to the child",
        choices=[("", "Choose"), *ROLES.items()],
        error_messages={"required": "Choose who they are to the child"},
    )
    relation = forms.CharField(
        label="In the family's own words", max_length=100, required=False, help_text="For example, Nan, or foster carer"
    )
    parental_responsibility = forms.NullBooleanField(label="Has parental responsibility", required=False)
    phone = forms.CharField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    address = forms.CharField(
        label="Address",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        required=False,
        help_text="It is used only once somebody has confirmed it; a change takes the confirmation away",
    )
    undisclosed = forms.BooleanField(
        label="Do not disclose: nobody but the service may ever be told where they are",
        required=False,
    )
    safe_contact = forms.CharField(
        label="How to reach them safely",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_LONG,
        required=False,
        help_text="For example: ring before 3 pm only, never leave a message, send nothing to the house",
    )
    language = forms.CharField(label="First language", max_length=60, required=False)
    holds_from = DateField(label="Around the child since", required=False, help_text="For example, 27 3 2015")
    holds_until = DateField(label="Until", required=False, help_text="Leave it blank while they are")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "holds_from", "holds_until")


class ConfirmForm(forms.Form):
    """An address was found to be right: on which day, and how."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    confirmed_on = DateField(label="Day it was confirmed", help_text="For example, 27 3 2015")
    confirmed_how = forms.CharField(
        label="How it was confirmed",
        max_length=100,
        help_text="For example: she said so by telephone, seen at a visit",
        error_messages={"required": "Say how it was confirmed"},
    )

    def __init__(self, *given: Any, today: date, **settings: Any) -> None:
        super().__init__(*given, **settings)
        self._today = today

    def clean_confirmed_on(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["confirmed_on"]
        if day > self._today:
            raise forms.ValidationError("The day it was confirmed lies ahead")
        return day


def in_order(form: forms.Form, first: str, last: str) -> dict[str, Any]:
    """What a form was given; a last day before the first is a fault of the last."""
    found = form.cleaned_data
    if found.get(first) and found.get(last) and found[last] < found[first]:
        form.add_error(last, "The last day is before the first")
    return found


def filled(fields: Iterable[str], row: Any) -> dict[str, Any]:
    """What a row says by these names, as far as it has them; of no row, nothing."""
    return {name: getattr(row, name) for name in fields if hasattr(row, name)}
