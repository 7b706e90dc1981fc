"""Publications: which there are, and their files."""

from typing import Annotated, Any

from django.http import FileResponse, Http404
from ninja import Path, Router, Schema

from handrail.editions.manifest import FIGURES, OUTPUTS
from handrail.permissions import CARE
from handrail.service.api.shapes import READS, Number
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.publishing import pages
from handrail.service.publishing.shelf import Edition, all_of, one_of

router = Router(tags=["Publications"])
_FILE: Any = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
}


class Publication(Schema):
    """An edition: of which publication and period, for whom, how far it is, and the files it can be had as."""

    publication: str
    period: str
    number: int
    title: str
    audience: str
    state: str
    files: list[str]


class Publications(Schema):
    """The editions."""

    items: list[Publication]


@router.get("/publications", response={200: Publications, **READS}, summary="The publications you may see")
@asks("list", "publication", CARE)
def publications(request: Visited) -> Any:
    """The latest period first; drafts for who may see drafts."""
    return {"items": [_shaped(request.visit, one) for one in all_of(request.visit)]}


@router.get(
    "/publications/{slug:publication}/{slug:period}/{int:number}/{str:name}",
    response={200: None, **READS},
    openapi_extra=_FILE,
    summary="A file of a publication",
)
@asks("export", "publication", CARE)
def publication_file(
    request: Visited,
    publication: Annotated[str, Path(pattern="^[-a-zA-Z0-9_]{1,100}$")],
    period: Annotated[str, Path(pattern="^[-a-zA-Z0-9_]{1,60}$")],
    number: Number,
    name: Annotated[str, Path(max_length=60, pattern="^[^/]+$")],
) -> FileResponse:
    """As it was published."""
    found = one_of(request.visit, publication, period, number)
    if found is None or name not in _names(request.visit, found):
        raise Http404
    path = found.place / FIGURES if name == FIGURES else found.place / OUTPUTS / name
    called = f"{publication}-{period}-{number}{path.suffix}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=called, content_type="application/octet-stream")


def _names(visit: Visit, one: Edition) -> list[str]:
    there = [kept.path for kept in one.manifest.files]
    return [
        name
        for name in pages.FILES
        if (FIGURES if name == FIGURES else f"{OUTPUTS}/{name}") in there and pages.may_download(visit, one, name)
    ]


def _shaped(visit: Visit, one: Edition) -> dict[str, Any]:
    held = one.manifest
    name, period, number = held.place.split("/")
    return {
        "publication": name,
        "period": period,
        "number": int(number),
        "title": pages.title(held.publication),
        "audience": held.audience,
        "state": held.state,
        "files": _names(visit, one),
    }
