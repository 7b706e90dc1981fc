"""What each page asks for, declared on it: without a declaration no page is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Asked:
    """What a page does: an action on a kind of record in a stream. A page of one child names it in its address."""

    action: str
    kind: str
    stream: str


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


def asked_by(view: Callable[..., Any], method: str = "GET") -> Asked | None:
    """What a page asks for; None where it is open to all. Raises Undeclared where nobody has said.

    An address of the API asks for something else with each method; for one it does not know it gives nothing.
    """
    try:
        found: Asked | Mapping[str, Asked] | None = view.asks  # type: ignore[attr-defined]
    except AttributeError:
        raise Undeclared(f"{view.__module__}.{view.__name__} does not say what it asks for.") from None
    return found.get(method) if isinstance(found, Mapping) else found


class Undeclared(LookupError):
    """A page without a declaration of what it asks for."""
