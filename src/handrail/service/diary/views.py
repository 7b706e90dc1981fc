"""The page "Calendar and mail", and the feed itself, which is opened by its secret and not by signing in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON
from handrail.service import clock
from handrail.service.asking import asks, open_to_all
from handrail.service.audit.sentences import moment
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visited
from handrail.service.authorities.walls import wall
from handrail.service.design.forms import problems, sent
from handrail.service.diary import choices, feeds
from handrail.service.diary.forms import OftenForm
from handrail.service.rates import HOUR, too_often

READINGS, GUESSES = 60, 300
"""How often in an hour one feed may be read, and feeds from one address."""


@asks("read", "calendar_feed", COMMON)
@require_safe
def calendar(request: Visited) -> HttpResponse:
    """One's feed, if there is one, and how often one gets an e-mail."""
    return _page(request, OftenForm(initial={"often": choices.chosen(request.visit)}))


@asks("write", "calendar_feed", COMMON)
def make(request: Visited) -> HttpResponse:
    """Make a feed and show its address, this once."""
    key = request.visit.authority.key
    if request.method != "POST":
        return redirect("calendar", authority=key)
    secret = feeds.make(request.visit)
    address = f"{settings.HANDRAIL.address}{reverse(feeds.ROUTE, args=[key, secret])}"
    return render(request, "diary/made.html", {"title": "Your calendar's address", "address": address, "key": key})


@asks("write", "calendar_feed", COMMON)
def withdraw(request: Visited) -> HttpResponse:
    """End one's feed."""
    if request.method == "POST" and feeds.withdraw(request.visit):
        messages.success(request, "The address is withdrawn. Nobody can open it any more.")
    return redirect("calendar", authority=request.visit.authority.key)


@asks("write", "calendar_feed", COMMON)
def often(request: Visited) -> HttpResponse:
    """Keep how often one wants an e-mail."""
    form = OftenForm(sent(request))
    if form.is_valid():
        choices.choose(request.visit, form.cleaned_data["often"])
        messages.success(request, "Your choice is kept.")
        return redirect("calendar", authority=request.visit.authority.key)
    return _page(request, form) if form.is_bound else redirect("calendar", authority=request.visit.authority.key)


@open_to_all
@require_safe
def feed(request: HttpRequest, authority: str, secret: str) -> HttpResponse:
    """The calendar behind a secret. Raises Http404 whatever is wrong with it."""
    caller = request.META.get("REMOTE_ADDR", "")
    if too_often(f"feed:{feeds.hash_of(secret)}", READINGS) or too_often(f"feeds:{caller}", GUESSES):
        return HttpResponse("Too many tries. Wait an hour.", "text/plain", 429, headers={"Retry-After": f"{HOUR}"})
    found = Authority.objects.filter(key=authority).first()
    if found is None:
        raise Http404
    with wall(found):
        shown = feeds.shown(found, secret, clock.now(), clock.today())
    if shown is None:
        raise Http404
    return _answered(request, shown)


def _answered(request: HttpRequest, shown: feeds.Shown) -> HttpResponse:
    headers = {
        "ETag": shown.etag,
        "Last-Modified": http_date(shown.changed_at.timestamp()),
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="handrail.ics"',
    }
    whole = HttpResponse(shown.text, "text/calendar; charset=utf-8", headers=headers)
    answer = get_conditional_response(request, shown.etag, int(shown.changed_at.timestamp()), whole)
    assert isinstance(answer, HttpResponse)  # noqa: S101 - for a safe method it is the whole, or 304
    return answer


def _page(request: Visited, form: OftenForm) -> HttpResponse:
    visit = request.visit
    there = feeds.mine(visit)
    given = {
        "title": "Calendar and mail",
        "key": visit.authority.key,
        "form": form,
        "errors": problems(form),
        "made": moment(there.made_at) if there else "",
        "read": moment(there.read_at) if there and there.read_at else "",
    }
    return render(request, "diary/calendar.html", given)
