"""Django's forms in the design's shape."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django import forms
from django.forms import widgets
from django.http import QueryDict

from handrail.service.design.examples import Example
from handrail.service.design.forms import DateField, problems


class Parts(HTMLParser):
    """The ids, and what labels, descriptions and links point at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.pointed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.pointed += [*given.get("for", "").split(), *given.get("aria-describedby", "").split()]


class Born(forms.Form):
    born = DateField(label="Born")

    def clean(self) -> None:
        if self.data.get("whole"):
            raise forms.ValidationError("These two cannot both be true")


def sent(text: str) -> Born:
    return Born(QueryDict(text))


@pytest.mark.parametrize("state", ["blank", "refused", "filled"])
def test_everything_pointed_at_is_there_once(state: str) -> None:
    parts = Parts(str(Example().forms[state]))
    assert len(parts.ids) == len(set(parts.ids))
    assert set(parts.pointed) <= set(parts.ids)


def test_every_problem_leads_to_a_control() -> None:
    refused = Example().forms["refused"]
    found = problems(refused)
    assert len(found) >= 14
    assert {problem.href.removeprefix("#") for problem in found if problem.href} <= set(Parts(str(refused)).ids)
    assert all(": " in problem.text or "is not a date" in problem.text for problem in found), "names its field"


def test_what_was_typed_is_never_lost() -> None:
    made = str(Example().forms["refused"])
    assert re.search(r'name="refused-born_day" value="31"', made)
    assert re.search(r'type="text" name="refused-visits" value="two"', made)


def test_the_parts_of_a_date_have_names_by_part_and_ids_by_number() -> None:
    made = str(Born())
    assert re.findall(r'name="(born_\w+)"', made) == ["born_day", "born_month", "born_year"]
    assert re.findall(r'<input[^>]* id="(id_born_\d)"', made) == ["id_born_0", "id_born_1", "id_born_2"]
    assert "<legend" in made


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "Born: Enter the date"),
        ("born_day=31&born_month=2&born_year=2011", "31/2/2011 is not a date"),
        ("born_day=3&born_month=2", "Born: Enter a day, a month and a year"),
        ("born_day=x&born_month=2&born_year=2011", "Enter numbers only"),
        ("born_day=3&born_month=2&born_year=20110", "3/2/20110 is not a date"),
    ],
)
def test_a_date_that_is_none_says_so(given: str, said: str) -> None:
    (problem,) = problems(sent(given))
    assert (problem.text, problem.href) == (said, "#id_born_0")


def test_a_date_is_read() -> None:
    form = sent("born_day=27&born_month=3&born_year=2011")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2011, 3, 27)


def test_what_belongs_to_no_field_leads_nowhere() -> None:
    found = problems(sent("born_day=27&born_month=3&born_year=2011&whole=1"))
    assert [(problem.text, problem.href) for problem in found] == [("These two cannot both be true", "")]


WIDGETS = sorted(
    {kind for name in widgets.__all__ if issubclass(kind := getattr(widgets, name), forms.Widget)}, key=str
)
MADE_OF_OTHERS = {forms.Widget, forms.MultiWidget}
THEN = datetime(2026, 4, 2, 15, 30, tzinfo=UTC)
VALUES = {"SplitDateTimeWidget": THEN, "SplitHiddenDateTimeWidget": THEN}


@pytest.mark.parametrize(
    "kind", [kind for kind in WIDGETS if kind not in MADE_OF_OTHERS], ids=lambda kind: kind.__name__
)
@pytest.mark.parametrize("filled", [False, True])
def test_every_widget_of_django_is_drawn_and_labelled(kind: type[forms.Widget], filled: bool) -> None:
    class One(forms.Form):
        it = forms.Field(label="It", widget=kind, required=False)

    many = issubclass(kind, forms.SelectMultiple | forms.CheckboxSelectMultiple | forms.MultipleHiddenInput)
    form = One(initial={"it": VALUES.get(kind.__name__, ["a"] if many else "a")} if filled else {})
    if issubclass(kind, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        form.fields["it"].widget.choices = [("a", "First"), ("b", "Second")]
    parts = Parts(str(form))
    assert set(parts.pointed) <= set(parts.ids)
    assert len(parts.ids) == len(set(parts.ids))
    hidden = form["it"].is_hidden
    assert ("It (optional)" in str(form)) is not hidden or kind is forms.CheckboxInput


def test_a_file_that_is_there_can_be_opened_and_removed() -> None:
    class There:
        url = "/file/1"

        def __str__(self) -> str:
            return "report.pdf"

    class One(forms.Form):
        report = forms.FileField(label="Report", required=False)

    made = str(One(initial={"report": There()}))
    assert 'href="/file/1">report.pdf</a>' in made
    assert "Remove this file" in made
    assert 'name="report-clear"' in made


def test_several_controls_under_one_legend_have_a_label_each() -> None:
    class Names(forms.MultiWidget):
        def decompress(self, value: object) -> list[object]:
            return [value, None]

    class One(forms.Form):
        name = forms.Field(widget=Names([forms.TextInput({"aria-label": "First name"}), forms.TextInput()]))

    made = str(One())
    assert re.findall(r'<label class="govuk-label" for="id_name_\d">([^<]+)', made) == ["First name", "2"]


def test_a_set_of_forms_is_drawn() -> None:
    made = str(forms.formset_factory(Born, extra=2)())
    assert made.count("<legend") == 2
    assert 'name="form-TOTAL_FORMS"' in made
