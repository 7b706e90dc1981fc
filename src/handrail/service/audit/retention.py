"""How long what is kept, read from `retention.toml`; law, length and certainty are those of the shipped clocks."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from handrail.timescales.clocks import Figure, clock
from handrail.timescales.deadlines import deadline


class NoSuchClass(ValueError):
    """A class of retention that there is not; the message says which there are."""


@dataclass(frozen=True)
class RetentionClass:
    """How long some kinds of record are kept: from the day of the `event`, as long as a clock says on a basis."""

    name: str
    title: str
    kinds: tuple[str, ...]
    event: str
    clock: str
    basis: str

    def figure(self, on: date) -> Figure:
        """How long, by which law, how surely, for an event of this day."""
        return clock(self.clock).figure(on, self.basis)

    def kept_until(self, on: date) -> date:
        """The last day it must be kept where the event was on this day; the last there is where no clock ends it."""
        return deadline(self.clock, on, basis=self.basis).due_on or date.max


@cache
def classes() -> dict[str, RetentionClass]:
    """Every class there is, by name."""
    text = files(__package__).joinpath("retention.toml").read_text(encoding="utf-8")
    return {name: _class(name, **told) for name, told in tomllib.loads(text).items()}


def _class(name: str, title: str, kinds: list[str], event: str, clock: str, basis: str = "statutory") -> RetentionClass:
    return RetentionClass(name, title, tuple(kinds), event, clock, basis)


def longest(events: Mapping[str, date]) -> tuple[RetentionClass, date]:
    """Of several classes, each with the day of its event: the one that asks for the longest, and its last day.

    Raises NoSuchClass.
    """
    if not events or not events.keys() <= classes().keys():
        odd = next((name for name in events if name not in classes()), "")
        raise NoSuchClass(f"There is no class of retention '{odd}'. There are: {', '.join(classes())}.")
    last = {name: classes()[name].kept_until(on) for name, on in events.items()}
    name = max(last, key=lambda each: last[each])
    return classes()[name], last[name]
