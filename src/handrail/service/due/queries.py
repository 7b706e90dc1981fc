"""What is due, asked by people: every question starts from the children they may see, and costs the same few queries.

`children` is a query of the record's children that the viewer reaches. Lists come page by page, each page after the
last row of the one before. Only what leads is listed: where one meeting is due by two rules, the sooner.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from handrail.service.due import state
from handrail.service.due.models import VERIFIED, Duty, LatenessReason
from handrail.service.due.state import is_late
from handrail.service.records.models import table
from handrail.timescales.clocks import clocks

PAGE = 50
FOUR_WEEKS = 28  # days
OFFICER, CHAIR, SOCIAL_WORKER = "reviewing_officer", "conference_chair", "social_worker"
_CHAPTER_OF_CHAIRS = "child_protection"
_Children = QuerySet[Any]


class NoSuchPlace(ValueError):
    """A place in a list that no page of it gave."""


@dataclass(frozen=True)
class Page:
    """Some rows of a list, each with its `word` and the `child_key` of its child; where the next begins, if there is one."""

    duties: tuple[Any, ...]
    after: str | None


class Owed(NamedTuple):
    """What one officer or team owes: things late, things due in the days asked about, and the children they are for.

    `who` is the worker's id or the team's code; None stands for the children nobody is named for.
    """

    who: str | None
    late: int
    due: int
    children: int


@dataclass(frozen=True)
class Listing:
    """How a list is asked for: the day, the ledger as verified or as recorded, some clocks only, and from where on."""

    today: date
    view: str = VERIFIED
    clocks: Collection[str] | None = None
    soon: int = field(default_factory=lambda: settings.HANDRAIL.due_soon_days)
    after: str | None = None
    size: int = PAGE


def next_due(children: _Children, listing: Listing, days: int = FOUR_WEEKS) -> Page:
    """What is open and falls due within so many days, today's first. Raises NoSuchPlace."""
    last = listing.today + timedelta(days=days)
    return _page(open_now(children, listing).filter(due_latest_on__range=(listing.today, last)), listing)


def late(children: _Children, listing: Listing) -> Page:
    """What is late and still open, the longest first. Raises NoSuchPlace."""
    return _page(open_now(children, listing).filter(is_late(listing.today), due_latest_on__lt=listing.today), listing)


def late_and_next(children: _Children, listing: Listing, days: int = FOUR_WEEKS) -> Page:
    """What is late, then what falls due within so many days, as one list. Raises NoSuchPlace."""
    return _page(_owing(children, listing, days), listing)


def listed(children: _Children, listing: Listing, narrowed: Q) -> Page:
    """What is open and fits a condition, the earliest due date first. Raises NoSuchPlace."""
    return _page(open_now(children, listing).filter(narrowed), listing)


def of_child(child: Any, listing: Listing) -> Page:
    """Everything that was or is due for one child, the earliest first, what has no date before. Raises NoSuchPlace."""
    duties = _those_of(type(child).ever.filter(pk=child.pk), listing)
    return _page(state.with_state(duties, listing.today, listing.soon).exclude(word=None), listing)


def by_officer(children: _Children, listing: Listing, days: int = FOUR_WEEKS) -> list[Owed]:
    """What each reviewing officer or chair owes: late, or due within so many days and late then if nothing changes.

    Child protection is the chair's and the rest the officer's, each standing in where the other is not named.
    """
    counted = _counted(_owing(children, listing, days), listing.today, "child_id", is_chairs=is_chairs())
    holders = _holders(children, listing.today)
    owed: dict[str | None, list[tuple[str, int, int]]] = {}
    for child_id, chairs, *numbers in counted.values_list("child_id", "is_chairs", "late", "due"):
        owed.setdefault(_who(holders, child_id, chairs), []).append((child_id, *numbers))
    return _in_order(
        Owed(who, sum(late for _, late, _ in rows), sum(due for *_, due in rows), len({child for child, *_ in rows}))
        for who, rows in owed.items()
    )


def by_team(children: _Children, listing: Listing, days: int = FOUR_WEEKS) -> list[Owed]:
    """What is late, or due within so many days, for the children of each social work team."""
    team = table("workers").filter(worker_id=OuterRef("worker_id"))
    of_worker = _held(SOCIAL_WORKER, listing.today).values(team=Subquery(team.values("team")[:1]))
    counted = _counted(_owing(children, listing, days), listing.today, who=Subquery(of_worker[:1]))
    found = counted.annotate(children=Count("child_id", distinct=True))
    return _in_order(Owed(*row) for row in found.values_list("who", "late", "due", "children"))


def reasons(duties: Collection[Any]) -> dict[tuple[str, str], list[LatenessReason]]:
    """The reasons for lateness that stand, by child and key, the main one first; one query for all of these."""
    children = sorted({duty.child_id for duty in duties})
    found: dict[tuple[str, str], list[LatenessReason]] = {(duty.child_id, duty.key): [] for duty in duties}
    standing = LatenessReason.objects.filter(child_id__among=children, replaced_at=None)
    for reason in standing.order_by("-main", "id"):
        found.get((reason.child_id, reason.duty), []).append(reason)
    return found


def _those_of(children: _Children, listing: Listing) -> "QuerySet[Any]":
    return Duty.objects.filter(**{f"as_{listing.view}": True}, child_id__in=children.order_by().values("child_id"))


