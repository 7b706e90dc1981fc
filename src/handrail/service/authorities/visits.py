"""A visit to a page: who is looking, inside which authority, how far they reach."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest

from handrail.permissions import CARE, About, Scope, Viewer, scope_of
from handrail.profiles import Profile
from handrail.service.asking import Asked
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import profile_on


@dataclass
class Visit:
    """One person at one page: `scope` is how far they reach with what it asks for; `child` is the key it is about.

    `seen` gathers the keys of the children whose data it shows; the trail keeps them. `token` is the key of the token
    by which a program asks for them; blank for a person.
    """

    viewer: Viewer
    authority: Authority
    name: str
    asked: Asked
    scope: Scope
    now: datetime
    today: date
    child: str | None = None
    seen: set[str] = field(default_factory=set)
    reason: str = ""
    token: str = ""

    @property
    def role(self) -> str:
        """The role through which the person reaches what they ask for; blank where none does."""
        return next((each.role for each in self.scope.reaches), "")

    def shows(self, children: Iterable[str]) -> None:
        """Take down that the page shows data of these children."""
        self.seen.update(children)

    @cached_property
    def profile(self) -> Profile:
        """The authority's profile today; read once a visit, inside the wall."""
        return profile_on(self.authority, self.today)

    def by_name(self) -> Scope:
        """The children the person sees by name; others they see stand under a pseudonym."""
        return scope_of(self.viewer, "list", "child", CARE, self.today, by_name=True)

    def broken_until(self, child: str) -> datetime | None:
        """Until when a child is open by emergency access; None where it is open without, or not at all."""
        reach = self.scope.through(About(self.asked.kind, self.asked.stream, child=child))
        opened = (one for one in self.viewer.broken if (one.child, one.stream) == (child, self.asked.stream))
        return max((one.until for one in opened), default=None) if reach and reach.broken else None

    def reach(self, action: str, kind: str, stream: str) -> Scope:
        """How far the same person reaches with something else: what else a page may show or offer."""
        return scope_of(self.viewer, action, kind, stream, self.today)


def visit_by(viewer: Viewer, authority: Authority, name: str, asked: Asked, now: datetime, today: date) -> Visit:
    """A visit of somebody to what they ask for; its scope is empty where they may not ask for it."""
    scope = scope_of(viewer, asked.action, asked.kind, asked.stream, today)
    return Visit(viewer, authority, name, asked, scope, now, today)


class Visited(HttpRequest):
    """A request that came through the gate."""

    visit: Visit
