"""The list as a workbook, and a workbook that comes back."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from handrail.service.authorities.visits import Visited
from handrail.service.design.downloads import XLSX, as_file
from handrail.service.design.forms import problems, sent
from handrail.service.worklist import actions
from handrail.service.worklist.actions import TooMany
from handrail.service.worklist.grids import Grid
from handrail.service.worklist.opened import Opened, chosen_of
from handrail.service.worklist.pages import active
from handrail.service.worklist.workbook_in import MOST_BYTES, Brought, brought
from handrail.service.worklist.workbook_out import MOST_ROWS, written


class FileForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label="The workbook",
        help_text="The .xlsx that was downloaded from this list, changed and saved.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Choose the workbook"},
    )

    def clean_file(self) -> object:
        """Not larger than a list can be."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"This file is larger than {MOST_BYTES // 2**20} MB, more than a list can be.")
        return file


def download(request: Visited, grid: Grid) -> HttpResponse:
    """The list as it is narrowed and sorted, as a workbook; its name says nothing of anybody."""
    opened = Opened(grid, request.visit, chosen_of(request.GET.dict(), request.session))
    rows, total = opened.first(MOST_ROWS)
    narrowed = ", ".join(one for one in active(opened) if not one.startswith("“"))
    name = f"{request.visit.authority.key}-{grid.key}-list-{request.visit.today.isoformat()}.xlsx"
    return as_file(written(opened, rows, total, narrowed), name, XLSX)


def bring_back(request: Visited, grid: Grid) -> HttpResponse:
    """What a workbook would change, to be confirmed."""
    form = FileForm(sent(request), request.FILES)
    if request.method == "POST" and form.is_valid():
        found = _read(request, grid, form)
        try:
            made = actions.propose(request.visit, grid, actions.WORKBOOK, found.proposed, found.problems)
        except TooMany as error:
            form.add_error("file", str(error))
        else:
            answer = redirect(grid.route("step"), authority=request.visit.authority.key)
            answer["Location"] += f"?step={made.pk}"
            return answer
    given = {"title": "Bring a workbook back", "form": form, "errors": problems(form), "grid": grid.key}
    return render(request, "worklist/bring.html", given | {"authority": request.visit.authority.key})


def _read(request: Visited, grid: Grid, form: FileForm) -> Brought:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        with path.open("wb") as kept:
            kept.writelines(form.cleaned_data["file"].chunks())
        return brought(path, Opened(grid, request.visit).columns)
