"""The three kinds of file in which people are handed in: names of children, who is around them, who works here.

The columns are the fields of the pages' own forms, so that a file and a page know the same and refuse the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handrail.returns.values import either_date, yes_no
from handrail.service.design.forms import DateField
from handrail.service.people.forms import ContactForm, ParticularsForm
from handrail.service.people.sheets import Line, Wrong
from handrail.service.people.worker_forms import WorkerInPostForm

NAMES, CONTACTS, WORKERS = "names", "contacts", "workers"
_LONGEST_ID = 200
_OWN = ("opened",)


@dataclass(frozen=True)
class Kind:
    """A kind of file: who or what its rows are found by, the form that knows its other columns, and an example row."""

    key: str
    title: str
    asks: str
    found_by: str
    form: type[forms.Form]
    also_found_by: tuple[str, ...]
    example: Mapping[str, str]

    @cached_property
    def fields(self) -> dict[str, forms.Field]:
        """The fields of the columns, by name."""
        known: dict[str, forms.Field] = self.form.base_fields
        return {name: field for name, field in known.items() if name not in _OWN}

    @cached_property
    def headings(self) -> dict[str, str]:
        """The heading of each column by its name, in the order of the template."""
        return {name: name.replace("_", " ") for name in (self.found_by, *self.fields)}

    @cached_property
    def needed(self) -> list[str]:
        """The headings that a file cannot be without."""
        always = (self.found_by, "name", *self.also_found_by)
        return [self.headings[name] for name in self.headings if name in always]


KINDS = {
    one.key: one
    for one in (
        Kind(
            NAMES, "Names of children from a file", "child", "child_id", ParticularsForm, (),
            {
                "child_id": "100001", "name": "Example Child", "known_as": "Exi", "pronouns": "she and her",
                "language": "Polish", "interpreter": "yes", "communication": "Pictures help; a quiet room",
            },
        ),
        Kind(
            CONTACTS, "People around children from a file", "child_contact", "child_id", ContactForm, ("role",),
            {
                "child_id": "100001", "name": "Example Parent", "role": "Mother", "relation": "Mum",
                "parental_responsibility": "yes", "phone": "01632 960001", "email": "parent@example.org",
                "address": "1 Example Street, Fairlea", "undisclosed": "no", "safe_contact": "Ring before 3 pm",
                "language": "Polish", "holds_from": "27/03/2015", "holds_until": "",
            },
        ),
        Kind(
            WORKERS, "People who work here from a file", "worker", "worker_id", WorkerInPostForm, (),
            {
                "worker_id": "W001", "name": "Example Officer", "email": "officer@example.org", "phone": "01632 960002",
                "registration": "SW00001", "registered_until": "30/11/2027", "role": "reviewing_officer",
                "team": "", "started_on": "01/09/2020", "ended_on": "", "fte_percent": "80",
                "contract": "Permanent", "post_id": "",
            },
        ),
    )
}  # fmt: skip


class Refused(ValueError):
    """A cell is not as it should be; `column` is its heading."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


def values_of(kind: Kind, line: Line) -> tuple[str, dict[str, Any]]:
    """What a row is found by, and the values it says by their names. A blank cell says nothing. Raises Refused."""
    for heading in kind.needed:
        if heading not in line.said:
            raise Refused(heading, "It is empty. Fill it in.")
    found_by = line.said[kind.headings[kind.found_by]]
    if len(found_by) > _LONGEST_ID:
        raise Refused(kind.headings[kind.found_by], f"It is longer than {_LONGEST_ID} characters. Check it.")
    values = {}
    for name, field in kind.fields.items():
        if text := line.said.get(kind.headings[name]):
            values[name] = _value(kind.headings[name], field, text)
    return found_by, values


def in_order(values: Mapping[str, Any]) -> None:
    """Raises Refused where a last day is before its first."""
    for first, last in (("holds_from", "holds_until"), ("started_on", "ended_on")):
        if values.get(first) and values.get(last) and values[last] < values[first]:
            raise Refused(last.replace("_", " "), "It is before the first day. Correct one of the two.")


def told(error: Refused, line: Line) -> Wrong:
    """What is wrong, with the row."""
    return Wrong(line.row, error.column, str(error))


def text_of(field: forms.Field, value: Any) -> str:
    """A value as a cell or a page says it; `values_of` reads it back."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(dict(getattr(field, "choices", ())).get(value, value))


def _value(heading: str, field: forms.Field, text: str) -> Any:
    if isinstance(field, DateField):
        return _known(heading, either_date(text), "It is not a day. Write it as 27/03/2015.")
    if isinstance(field, forms.BooleanField):
        return _known(heading, yes_no(text), "It is neither yes nor no. Write one of the two.")
    if isinstance(field, forms.ChoiceField):
        return _choice(heading, field, text)
    try:
        return field.clean(text)
    except ValidationError as error:
        raise Refused(heading, f"{' '.join(error.messages).rstrip('.')}. Correct it.") from None


def _known(heading: str, value: Any, otherwise: str) -> Any:
    if value is None:
        raise Refused(heading, otherwise)
    return value


def _choice(heading: str, field: forms.ChoiceField, text: str) -> str:
    known = {str(code): str(label) for code, label in field.choices if code}  # type: ignore[misc, union-attr]
    for code, label in known.items():
        if text.casefold() in (code.casefold(), label.casefold()):
            return code
    raise Refused(heading, f"It is none of these: {'; '.join(known.values())}. Write one of them.")
