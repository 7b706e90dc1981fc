"""What stands around every page: the council's name and colours, the ways a person has, and the way out."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from handrail.permissions import CARE
from handrail.profiles.logo import Logo
from handrail.service import clock
from handrail.service.access.around import account_links
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import NoWall
from handrail.service.config.ways import ways_of
from handrail.service.design.frame import Frame, Link


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page: inside an authority its own, before that a plain one."""
    visit: Visit | None = getattr(request, "visit", None)
    return {"frame": _inside(request, visit) if visit else Frame(account=account_links(request), footer=_footer())}


def _inside(request: HttpRequest, visit: Visit) -> Frame:
    key, logo = visit.authority.key, _logo(visit)
    return Frame(
        council=visit.authority.name,
        home=reverse("start", args=[key]),
        logo=reverse("logo", args=[key]) if logo else "",
        logo_says=logo.says if logo else "",
        stylesheet=reverse("brand", args=[key]),
        search=reverse("find", args=[key]) if visit.reach("list", "child", CARE) else "",
        navigation=tuple(_navigation(request, visit)),
        account=account_links(request),
        footer=_footer(),
        made_up_today=clock.today() if settings.HANDRAIL.demo and visit.authority.made_up else None,
    )


def _logo(visit: Visit) -> Logo | None:
    """The council's logo; none on a page that says what broke, for that stands outside the wall."""
    try:
        return visit.profile.report.logo
    except NoWall:
        return None


def _navigation(request: HttpRequest, visit: Visit) -> Iterator[Link]:
    """The pages this person may open, and no hint of any other; what is opened seldom stands behind "More"."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    ways = list(ways_of(visit))
    for way in ways:
        if not way.about:
            yield Link(way.text, reverse(way.route, args=[visit.authority.key]), current=way.route == here)
    behind = {way.route for way in ways if way.about}
    if behind:
        yield Link("More", reverse("more", args=[visit.authority.key]), current=here in {"more", *behind})


def _footer() -> tuple[Link, ...]:
    return (Link("Accessibility", reverse("accessibility")),)
