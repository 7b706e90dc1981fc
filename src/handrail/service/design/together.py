"""A form for what several people may edit: whoever saves second sees the other's change beside their own words.

The form carries what stood in the row when it was opened. Where that was overtaken, `beside` makes the form anew:
what only the other changed is taken as they left it, what only this person changed is kept, and where both changed the
same thing this person's words stay in the field with the other's above them.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.serializers.json import DjangoJSONEncoder

from handrail.service.design.dates import long_date

_OPENED = "opened"
_BOTH = (
    "Somebody else changed this to “{theirs}” while you were writing. Yours is kept here: leave it, or write theirs."
)
_THEIRS = (
    "Somebody else changed this while you were writing: {names}. It stands below as they left it. What you wrote is "
    "kept. Look it through and save again."
)
_SAME = "Somebody else saved this while you were writing. Look it through and save again."


class TogetherForm(forms.Form):
    """A form over a row: `standing` is what stands there by the fields' names, `version` the row's; 0 is a new row."""

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, given: Any, *, standing: Mapping[str, Any], version: int, **settings: Any) -> None:
        self._settings, self._told = settings, dict[str, str]()
        super().__init__(given, initial={**standing}, **settings)
        self.fields[_OPENED].initial = _as_text(version, {name: standing.get(name) for name in self._edited()})

    @property
    def seen(self) -> int:
        """The version that this person opened."""
        return int(self._opened()["version"])

    def stands(self, standing: Mapping[str, Any]) -> bool:
        """Whether what stands in the row is what this person opened: for a row that carries no version."""
        was = self._opened()["values"]
        return all(_plain(standing.get(name)) == _plain(was.get(name)) for name in self._edited())

    def written(self) -> dict[str, Any]:
        """What the person wrote, by the fields' names; lines end one way, whatever the browser sends."""
        return {name: _lines(self.cleaned_data[name]) for name in self._edited()}

    def beside(self, standing: Mapping[str, Any], version: int) -> Self:
        """The form anew, with this person's words beside what stands in the row by now."""
        form, was = type(self)(None, standing=standing, version=version, **self._settings), self._opened()["values"]
        taken = []
        for name, mine in self.written().items():
            theirs, before = _plain(standing.get(name)), _plain(was.get(name))
            if _plain(mine) == before != theirs:
                taken.append(str(self.fields[name].label))
            if _plain(mine) in (before, theirs):
                continue
            form.initial[name] = mine
            if theirs != before:
                form._told[name] = _BOTH.format(theirs=_shown(self.fields[name], standing.get(name)))
        if taken or not form._told:
            form._told[NON_FIELD_ERRORS] = _THEIRS.format(names=", ".join(taken)) if taken else _SAME
        return form

    def full_clean(self) -> None:
        """As every form; and then what is to be told of the other's change."""
        super().full_clean()
        for name, text in self._told.items():
            self.errors[name] = self.error_class([text], renderer=self.renderer)

    def _edited(self) -> list[str]:
        return [name for name in self.fields if name != _OPENED]

    def _opened(self) -> dict[str, Any]:
        """What stood in the row when the form was opened. What does not read is a form of nothing."""
        try:
            found = json.loads(self.data.get(self.add_prefix(_OPENED), ""))
            return {"version": int(found["version"]), "values": dict(found["values"])}
        except (ValueError, TypeError, KeyError):
            return {"version": 0, "values": {}}


def _as_text(version: int, values: Mapping[str, Any]) -> str:
    return json.dumps({"version": version, "values": values}, cls=DjangoJSONEncoder)


def _plain(value: Any) -> Any:
    """A value as it can be told from another: a day as text, a blank as nothing."""
    value = _lines(value)
    return "" if value is None else json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _lines(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return long_date(value)
    words = {True: "Yes", False: "No", **dict(getattr(field, "choices", ()))}
    return str(words.get(value, _plain(value))) or "nothing"
