"""Who is looking: the roles held, the children allocated, and emergency access, each with the days it holds.

Roles and allocations hold through the end of their last day. Issue 5 asks that access ends the day an allocation ends,
and the record calls `ended_on` the last day of an allocation: until midnight of that day the person still answers for
the child and can finish what they write; on the next day nothing is left, whether or not anybody has thought of it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handrail.permissions.reading import table_in_force
from handrail.permissions.table import BreakGlass, NoSuchName, named

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Held:
    """A role held in one stream, from its first day through its last (None: no end is known).

    `team` is the key of the team it is held for. Raises NoSuchName where there is no such role or stream, or where the
    role is none of that stream's.
    """

    role: str
    stream: str
    holds_from: date
    holds_until: date | None = None
    team: str | None = None

    def __post_init__(self) -> None:
        _refuse_elsewhere(self.role, self.stream)

    def in_force(self, today: date) -> bool:
        """Whether it holds on this day. A role that is given for a time needs its last day."""
        timeless = table_in_force().role(self.role).for_a_time and self.holds_until is None
        return not timeless and _within(self.holds_from, self.holds_until, today)


@dataclass(frozen=True)
class Allocated:
    """A child allocated to the viewer in one role, from the first day through the last.

    `child` is an opaque key; in the streams that are not about children, that of the carer, allegation or home.
    """

    child: str
    role: str
    stream: str
    holds_from: date
    holds_until: date | None = None

    def __post_init__(self) -> None:
        _refuse_elsewhere(self.role, self.stream)

    def in_force(self, today: date) -> bool:
        """Whether it holds on this day."""
        return _within(self.holds_from, self.holds_until, today)


@dataclass(frozen=True)
class Broken:
    """Emergency access to one child in one stream, until a time that knows its zone.

    Who asks hands over only what has not run out at this minute; what ran out on an earlier day is refused here too.
    """

    child: str
    stream: str
    until: datetime

    def in_force(self, today: date) -> bool:
        """Whether some of this day, as England counts days, is left to it."""
        return today <= self.until.astimezone(_LONDON).date()


@dataclass(frozen=True)
class Viewer:
    """One signed-in person in one authority.

    `account` and `authority` are opaque keys. The allocations are a plain set and not a query asked when needed, so
    that a refusal costs what a grant costs, and the same viewer always gets the same answer. `workers` is who the person
    is in the record, by the authority's own ids. `only`, where it is given, are the actions with their kinds of record
    that somebody lets a program do for them: nothing else is granted to it.
    """

    account: str
    authority: str
    roles: frozenset[Held] = frozenset()
    allocations: frozenset[Allocated] = frozenset()
    broken: frozenset[Broken] = frozenset()
    workers: frozenset[str] = frozenset()
    only: frozenset[tuple[str, str]] | None = None

    def lets(self, action: str, kind: str) -> bool:
        """Whether it is theirs to ask for, where they are a program: what was not let is not granted."""
        return self.only is None or (action, kind) in self.only

    def roles_on(self, today: date) -> tuple[Held, ...]:
        """The roles in force on a day, in the order of the table."""
        order = list(table_in_force().roles)
        held = (each for each in self.roles if each.in_force(today))
        return tuple(sorted(held, key=lambda each: (order.index(each.role), each.stream, each.team or "")))

    def children_on(self, today: date, role: str, stream: str) -> frozenset[str]:
        """The children allocated to the viewer on a day, in one role and stream."""
        return frozenset(
            each.child
            for each in self.allocations
            if (each.role, each.stream) == (role, stream) and each.in_force(today)
        )

    def broken_on(self, today: date, stream: str) -> frozenset[str]:
        """The children of a stream to whom the viewer has emergency access on a day."""
        return frozenset(each.child for each in self.broken if each.stream == stream and each.in_force(today))


def may_break_glass(viewer: Viewer, stream: str, today: date) -> BreakGlass | None:
    """The rule by which the viewer may ask for emergency access in a stream: for how long, and who is told."""
    held = {each.role for each in viewer.roles_on(today) if each.stream == stream}
    return next((rule for rule in table_in_force().break_glass if held & {*rule.roles}), None)


def _refuse_elsewhere(role: str, stream: str) -> None:
    table = table_in_force()
    named(table.streams, stream, "stream")
    if stream not in table.role(role).streams:
        raise NoSuchName(f"{role} is not held in '{stream}'. It is held in: {', '.join(table.role(role).streams)}.")


def _within(first: date, last: date | None, today: date) -> bool:
    return first <= today and (last is None or today <= last)
