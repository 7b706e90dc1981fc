"""Django's forms in the shape of the design system: every widget, blank, filled and refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import EngineMixin
from django.http import HttpRequest, QueryDict
from django.template.backends.jinja2 import Jinja2
from django.utils.functional import cached_property

from handrail.service.not_done import NotDone

_OURS = Path(__file__).parent / "jinja2"
_DJANGOS = Path(django.forms.__file__).parent / "jinja2"


class Renderer(EngineMixin, forms.renderers.BaseRenderer):
    """The setting FORM_RENDERER. Our templates stand before Django's, whatever apps are installed."""

    backend = Jinja2
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"

    @cached_property
    def engine(self) -> Jinja2:
        """Our environment over both folders."""
        options = {"environment": "handrail.service.design.environment.environment"}
        return Jinja2({"APP_DIRS": False, "DIRS": [_OURS, _DJANGOS], "NAME": "forms", "OPTIONS": options})


class DateInput(forms.MultiWidget):
    """A day, a month and a year, typed. Names end `_day`; ids end `_0`, as Django numbers them."""

    template_name = "forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput,
            "month": forms.TextInput,
            "year": forms.TextInput,
        }
        super().__init__(parts, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        """A date as its parts."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateField(forms.MultiValueField):
    """A date in three parts. What is missing or cannot be is said in words."""

    widget = DateInput
    default_error_messages = {  # noqa: RUF012 - as Django declares it
        "required": "Enter the date",
        "incomplete": "Enter a day, a month and a year",
        "impossible": "%(day)s/%(month)s/%(year)s is not a date",
    }

    def __init__(self, **settings: Any) -> None:
        wrong = {"invalid": "Enter numbers only"}
        parts = [forms.IntegerField(error_messages=wrong) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, **settings)

    def compress(self, data_list: list[int]) -> date | None:
        """The parts as a date."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return date(year, month, day)
        except ValueError:
            said = {"day": day, "month": month, "year": year}
            raise ValidationError(self.error_messages["impossible"], "impossible", said) from None


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, also where that is nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where it is put right; an empty address where it belongs to no one field."""

    text: str
    href: str = ""


def say_why(form: forms.BaseForm, error: NotDone) -> None:
    """Have a form say why what it asked for was not done: beside the field at fault, above all where it has none."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def problems(*given: forms.BaseForm) -> list[Problem]:
    """Everything that is wrong with some forms, in the order of the page: what `error_summary` shows."""
    return [problem for form in given for problem in _problems(form)]


def _problems(form: forms.BaseForm) -> Iterable[Problem]:
    yield from (Problem(str(error)) for error in form.non_field_errors())
    for field in form:
        target = field.id_for_label or f"{field.auto_id}_0"  # a group of boxes has no id; its first has
        yield from (
            Problem(_said(field, str(error)), "" if field.is_hidden else f"#{target}") for error in field.errors
        )


def _said(field: forms.BoundField, error: str) -> str:
    """An error as it stands far from its field: what Django says of every field does not name it."""
    general = {
        str(message)
        for kind in type(field.field).mro()
        for message in getattr(kind, "default_error_messages", {}).values()
    }
    return f"{field.label}: {error}" if error in general else error
