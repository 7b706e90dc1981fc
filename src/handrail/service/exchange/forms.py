"""Handing files in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handrail.service.design.forms import DateField
from handrail.service.exchange.folders import MOST_BYTES

MOST_FILES = 100


class FilesInput(forms.FileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is looked at."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files that were sent. Raises ValidationError for what is wrong with any."""
        one = super().clean
        files = [one(each, initial) for each in data or [None]]
        if sum(file.size for file in files) > MOST_BYTES:
            raise ValidationError(f"Hand in at most {MOST_BYTES // 2**20} MB at once. Pack large files as a zip.")
        return files


class HandInForm(forms.Form):
    """The files, from which day they are whole, and why."""

    given = FilesField(
        label="Files",
        help_text=f"CSV, XML, Excel, or one zip of them. The mapping of a tracker (.toml) goes with its tracker. At most {MOST_BYTES // 2**20} MB",
        error_messages={"required": "Choose the files", "empty": "A file is empty. Save it again and choose it anew"},
    )
    covers = DateField(
        label="First day the data cover, if you know it",
        required=False,
        help_text="Leave it blank, and it is told from the files",
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=200,
        help_text="For example “2026/27, second submission”. Name no child",
    )
