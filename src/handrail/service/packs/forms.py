"""What a person says of filing: which items, on which day, and where they stand in the case system."""

from typing import Any

from django import forms

from handrail.service.design.forms import DateField


class FiledForm(forms.Form):
    """The items chosen, filed on one day in one place. `chosen` is sent by the boxes of the list."""

    filed_on = DateField(label="Filed on", error_messages={"required": "Enter the day they were filed"})
    place = forms.CharField(
        label="Where in the case system",
        help_text="For instance the number of the case note. Leave it blank if there is none.",
        max_length=200,
        required=False,
    )

    def __init__(self, data: Any, today: Any) -> None:
        super().__init__(data, initial={"filed_on": today})
        self._today = today
        self.chosen = data.getlist("item") if data is not None else []

    def clean(self) -> dict[str, Any]:
        """Something was chosen, and the day has come."""
        found = super().clean() or {}
        if not self.chosen:
            self.add_error(None, "Choose what was filed")
        if found.get("filed_on") and found["filed_on"] > self._today:
            self.add_error("filed_on", "The day lies ahead. Enter the day they were filed")
        return found


class ReceiptsForm(forms.Form):
    """A file of receipts."""

    file = forms.FileField(
        label="The receipts",
        help_text="receipts.csv of a pack, with the day and the reference filled in.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose the file", "empty": "This file is empty"},
    )
