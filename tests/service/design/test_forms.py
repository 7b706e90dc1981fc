"""Django's forms in the design's shape."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
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
