"""Two people at one form: every way their changes can meet, and no word lost."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from handrail.service.design.forms import DateField, problems
from handrail.service.design.together import TogetherForm

FIRST = {"name": "Leah", "note": "One\nTwo", "on": date(2026, 4, 2), "told": False, "kind": "a"}


class Form(TogetherForm):
    name = forms.CharField(label="Name", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    on = DateField(label="Day", required=False)
    told = forms.BooleanField(label="Told", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Apple"), ("b", "Pear")])


def sent_by_browser(form: Form, **typed: str) -> QueryDict:
    """The form as a browser sends it back."""
    said = {**form.initial, "opened": form["opened"].initial}
    parts = {f"on_{name}": getattr(said["on"], name) for name in ("day", "month", "year")} if said["on"] else {}
    plain = {name: said[name] for name in ("name", "kind", "opened")} | {"note": said["note"].replace("\n", "\r\n")}
    given = QueryDict(mutable=True)
    given.update({**plain, **parts, **({"told": "on"} if said["told"] else {}), **typed})
    return given


def met(standing: dict[str, Any], **typed: str) -> Form:
    """The form as the second person sees it, who typed this, while it came to stand like that."""
    mine = Form(sent_by_browser(Form(None, standing=FIRST, version=3), **typed), standing=FIRST, version=3)
    assert mine.is_valid(), mine.errors
    assert mine.seen == 3
    return mine.beside({**FIRST, **standing}, 4)


@pytest.mark.parametrize(
    ("standing", "typed", "shown", "told"),
    [
        ({}, {"name": "Lea"}, {"name": "Lea"}, "Somebody else saved this"),
        ({"name": "Lia"}, {}, {"name": "Lia"}, "while you were writing: Name."),
        ({"name": "Lia"}, {"note": "Three"}, {"name": "Lia", "note": "Three"}, "while you were writing: Name."),
        ({"name": "Lia"}, {"name": "Lea"}, {"name": "Lea"}, "changed this to “Lia”"),
        ({"name": "Lea"}, {"name": "Lea"}, {"name": "Lea"}, "Somebody else saved this"),
        ({"name": ""}, {"name": "Lea"}, {"name": "Lea"}, "changed this to “nothing”"),
        ({"on": date(2026, 5, 1)}, {"on_day": "9"}, {"on": date(2026, 4, 9)}, "“Friday 1 May 2026”"),
        ({"on": None}, {}, {"on": None}, "while you were writing: Day."),
        ({"told": True}, {}, {"told": True}, "while you were writing: Told."),
        ({"kind": "b", "note": "Four"}, {"kind": "a"}, {"kind": "b", "note": "Four"}, "Note, Kind."),
    ],
)
def test_each_change_stands_or_is_told(
    standing: dict[str, Any], typed: dict[str, str], shown: dict[str, Any], told: str
) -> None:
    form = met(standing, **typed)
    assert {name: form.initial[name] for name in shown} == shown
    assert told in " ".join(one.text for one in problems(form))


def test_lines_as_a_browser_ends_them_are_no_change() -> None:
    form = met({"note": "Three"})
    assert form.initial["note"] == "Three"
    assert "changed this to" not in str(form.errors)


def test_the_form_made_anew_saves_over_what_stands_now_and_knows_what_that_was() -> None:
    form = met({"name": "Lia"}, name="Lea")
    again = Form(sent_by_browser(form), standing={}, version=0)
    assert again.is_valid()
    assert again.seen == 4
    assert again.written()["name"] == "Lea"
    third = again.beside({**FIRST, "name": "Lo"}, 5)
    assert "changed this to “Lo”" in str(third.errors)


@pytest.mark.parametrize(
    "opened", ["", "x", "{}", "[1]", '{"version": "y", "values": {}}', '{"version": 2, "values": 3}']
)
def test_a_form_that_does_not_say_what_it_was_opened_at_is_one_of_a_new_row(opened: str) -> None:
    given = sent_by_browser(Form(None, standing=FIRST, version=3), opened=opened)
    form = Form(given, standing=FIRST, version=3)
    assert form.is_valid()
    assert form.seen == 0
