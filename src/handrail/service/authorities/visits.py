"""What a page asks for, and a visit to it: who is looking, inside which authority, how far they reach."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.http import HttpRequest

from handrail.permissions import Scope, Viewer, scope_of
from handrail.service.authorities.models import Authority

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Asked:
    """What a page does: an action on a kind of record in a stream. A page of one child names it in its address."""

    action: str
    kind: str
    stream: str


@dataclass
class Visit:
    """One person at one page: `scope` is how far they reach with what it asks for; `child` is the key it is about.

    `seen` gathers the keys of the children whose data it shows; the trail keeps them.
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

    def shows(self, children: Iterable[str]) -> None:
        """Take down that the page shows data of these children."""
        self.seen.update(children)

    def reach(self, action: str, kind: str, stream: str) -> Scope:
        """How far the same person reaches with something else: what else a page may show or offer."""
        return scope_of(self.viewer, action, kind, stream, self.today)


class Visited(HttpRequest):
    """A request that came through the gate."""

    visit: Visit


def asks(action: str, kind: str, stream: str) -> Callable[[View], View]:
    """Declare what a page asks for; without a declaration no page is given."""

    def declare(view: View) -> View:
        view.asks = Asked(action, kind, stream)  # type: ignore[attr-defined]
        return view

    return declare


def open_to_all(view: View) -> View:
    """Declare that a page holds nothing of anybody: sign-in, health, style."""
    view.asks = None  # type: ignore[attr-defined]
    return view


def asked_by(view: Callable[..., Any]) -> Asked | None:
    """What a page asks for; None where it is open to all. Raises Undeclared where nobody has said."""
    try:
        found: Asked | None = view.asks  # type: ignore[attr-defined]
    except AttributeError:
        raise Undeclared(f"{view.__module__}.{view.__name__} does not say what it asks for.") from None
    return found


class Undeclared(LookupError):
    """A page without a declaration of what it asks for."""
