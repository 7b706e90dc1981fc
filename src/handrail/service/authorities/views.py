"""The authority's own colours and logo, and its settings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON
from handrail.profiles import parse
from handrail.service import clock
from handrail.service.asking import asks, open_to_all
from handrail.service.authorities import actions, queries
from handrail.service.authorities.forms import WORDS, ChangeForm, ImportForm, first_values, title_of
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import latest_text, profile_on
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.authorities.walls import wall
from handrail.service.design.brand import stylesheet
from handrail.service.design.downloads import TOML, as_file
from handrail.service.design.forms import problems, sent

_A_WHILE = "private, max-age=300"


@open_to_all
@require_safe
def brand(request: HttpRequest, authority: str) -> HttpResponse:
    """The council's colours, as a stylesheet: nothing of anybody."""
    found = get_object_or_404(Authority, key=authority)
    with wall(found):
        accent = profile_on(found, clock.today()).accent
    return HttpResponse(stylesheet(accent), content_type="text/css", headers={"Cache-Control": _A_WHILE})


@open_to_all
@require_safe
def logo(request: HttpRequest, authority: str) -> HttpResponse:
    """The council's logo, a picture of nothing but points. Raises Http404 where it has none."""
    found = get_object_or_404(Authority, key=authority)
    with wall(found):
        held = profile_on(found, clock.today()).report.logo
    if held is None:
        raise Http404
    headers = {"Cache-Control": _A_WHILE, "Cross-Origin-Resource-Policy": "same-origin"}
    return HttpResponse(held.image, content_type="image/png", headers=headers)


@asks("read", "profile", COMMON)
@require_safe
def profile(request: Visited) -> HttpResponse:
    """The settings as they hold today, and the ways to change them for whoever may."""
    return _page(request, _change_form(request.visit, None), ImportForm(prefix="file"))


@asks("write", "profile", COMMON)
def change(request: Visited) -> HttpResponse:
    """Change the colour, logo or words."""
    form = _change_form(request.visit, sent(request), request.FILES)
    return _set(request, form) or _page(request, form, ImportForm(prefix="file"))


@asks("write", "profile", COMMON)
def bring_in(request: Visited) -> HttpResponse:
    """Put a whole profile from a file in the place of the one there is."""
    form = ImportForm(sent(request), request.FILES, prefix="file")
    return _set(request, form) or _page(request, _change_form(request.visit, None), form)


@asks("export", "profile", COMMON)
@require_safe
def profile_file(request: Visited) -> HttpResponse:
    """The whole profile as a file that can be kept, sent and brought in elsewhere."""
    name = f"{request.visit.authority.key}-profile.toml"
    return as_file(latest_text(request.visit.authority), name, TOML)


def _set(request: Visited, form: ChangeForm | ImportForm) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    actions.set_profile(request.visit, form.cleaned_data["text"], form.cleaned_data["why"])
    messages.success(request, "The settings are changed. What they were before is kept.")
    return redirect("profile", authority=request.visit.authority.key)


def _change_form(visit: Visit, given: object, files: object = None) -> ChangeForm:
    now = visit.profile
    written = parse(latest_text(visit.authority)).data
    first = first_values(now, visit.today)
    return ChangeForm(given, files, now=now, written=written, initial=first)


def _page(request: Visited, form: ChangeForm, file_form: ImportForm) -> HttpResponse:
    reach = {action: bool(request.visit.reach(action, "profile", COMMON)) for action in ("write", "export")}
    given = {
        "title": "Settings of this authority",
        "errors": problems(form, file_form),
        "form": form,
        "file_form": file_form,
        "may": reach,
        "now": (now := request.visit.profile),
        "words": [{"key": title_of(one.name), "value": getattr(now.words, one.name)} for one in WORDS],
        "authority": request.visit.authority,
        "versions": (versions := queries.versions()),
        "seen": versions[0].pk if versions else 0,
    }
    return render(request, "authorities/profile.html", given)
