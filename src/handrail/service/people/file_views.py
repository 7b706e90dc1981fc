"""The pages on which files of people are handed in: names of children, people around them, people who work here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.design.addresses import row_number
from handrail.service.design.downloads import CSV, XLSX, as_file
from handrail.service.people import file_pages, filing
from handrail.service.people.file_kinds import CONTACTS, KINDS, NAMES, WORKERS, Kind
from handrail.service.people.file_pages import FileForm
from handrail.service.people.sheets import BadFile

_MOVED = "Somebody changed what this file is about while you were looking. Nothing was written. Look it through again."


@asks("write", "child", CARE)
@sensitive_post_parameters()
def names(request: Visited) -> HttpResponse:
    """Names of children from a file."""
    return _file(request, KINDS[NAMES])


@asks("write", "child_contact", CARE)
@sensitive_post_parameters()
def contacts(request: Visited) -> HttpResponse:
    """People around children from a file."""
    return _file(request, KINDS[CONTACTS])


@asks("write", "worker", CARE)
@sensitive_post_parameters()
def workers(request: Visited) -> HttpResponse:
    """People who work here from a file."""
    return _file(request, KINDS[WORKERS])


def _file(request: Visited, kind: Kind) -> HttpResponse:
    if request.method != "POST":
        return _template(request, kind) or _page(request, kind, FileForm())
    if "apply" in request.POST:
        return _apply(request, kind)
    if "drop" in request.POST:
        filing.drop(request.visit, kind)
        messages.success(request, "The file is dropped. Nothing was changed.")
        return _again(request, kind)
    return _hand_in(request, kind)


@sensitive_variables()
def _hand_in(request: Visited, kind: Kind) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            filing.hand_in(request.visit, kind, given.name, given.read())
            return _again(request, kind)
        except BadFile as error:
            form.add_error("file", str(error))
    return _page(request, kind, form)


def _apply(request: Visited, kind: Kind) -> HttpResponse:
    handed, given = filing.waiting(request.visit, kind), request.POST
    if handed is None:
        return _again(request, kind)
    replaced = None if "all" in given else set(map(row_number, given.getlist("row")))
    try:
        written = filing.apply(request.visit, kind, handed, given.get("seen", ""), replaced)
        messages.success(request, f"Rows written: {written:,}.")
    except filing.Moved:
        messages.warning(request, _MOVED)
    return _again(request, kind)


def _template(request: Visited, kind: Kind) -> HttpResponse | None:
    ending = request.GET.get("template", "")
    if ending == "csv":
        content, content_type = file_pages.template_csv(kind), CSV
    elif ending == "xlsx":
        content, content_type = file_pages.template_xlsx(request.visit, kind), XLSX
    else:
        return None
    return as_file(content, f"{kind.key}-template.{ending}", content_type)


def _page(request: Visited, kind: Kind, form: FileForm) -> HttpResponse:
    given = file_pages.page(request.visit, kind, form, request.GET.get("page", "1"))
    return render(request, "people/file.html", given)


def _again(request: Visited, kind: Kind) -> HttpResponse:
    return redirect(f"{kind.key}-file", authority=request.visit.authority.key)
