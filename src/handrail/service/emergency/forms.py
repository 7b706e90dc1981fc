"""What emergency access asks for: one child, typed and not picked, and a reason."""

from typing import Any

from django import forms

from handrail.service.design.forms import DateField

_SHORTEST, _LONGEST = 20, 1000


class EmergencyForm(forms.Form):
    """The council's id of a child, or the full name with the date of birth; and why the child must be seen now."""

    child_id = forms.CharField(
        label="The council's number for the child", required=False, max_length=200, help_text="Exactly as it is written"
    )
    name = forms.CharField(
        label="Full name", required=False, max_length=200, help_text="If you do not know the number, with date of birth"
    )
    born_on = DateField(label="Date of birth", required=False, help_text="For example, 27 3 2015")
    reason = forms.CharField(
        label="Why you must see this child's record now",
        help_text="Say what happened and what you must do. Name nobody: the reason is kept in the trail.",
        min_length=_SHORTEST,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Say why you must see this child's record now",
            "min_length": f"Say more: the reason needs at least {_SHORTEST} characters",
        },
    )

    def clean(self) -> dict[str, Any]:
        """Either way of saying who it is, whole; and none of it again in the reason."""
        found = super().clean() or {}
        if not found.get("child_id") and not (found.get("name") and found.get("born_on")) and "born_on" in found:
            self.add_error("child_id", "Enter the child's number, or the full name and the date of birth")
        typed = {word.casefold() for word in f"{found.get('child_id', '')} {found.get('name', '')}".split()}
        if typed & {word.strip(".,;:!?()'\"").casefold() for word in found.get("reason", "").split()}:
            self.add_error("reason", "Leave the child's name and number out of the reason")
        return found
