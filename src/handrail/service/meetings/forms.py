"""What a person writes: when and where, whom to ask, and what somebody answers."""

from datetime import date, time
from typing import Any

from django import forms

from handrail.service.design.forms import DateField
from handrail.service.meetings.asked import Person
from handrail.service.meetings.models import TELLS
from handrail.service.meetings.words import ANSWERED, CHOICES, KINDS

_SHORTEST, _LONGEST = 10, 8 * 60  # minutes
WORDS_LONGEST = 1_000
_NEEDS_PLACE = "Say where it is, or give a video link"


class PlanForm(forms.Form):
    """When and where a meeting is. `seen` is the sequence that is changed, blank where it is new."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    kind = forms.ChoiceField(
        label="What is planned?", choices=[*KINDS.items()], widget=forms.RadioSelect,
        error_messages={"required": "Choose what is planned"},
    )  # fmt: skip
    on = DateField(label="Day", help_text="For example, 27 3 2026")
    begins = forms.TimeField(
        label="Begins at", input_formats=("%H:%M", "%H.%M"), help_text="For example, 9:30 or 14:00",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": "Enter when it begins", "invalid": "Enter a time such as 9:30 or 14:00"},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="Minutes it lasts", min_value=_SHORTEST, max_value=_LONGEST, initial=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": "Enter how many minutes it lasts", "invalid": "Enter a number of minutes"},
    )  # fmt: skip
    place = forms.CharField(
        label="Where", max_length=200, required=False,
        help_text="It goes into mail and calendars, so never the address of a home. Name a public building, or write “where you live”.",
    )  # fmt: skip
    video = forms.URLField(
        label="Video link", max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": "Enter a link that begins with https://"},
    )  # fmt: skip
    phone = forms.CharField(label="Telephone for questions", max_length=40, required=False)

    def __init__(self, given: Any, *, today: date, now: time, fixed: bool = False, **settings: Any) -> None:
        super().__init__(given, **settings)
        self._today, self._now = today, now
        if fixed:
            del self.fields["kind"]

    def clean_video(self) -> str:
        """Only what is encrypted on its way."""
        video: str = self.cleaned_data["video"]
        if video and not video.startswith("https://"):
            raise forms.ValidationError("Enter a link that begins with https://")
        return video

    def clean(self) -> dict[str, Any]:
        """It lies ahead, and is somewhere."""
        given = self.cleaned_data
        if given.get("on") and given["on"] < self._today:
            self.add_error("on", "That day has passed")
        elif given.get("on") == self._today and given.get("begins") and given["begins"] < self._now:
            self.add_error("begins", "That time has passed")
        if not (given.get("place") or given.get("video") or {"place", "video"} & {*self.errors}):
            self.add_error("place", _NEEDS_PLACE)
        return given


class CallOffForm(forms.Form):
    """Why a meeting is called off."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(
        label="Why is it called off?", widget=forms.Textarea(attrs={"rows": 2}), max_length=WORDS_LONGEST,
        help_text="It is kept with the meeting. Those who were asked are not told why.",
        error_messages={"required": "Say why it is called off"},
    )  # fmt: skip


class InviteForm(forms.Form):
    """Whom to ask: by mail, by mail with care, and in person."""

    by_mail = forms.MultipleChoiceField(required=False, label="By e-mail")
    with_care = forms.MultipleChoiceField(
        required=False, label="By e-mail, once you have read how to reach them safely"
    )
    in_person = forms.MultipleChoiceField(required=False, label="By you, in person")

    def __init__(self, given: Any, people: list[Person]) -> None:
        super().__init__(given)
        self.groups = {
            "by_mail": [one for one in people if not one.why_not and not one.care],
            "with_care": [one for one in people if not one.why_not and one.care],
            "in_person": [one for one in people if one.why_not],
        }
        for name, those in self.groups.items():
            self.fields[name].choices = [(one.person, one.name) for one in those]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At least one."""
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError("Choose whom to ask")
        return self.cleaned_data


class ReplyForm(forms.Form):
    """What somebody answers. `seen` is the sequence of the meeting they were shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    choice = forms.ChoiceField(
        label="Are you coming?", choices=[*CHOICES.items()], widget=forms.RadioSelect,
        error_messages={"required": "Choose one"},
    )  # fmt: skip
    words = forms.CharField(
        label="Anything you want to tell", widget=forms.Textarea(attrs={"rows": 4}), max_length=WORDS_LONGEST,
        required=False,
        help_text=f"For example, what would help you to take part. At most {WORDS_LONGEST:,} letters.",
    )  # fmt: skip

    def __init__(self, given: Any, *, by_staff: bool = False, **settings: Any) -> None:
        super().__init__(given, **settings)
        if by_staff:
            self.fields["choice"].label, self.fields["choice"].choices = "Are they coming?", [*ANSWERED.items()]  # type: ignore[attr-defined]
            self.fields["words"].label, self.fields["words"].help_text = "What they told you", ""

    def clean(self) -> dict[str, Any]:
        """Who only tells something says what."""
        if self.cleaned_data.get("choice") == TELLS and not self.cleaned_data.get("words", "x").strip():
            self.add_error("words", "Write what you want to tell")
        return self.cleaned_data


class NoLongerForm(forms.Form):
    """Whether somebody who is no longer asked is told of it."""

    tell = forms.BooleanField(label="Tell them by e-mail", required=False, initial=True)