def open_now(children: _Children, listing: Listing) -> "QuerySet[Any]":
    """What is open, each with its `word`, in no order."""
    duties = state.open_now(_those_of(children, listing).filter(leads=True), listing.today, listing.soon)
    return duties if listing.clocks is None else duties.filter(clock__in=listing.clocks)


def _page(duties: "QuerySet[Any]", listing: Listing) -> Page:
    child = table("children").filter(child_id=OuterRef("child_id"))
    placed = duties.annotate(
        place=Coalesce("due_latest_on", Value(date.min)), child_key=Subquery(child.values("key")[:1])
    )
    rows = list(_from(placed, listing.after).order_by("place", "id")[: listing.size + 1])
    after = f"{rows[listing.size - 1].place}.{rows[listing.size - 1].pk}" if len(rows) > listing.size else None
    return Page(tuple(rows[: listing.size]), after)


def _from(duties: "QuerySet[Any]", after: str | None) -> "QuerySet[Any]":
    if after is None:
        return duties
    day, _, number = after.partition(".")
    try:
        place, last = date.fromisoformat(day), int(number)
    except ValueError:
        raise NoSuchPlace(f"'{after}' is no place in this list. Go back to its first page.") from None
    return duties.filter(Q(place__gt=place) | Q(place=place, id__gt=last))


def answering(duties: Collection[Any], today: date) -> dict[int, str]:
    """Who answers for each of these, by its number: the chair or the officer, as `by_officer` counts. One query."""
    children = table("children").filter(child_id__among=sorted({duty.child_id for duty in duties}))
    holders = _holders(children, today)
    chairs = {one.id for one in clocks().values() if one.chapter == _CHAPTER_OF_CHAIRS}
    return {duty.pk: who for duty in duties if (who := _who(holders, duty.child_id, duty.clock in chairs))}


def held_now(role: str, today: date) -> "QuerySet[Any]":
    """Who holds a role for each child on a day: one a child, whoever took over last."""
    last = Window(RowNumber(), partition_by=["child_id"], order_by=["-started_on", "worker_id"])
    held: QuerySet[Any] = _now(table("allocations").filter(role=role), today).annotate(place=last)
    return held.filter(place=1).order_by()


def teams(child_ids: Collection[str], today: date) -> dict[str, str]:
    """The team of the social worker of each of these children; one query."""
    team = table("workers").filter(worker_id=OuterRef("worker_id"))
    held = _now(table("allocations").filter(role=SOCIAL_WORKER, child_id__among=sorted(child_ids)), today)
    rows = held.order_by("started_on", "-worker_id").annotate(team=Subquery(team.values("team")[:1]))
    return {child_id: team for child_id, team in rows.values_list("child_id", "team") if team}


def hangs(there: "QuerySet[Any]") -> Q:
    """For a query of things due: whether one of these hangs on it; looked for by child first, which the database does for all rows at once."""
    here = there.filter(child_id=OuterRef("child_id"), duty=OuterRef("key"))
    return Q(child_id__in=there.order_by().values("child_id")) & Q(Exists(here))


def is_chairs() -> Case:
    """For a query of things due: whether it is the chair's, whose child protection is."""
    protection = [found.id for found in clocks().values() if found.chapter == _CHAPTER_OF_CHAIRS]
    return Case(When(clock__in=protection, then=Value(True)), default=Value(False))


def _who(holders: Mapping[tuple[str, str], str], child_id: str, chairs: bool) -> str | None:
    roles = (CHAIR, OFFICER) if chairs else (OFFICER, CHAIR)
    return next((holders[child_id, role] for role in roles if (child_id, role) in holders), None)


def _held(role: str, today: date) -> "QuerySet[Any]":
    """Who holds this role for the child of a duty on a day, whoever took over last first."""
    return _now(table("allocations").filter(child_id=OuterRef("child_id"), role=role), today).order_by("-started_on")


def _holders(children: _Children, today: date) -> dict[tuple[str, str], str]:
    """Who holds each role for each of these children on a day, whoever took over last."""
    theirs = table("allocations").filter(child_id__in=children.order_by().values("child_id"), role__in=(OFFICER, CHAIR))
    rows = _now(theirs, today).order_by("started_on", "-worker_id").values_list("child_id", "role", "worker_id")
    return {(child_id, role): worker for child_id, role, worker in rows}


def _now(held: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    return held.filter(Q(ended_on=None) | Q(ended_on__gte=today), started_on__lte=today)


def _owing(children: _Children, listing: Listing, days: int) -> "QuerySet[Any]":
    return open_now(children, listing).filter(due_latest_on__lte=listing.today + timedelta(days=days))


def _counted(duties: "QuerySet[Any]", today: date, *by: str, **how: Any) -> "QuerySet[Any]":
    """How many are late and how many will be, for each of what they are parted by."""
    parted = duties.annotate(**how).values(*by, *how)
    late, due = Count("id", filter=is_late(today)), Count("id", filter=~is_late(today))
    counted: QuerySet[Any] = parted.annotate(late=late, due=due)
    return counted


def _in_order(found: Iterable[Owed]) -> list[Owed]:
    """Those who owe most that is late first."""
    return sorted(found, key=lambda owed: (-owed.late, -owed.due, owed.who or ""))
