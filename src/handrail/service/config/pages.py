"""Where somebody starts, and pages that hold nothing of anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import COMMON, table_in_force
from handrail.service.asking import asks, open_to_all
from handrail.service.authorities.visits import Visited
from handrail.service.config.ways import ways_of


@asks("read", "account", COMMON)
@require_safe
def start(request: Visited) -> HttpResponse:
    """To the first place of the menu that the person may open; plainly, where their role has none yet."""
    visit = request.visit
    for way in ways_of(visit):
        return redirect("more" if way.about else way.route, authority=visit.authority.key)
    roles = [table_in_force().role(held.role).title for held in visit.viewer.roles_on(visit.today)]
    given = {"title": "There is no page for you yet", "roles": list(dict.fromkeys(roles))}
    return render(request, "start.html", given)


@asks("read", "account", COMMON)
@require_safe
def more(request: Visited) -> HttpResponse:
    """The pages that are opened now and then, each with what it is for."""
    ways = [way for way in ways_of(request.visit) if way.about]
    given = {"title": "More", "authority": request.visit.authority.key, "ways": ways}
    return render(request, "more.html", given)


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the service is, what is known not to be, and whom to tell."""
    return render(request, "accessibility.html", {"title": "Accessibility statement"})
