"""Writes that are done once, however often they are sent.

A program that got no answer cannot know whether its write was done. It sends the same again under the same key: the first
was done and its answer is given again, or it was not and is done now. Where two arrive at the same moment, the database
lets one wait for the other.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema

from handrail.service.api.models import Answered
from handrail.service.authorities.visits import Visited

KEPT = timedelta(hours=24)
REPLAYED = "Idempotency-Replayed"


class OtherBody(ValueError):
    """A key that was sent before with something else."""


def once(request: Visited, key: str, does: Callable[[], Schema]) -> HttpResponse:
    """What `does` answers, done once for a key; what it raises leaves nothing behind. Raises OtherBody."""
    visit, mark = request.visit, mark_of(request)
    Answered.objects.filter(at__lt=visit.now - KEPT).delete()
    with transaction.atomic():
        try:
            with transaction.atomic():
                kept = Answered.objects.create(token=visit.token, key=key, mark=mark, at=visit.now)
        except IntegrityError:
            return _again(Answered.objects.get(token=visit.token, key=key), mark)
        kept.answer = does().model_dump(mode="json")
        kept.save(update_fields=["answer"])
    return JsonResponse(kept.answer, status=201)


def mark_of(request: HttpRequest) -> str:
    """What tells one write from another: where it was sent, and all that was in it."""
    taken = sha256(f"{request.method} {request.path}\0".encode())
    for piece in _pieces(request):
        taken.update(piece)
    return taken.hexdigest()


def _again(kept: Answered, mark: str) -> HttpResponse:
    if kept.mark != mark:
        raise OtherBody
    return JsonResponse(kept.answer, status=201, headers={REPLAYED: "true"})


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body; of a form with files, which is read already, what it held."""
    if request.content_type != "multipart/form-data":
        yield request.body
        return
    for name, values in sorted(request.POST.lists()):
        yield repr((name, values)).encode()
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield repr((name, file.name, file.size)).encode()
            yield from file.chunks()
            file.seek(0)
