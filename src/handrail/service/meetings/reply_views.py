"""The page behind the link of somebody who is asked to a meeting. Opening it answers nothing: scanners of mail open links
too. Only what is sent from the page is an answer.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from handrail.service import clock
from handrail.service.asking import open_to_all
from handrail.service.audit.sentences import moment
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.design.forms import problems, sent
from handrail.service.meetings import replies
from handrail.service.meetings.forms import ReplyForm
from handrail.service.meetings.links import hash_of
from handrail.service.meetings.models import Invitation
from handrail.service.meetings.standing import standing
from handrail.service.meetings.words import ANSWERED, TOLD, hours
from handrail.service.not_done import NotDone
from handrail.service.rates import HOUR, too_often

OPENINGS, GUESSES = 60, 300
"""How often in an hour one link may be opened, and links from one address."""


@open_to_all
@csrf_protect
@sensitive_post_parameters()
@sensitive_variables("secret")
def reply(request: HttpRequest, authority: str, secret: str) -> HttpResponse:
    """Whether somebody is coming. Whatever is wrong with a link, the answer is one and the same."""
    caller = request.META.get("REMOTE_ADDR", "")
    if too_often(f"reply:{hash_of(secret)}", OPENINGS) or too_often(f"replies:{caller}", GUESSES):
        return HttpResponse("Too many tries. Wait an hour.", "text/plain", 429, headers={"Retry-After": f"{HOUR}"})
    there = Authority.objects.filter(key=authority).first()
    if there is None:
        return _nowhere(request)
    with wall(there):
        found = replies.found(secret, clock.today())
        return _answered(request, there, found, secret) if found else _nowhere(request)


def _answered(request: HttpRequest, there: Authority, found: Invitation, secret: str) -> HttpResponse:
    last = standing(found.replies.all(), found.meeting.sequence)
    first = {"choice": last.choice, "words": last.words} if last else {}
    form = ReplyForm(sent(request), initial={**first, "seen": found.meeting.sequence})
    if form.is_valid():
        given = form.cleaned_data
        try:
            replies.answer(there, found, given["choice"], given["words"], given["seen"], clock.now())
            return redirect(f"{request.path}?kept=1")
        except NotDone as error:
            form = _again(form, found, str(error))
    replies.looked(there, found, clock.now())
    return render(request, "meetings/reply.html", _page(request, there, found, form))


def _again(form: ReplyForm, found: Invitation, why: str) -> ReplyForm:
    """What they wrote over the meeting as it stands now, and why it was not kept."""
    fresh = ReplyForm({**form.cleaned_data, "seen": found.meeting.sequence})
    fresh.add_error(None, why)
    return fresh


def _page(request: HttpRequest, there: Authority, found: Invitation, form: ReplyForm) -> dict[str, Any]:
    meeting, last = found.meeting, standing(found.replies.all(), found.meeting.sequence)
    return {
        "title": f"Are you coming to {TOLD[meeting.kind]}?",
        "council": there.name,
        "meeting": meeting,
        "hours": hours(meeting),
        "today": clock.today(),
        "who": found.invited_name,
        "moved": meeting.sequence > 0 and last is None and any(True for _ in found.replies.all()),
        "last": {"title": ANSWERED[last.choice], "at": moment(last.at), "by": last.name} if last else None,
        "kept": "kept" in request.GET and last is not None and not form.is_bound,
        "form": form,
        "errors": problems(form),
    }


def _nowhere(request: HttpRequest) -> HttpResponse:
    given = {"title": "This link does not lead anywhere"}
    return render(request, "meetings/nowhere.html", given, status=404)
