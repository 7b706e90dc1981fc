"""What the page of components is filled with: made-up people only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django import forms
from django.http import QueryDict
from django.templatetags.static import static

from handrail.service.design.forms import DateField, Problem
from handrail.service.design.frame import Frame, Link

_CHOICES = [("care", "In care"), ("plan", "On a plan"), ("left", "Has left care")]
_GROUPED = [("Now", _CHOICES[:2]), ("Before", _CHOICES[2:])]


class ExampleForm(forms.Form):
    """Every widget of Django, once."""

    called = forms.CharField(label="Likes to be called", max_length=40, help_text="First name or nickname")
    mail = forms.EmailField(label="E-mail", required=False)
    page = forms.URLField(label="Page", required=False, assume_scheme="https")
    phone = forms.CharField(label="Telephone", widget=forms.TelInput)
    visits = forms.IntegerField(label="Visits", help_text="This year")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    words = forms.CharField(label="In her own words", widget=forms.Textarea(attrs={"rows": 3}), max_length=300)
    agrees = forms.BooleanField(label="She agrees that her sister is told")
    stage = forms.ChoiceField(label="Stage", choices=[("", "Choose"), *_GROUPED])
    known = forms.NullBooleanField(label="Known to the school", required=False)
    several = forms.MultipleChoiceField(label="Any of these", choices=_CHOICES)
    way = forms.ChoiceField(label="Where she is", choices=_CHOICES, widget=forms.RadioSelect, help_text="Today")
    ways = forms.MultipleChoiceField(label="Where she was", choices=_CHOICES, widget=forms.CheckboxSelectMultiple)
    born = DateField(label="Born", help_text="For example, 27 3 2011")
    moved = forms.DateField(label="Moved", widget=forms.SelectDateWidget(years=range(2024, 2028)))
    met = forms.SplitDateTimeField(label="Met", widget=forms.SplitDateTimeWidget)
    told = forms.TimeField(label="Told at", help_text="For example, 16:30")
    report = forms.FileField(label="Report")
    token = forms.CharField(widget=forms.HiddenInput, initial="made-up")


def _forms() -> dict[str, ExampleForm]:
    filled = {
        "called": "Lee", "mail": "lee@example.org", "phone": "01632 960001", "visits": 2, "words": "I want Mia there.",
        "agrees": True, "stage": "care", "known": True, "several": ["care", "plan"], "way": "plan", "ways": ["care"],
        "born": date(2011, 3, 27), "moved": date(2026, 3, 30), "met": datetime(2026, 4, 2, 15, 30, tzinfo=UTC), "told": "16:30",
    }  # fmt: skip
    refused = QueryDict("refused-born_day=31&refused-born_month=2&refused-born_year=2011&refused-visits=two")
    return {
        "blank": ExampleForm(prefix="blank"),
        "refused": ExampleForm(refused, prefix="refused"),
        "filled": ExampleForm(initial=filled, prefix="filled"),
    }


def _frame() -> Frame:
    here = "#main"
    return Frame(
        council="Example Council",
        logo=static("handrail/images/icon.svg"),
        logo_says="An example of a logo",
        search=here,
        navigation=(Link("My day", here), Link("My children", here), Link("Components", here, current=True)),
        account=(Link("Amina Farrow"), Link("Sign out", here, posts=True)),
        footer=(Link("Accessibility", here), Link("Who looked", here)),
        made_up_today=date(2026, 4, 2),
    )


@dataclass(frozen=True)
class Example:
    """The values the shown components are given."""

    today: date = date(2026, 4, 2)
    due: date = date(2026, 4, 29)
    past: date = date(2026, 3, 30)
    long_ago: date = date(2024, 11, 5)
    long_name: str = "Maximilian-Alexander Fotheringham-Cholmondeley Featherstonehaugh-Wolfeschlegel D'Arcy"
    arabic_name: str = "ليلى بنت عبد الرحمن"
    frame: Frame = field(default_factory=_frame)
    forms: Mapping[str, ExampleForm] = field(default_factory=_forms)
    errors: tuple[Problem, ...] = (
        Problem("Enter a whole postcode", "#id_post"),
        Problem("31/2/2026 is not a date", "#id_moved_0"),
    )
