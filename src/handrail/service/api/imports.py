"""Handing files in, and how far an import is. It takes effect on the page, where somebody has looked at it."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import File, Form, Router, Schema, UploadedFile

from handrail.permissions import CARE
from handrail.service.api.lists import page_of
from handrail.service.api.once import once
from handrail.service.api.shapes import READS, USUAL, WRITES, After, Day, Key, Limit, Moment, Number, Page
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.exchange import actions, queries
from handrail.service.exchange.folders import MOST_BYTES
from handrail.service.exchange.models import Finding, Proposal
from handrail.service.not_done import NotDone

router = Router(tags=["Imports"])


class Import(Schema):
    """Files that were handed in: how far they are, what was found, and the version of the record they became."""

    number: int
    state: str
    handed_in_at: Moment
    ended_at: Moment | None
    files: int
    rows: int
    covers: date | None
    note: str
    problems: dict[str, int]
    has_effect: bool
    version: int | None
    why: str
    done: int
    of: int
    said: str


class Imports(Page):
    """A page of imports."""

    items: list[Import]


class Problem(Schema):
    """Something wrong in a file, and the remedy."""

    number: int
    rule: str
    gravity: str
    file: str
    row: int | None
    field: str | None
    what: str
    what_to_do: str


class Problems(Page):
    """A page of problems."""

    items: list[Problem]


@router.get("/imports", response={200: Imports, **READS}, summary="What was handed in")
@asks("list", "import", CARE)
def imports(request: Visited, limit: Limit = USUAL, after: After = None) -> Any:
    """The latest first."""
    found, more = page_of(queries.every(request.visit), after, limit, "-pk")
    return {"items": [_shaped(one) for one in found], "after": more}


@router.post("/imports", response={201: Import, **WRITES}, summary="Hand files in")
@asks("write", "import", CARE)
def hand_in(
    request: Visited,
    key: Key,
    files: Annotated[list[UploadedFile], File(min_length=1, max_length=100)],
    covers: Annotated[Day | None, Form()] = None,
    note: Annotated[str, Form(max_length=200, pattern=r"^[^\x00]*$")] = "",
) -> HttpResponse:
    """They are read in the background; ask how far that is at the number you are given."""
    return once(request, key, lambda: _handed_in(request.visit, files, covers, note))


@router.get("/imports/{int:number}", response={200: Import, **READS}, summary="One import, and how far it is")
@asks("read", "import", CARE)
def one_import(request: Visited, number: Number) -> Any:
    """Its state, and of what runs the progress."""
    return _shaped(_import(request.visit, number))


@router.get("/imports/{int:number}/problems", response={200: Problems, **READS}, summary="What is wrong in the files")
@asks("list", "problem_list", CARE)
def problems(request: Visited, number: Number, limit: Limit = USUAL, after: After = None) -> Any:
    """In the order they were found; without the child, and without the value that is wrong."""
    found = Finding.objects.filter(proposal=_import(request.visit, number))
    rows, more = page_of(found, after, limit)
    return {"items": [_problem(one) for one in rows], "after": more}


def _import(visit: Visit, number: int) -> Proposal:
    found = queries.proposal_of(visit, number)
    if found is None:
        raise Http404
    return found


def _handed_in(visit: Visit, files: list[UploadedFile], covers: date | None, note: str) -> Schema:
    if not all(file.size for file in files):
        raise NotDone("files", "A file is empty. Save it again and send it anew.")
    if sum(file.size or 0 for file in files) > MOST_BYTES:
        raise NotDone("files", f"Hand in at most {MOST_BYTES // 2**20} MB at once. Pack large files as a zip.")
    return Import(**_shaped(actions.hand_in(visit, files, covers, note)))


def _shaped(one: Proposal) -> dict[str, Any]:
    run = queries.run_of(one)
    return {
        "number": one.pk,
        "state": one.state,
        "handed_in_at": one.begun_at,
        "problems": {str(name): int(number) for name, number in one.found.items()},
        "done": run.done if run else 0,
        "of": run.of if run else 0,
        "said": run.said if run else "",
        **{name: getattr(one, name) for name in _AS_KEPT},
    }


_AS_KEPT = ("ended_at", "files", "rows", "covers", "note", "has_effect", "version", "why")


def _problem(one: Finding) -> dict[str, Any]:
    return {
        "number": one.pk,
        "rule": one.rule,
        "gravity": one.severity,
        "file": one.file,
        "row": one.row,
        "field": one.field,
        "what": one.message,
        "what_to_do": one.what_to_do,
    }
