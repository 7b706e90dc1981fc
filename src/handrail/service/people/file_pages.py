"""Puts the page of a file of people together: how to hand one in, or what the one that was handed in would change."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse

from handrail.permissions import CARE
from handrail.returns.workbook_write import Sheet, packed
from handrail.service.authorities.visits import Visit
from handrail.service.design.addresses import page_at
from handrail.service.design.forms import DateField, problems
from handrail.service.people import filing
from handrail.service.people.comparing import Change, Compared
from handrail.service.people.file_kinds import KINDS, WORKERS, Kind, text_of
from handrail.service.people.models import HandedIn
from handrail.service.people.sheets import MOST_BYTES, MOST_ROWS

A_PAGE, SOME = 100, 20


class FileForm(forms.Form):
    """The file to hand in."""

    file = forms.FileField(
        label="File",
        help_text=f"CSV or a workbook (.xlsx), at most {MOST_ROWS:,} rows",
        error_messages={"required": "Choose the file", "empty": "The file is empty. Save it again and choose it anew"},
    )

    def clean_file(self) -> Any:
        """A file of a size that is read at once."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(f"The file is larger than {MOST_BYTES // 2**20} MB. Split it")
        return given


def page(visit: Visit, kind: Kind, form: FileForm, number: str = "1") -> dict[str, Any]:
    """The page as it stands for this person: a form, or what waits for them."""
    handed = filing.waiting(visit, kind)
    given = {
        "title": kind.title,
        "authority": visit.authority.key,
        "kind": kind.key,
        "back": reverse("workers" if kind.key == WORKERS else "children", args=[visit.authority.key]),
        "others": _others(visit, kind),
    }
    if handed is None or form.is_bound:
        return given | {"form": form, "errors": problems(form), "columns": _columns(kind), "most": MOST_ROWS}
    return given | _preview(visit, kind, handed, number)


def _others(visit: Visit, kind: Kind) -> list[dict[str, str]]:
    """The other kinds of file this person may hand in."""
    return [
        {"text": one.title, "href": reverse(f"{one.key}-file", args=[visit.authority.key])}
        for one in KINDS.values()
        if one is not kind and visit.reach("write", one.asks, CARE)
    ]


def _columns(kind: Kind) -> list[list[str]]:
    said = {kind.found_by: "The council’s number", **{name: _about(field) for name, field in kind.fields.items()}}
    needed = set(kind.needed)
    return [
        [heading, said[name], kind.example.get(name, ""), "Yes" if heading in needed else ""]
        for name, heading in kind.headings.items()
    ]


def _about(field: forms.Field) -> str:
    label = str(field.label)
    if isinstance(field, DateField):
        return f"{label}: a day"
    if isinstance(field, forms.BooleanField):
        return f"{label}: yes or no"
    if isinstance(field, forms.ChoiceField):
        return f"{label}: {'; '.join(str(name) for code, name in field.choices if code)}"  # type: ignore[misc, union-attr]
    return label


def _preview(visit: Visit, kind: Kind, handed: HandedIn, number: str) -> dict[str, Any]:
    found = filing.compared(visit, kind, handed)
    replacing = [one for one in found.changes if one.replaces]
    adding = [one for one in found.changes if not one.replaces]
    at, pages = page_at(number, len(found.wrong), A_PAGE)
    shown = replacing[:A_PAGE]
    visit.shows({one.about for one in (*shown, *adding[:SOME])} if kind.key != WORKERS else ())
    return {
        "file": handed.file,
        "seen": found.seen,
        "counts": _counts(found, adding, replacing),
        "wrong": [[one.row, one.column, one.text] for one in found.wrong[(at - 1) * A_PAGE : at * A_PAGE]],
        "wrongs": len(found.wrong),
        "page": at,
        "pages": pages,
        "adding": [[one.row, one.found_by, _whom(one), _said(kind, one, one.says)] for one in adding[:SOME]],
        "replacing": _beside(kind, shown),
        "beyond": len(replacing) - len(shown),
        "may_apply": bool(found.changes),
    }


def _counts(found: Compared, adding: Sequence[Change], replacing: Sequence[Change]) -> list[dict[str, Any]]:
    said = {
        "New, or filled in where nothing stood": len(adding),
        "Something else stands": len(replacing),
        "As it stands already": found.same,
        "Wrong, and left out": len(found.wrong),
    }
    return [{"key": key, "value": f"{count:,}"} for key, count in said.items()]


def _whom(one: Change) -> str:
    return str({**one.stands.values, **one.says}.get("name", ""))


def _said(kind: Kind, one: Change, values: Any) -> str:
    return "; ".join(f"{kind.headings[name]}: {_word(kind, name, values.get(name))}" for name in one.says)


def _word(kind: Kind, name: str, value: Any) -> str:
    return text_of(kind.fields[name], value) or "nothing"


def _beside(kind: Kind, shown: Sequence[Change]) -> list[dict[str, Any]]:
    return [
        {
            "row": one.row,
            "found_by": one.found_by,
            "whom": str(one.stands.values.get("name") or one.says["name"]),
            "stands": _said(kind, one, one.stands.values),
            "says": _said(kind, one, one.says),
        }
        for one in shown
    ]


def template_csv(kind: Kind) -> bytes:
    """The headings and one example row, as CSV that Excel opens."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerows([list(kind.headings.values()), _example(kind)])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(visit: Visit, kind: Kind) -> bytes:
    """The same as a workbook, with what each column holds on a second sheet."""
    about = Sheet("Columns", None, ("column", "what it holds", "example", "needed"), _columns(kind))
    people = Sheet("People", None, list(kind.headings.values()), [_example(kind)])
    return packed([people, about], visit.today)


def _example(kind: Kind) -> list[str]:
    return [kind.example.get(name, "") for name in kind.headings]
