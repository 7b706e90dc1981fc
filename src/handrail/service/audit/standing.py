"""Under which classes of retention the record of a child stands, from what is recorded, and until when it is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from handrail.record.identity import ADOPTED
from handrail.service.audit.retention import classes, longest
from handrail.service.authorities.visits import Visit
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.timescales.clocks import NoFigure
from handrail.timescales.ledger import eighteenth_birthday

_LONG_AGO = 70
"""Years since birth below which no record of the living is over: the shortest time counted from birth is 75."""
MOST_OVER = 50


@dataclass
class _Known:
    """What of a child decides the class."""

    born: date | None = None
    died: date | None = None
    in_care: bool = False
    with_plan: bool = False
    adopted: set[date] = field(default_factory=set)
    secure: set[date] = field(default_factory=set)


def events_of(children: Collection[str]) -> dict[str, Mapping[str, date]]:
    """For each of these children, by key, the classes their record stands under, with the day the time counts from.

    A child about whom nothing decides a class has none, nor has one whose class has no figure for so early a day: that
    record stays. Four queries, however many children.
    """
    known: dict[str, _Known] = defaultdict(_Known)
    keys = _entries(children, known)
    care = table("periods_of_care").filter(child_id__in=[*keys, ""])
    for child_id, ended, reason in care.values_list("child_id", "ended_on", "end_reason"):
        of = known[keys[child_id]]
        of.in_care = True
        of.adopted |= {ended} if ended and reason in ADOPTED else set()
    for child_id in table("plans").filter(child_id__in=[*keys, ""]).values_list("child_id", flat=True):
        known[keys[child_id]].with_plan = True
    stays = table("secure_placements").filter(child_id__in=[*keys, ""]).exclude(ended_on=None)
    for child_id, ended in stays.values_list("child_id", "ended_on"):
        known[keys[child_id]].secure.add(ended)
    return {key: _figured(dict(_classes(known[key]))) for key in children}


def over(visit: Visit) -> list[tuple[str, date]]:
    """The children, by key, whose record need not be kept any longer, with its last day, those over longest first."""
    today = visit.today
    long_ago = date(today.year - _LONG_AGO, 1, 1)
    old = within(visit.scope, today).filter(Q(born_on__lt=long_ago) | Q(died_on__isnull=False))
    events = events_of(list(old.values_list("key", flat=True)))
    last = {key: longest(found)[1] for key, found in events.items() if found}
    return sorted(((key, on) for key, on in last.items() if on < today), key=lambda one: one[1])[:MOST_OVER]


def _figured(events: dict[str, date]) -> dict[str, date]:
    try:
        for name, on in events.items():
            classes()[name].figure(on)
    except NoFigure:
        return {}
    return events


def _entries(children: Collection[str], known: dict[str, _Known]) -> dict[str, str]:
    """The keys of these children by every id they are recorded under."""
    found: dict[str, str] = {}
    for row in table("children").filter(Q(key__in=[*children, "-"]) | Q(merged_into__in=[*children, "-"])):
        found[row.child_id] = key = row.merged_into or row.key
        of: Any = known[key]
        of.born, of.died = of.born or row.born_on, of.died or row.died_on
    return found


def _classes(of: _Known) -> Iterator[tuple[str, date]]:
    adult_on = eighteenth_birthday(of.born)
    if of.in_care and of.died and adult_on and of.died < adult_on:
        yield "looked_after_child_who_died", of.died
    elif of.in_care and of.born:
        yield "looked_after_child", of.born
    elif of.with_plan and of.born:
        yield "child_protection", of.born
    if of.adopted:
        yield "adoption", max(of.adopted)
    if of.secure:
        yield "secure_placement", max(of.secure)
