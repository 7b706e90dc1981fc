"""What a manager gives when allocating: whom, from when, and why."""

from collections.abc import Mapping
from typing import Any

from django import forms

from handrail.service.design.forms import DateField

_LONGEST = 1_000


def _words(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    wrong = {"required": f"Write {label[0].lower()}{label[1:]}"}
    return forms.CharField(
        label=label, help_text=help_text, widget=area, max_length=_LONGEST, required=required, error_messages=wrong
    )


class AllocateForm(forms.Form):
    """The officer a child is given to."""

    worker = forms.ChoiceField(
        label="Officer", widget=forms.RadioSelect, error_messages={"required": "Choose an officer", "invalid_choice":
        "Choose one of the officers listed"},
    )  # fmt: skip
    first_on = DateField(label="From", help_text="The officer before has the child until the day before")
    why = _words("Why the officer changes", "Name nobody: it is kept with the decision", required=True)
    conflict_reason = _words("Why in spite of a conflict", "Only where a conflict stands beside the officer")

    def __init__(self, *args: Any, workers: Mapping[str, str], changes: bool, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fields["worker"].choices = list(workers.items())  # type: ignore[attr-defined]
        if not changes:
            del self.fields["why"]


class InterestForm(forms.Form):
    """An interest of a worker in a child that the record does not show."""

    worker = forms.ChoiceField(label="Who", error_messages={"required": "Choose who it is"})
    kind = forms.ChoiceField(label="What it is", error_messages={"required": "Choose what it is"})
    words = _words("What it is and since when", "Name nobody", required=True)

    def __init__(self, *args: Any, workers: Mapping[str, str], kinds: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        for name, choices in (("worker", workers), ("kind", kinds)):
            self.fields[name].choices = [("", "Choose"), *choices.items()]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why an interest was put down by mistake; `interest` is its number."""

    why = _words("Why it was a mistake", "Name nobody: it is kept beside it", required=True)

    def __init__(self, data: Any, interest: int) -> None:
        super().__init__(data, auto_id=f"id_{interest}_%s")
        self.interest = interest


class LeavingForm(forms.Form):
    """From when, and why, an officer's children go to others."""

    first_on = DateField(label="From", help_text="The officer has them until the day before")
    why = _words("Why the officer changes", "Name nobody: it is kept with each decision", required=True)


class CoverForm(forms.Form):
    """Who stands in for whom, in which days."""

    for_worker = forms.ChoiceField(label="For whom", error_messages={"required": "Choose for whom"})
    worker = forms.ChoiceField(label="Who stands in", error_messages={"required": "Choose who stands in"})
    first_on = DateField(label="First day")
    last_on = DateField(label="Last day")
    conflict_reason = _words("Why in spite of a conflict", "Only where the page says there is one")

    def __init__(self, *args: Any, workers: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        for name in ("for_worker", "worker"):
            self.fields[name].choices = [("", "Choose"), *workers.items()]  # type: ignore[attr-defined]
