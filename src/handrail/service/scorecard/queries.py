"""Reads of the scorecard: figures as they were last counted, as far as the visit reaches. Each is one query or a few."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handrail.measures.periods import Period
from handrail.permissions import CARE
from handrail.service.access.models import Role
from handrail.service.authorities.visits import Visit
from handrail.service.background.models import RUNNING, WAITING, Run
from handrail.service.scorecard import count
from handrail.service.scorecard.models import OFFICER, TEAM, WHOLE, Counted, Figure

Found = dict[tuple[str, str], dict[Period, Figure]]
"""Figures by measure and by whose they are, then by period."""


@dataclass(frozen=True)
class Whose:
    """Whose figures: of the whole service, of a team or of an officer."""

    by: str = WHOLE
    of: str = ""


@dataclass(frozen=True)
class Fresh:
    """When the figures were last counted (None: never), from which version of the record, and what is to come."""

    at: datetime | None
    record: int | None
    is_behind: bool
    under_way: Run | None


@dataclass(frozen=True)
class Reached:
    """Whose figures a visit reaches: the whole service's, all teams' or these, all officers' or these."""

    whole: bool
    teams: frozenset[str]
    all_officers: bool
    officers: frozenset[str]

    def covers(self, whose: Whose) -> bool:
        """Whether these figures may be shown."""
        if whose.by == TEAM:
            return self.whole or whose.of in self.teams
        if whose.by == OFFICER:
            return self.all_officers or whose.of in self.officers
        return self.whole

    @property
    def first(self) -> Whose | None:
        """Whose are shown where none are asked for; None where only what is published may be seen."""
        if self.whole:
            return Whose()
        return next((Whose(TEAM, team) for team in sorted(self.teams)), None)


def reached(visit: Visit) -> Reached:
    """How far a visit reaches: an officer's own figures are theirs, others' are for those who see their workload."""
    scope = visit.reach("list", "figure", CARE)
    held = Role.objects.filter(account__key=visit.viewer.account, holds_from__lte=visit.today).exclude(worker_id="")
    own = held.exclude(holds_until__lt=visit.today)
    officers = frozenset(own.values_list("worker_id", flat=True)) if scope.whole else frozenset()
    workload = visit.reach("list", "workload", CARE)
    return Reached(scope.whole, scope.teams, scope.whole and workload.whole, officers)


def figures(basis: str, whose: Whose, periods: Iterable[Period], measures: Iterable[str] | None = None) -> Found:
    """The figures of one whose over these periods, of these measures or of all."""
    wanted = set(periods)
    held = Figure.objects.filter(basis=basis, by=whose.by, of=whose.of, to_on__in={one.last for one in wanted})
    return _found(held if measures is None else held.filter(measure__in=list(measures)), wanted)


def breakdown(basis: str, by: str, periods: Iterable[Period], measure: str) -> Found:
    """The figures of one measure over these periods, of each team or each officer."""
    wanted = set(periods)
    held = Figure.objects.filter(basis=basis, by=by, measure=measure, to_on__in={one.last for one in wanted})
    return _found(held, wanted)


def fresh(basis: str, visit: Visit) -> Fresh:
    """What the figures shown were counted from: the family counted longest ago decides."""
    held = list(Counted.objects.filter(basis=basis).order_by("counted_at"))
    under_way = Run.objects.filter(job__startswith="figures", state__in=(WAITING, RUNNING)).first()
    is_behind = bool(count.behind(basis, visit.today))
    if not held:
        return Fresh(None, None, is_behind, under_way)
    return Fresh(held[0].counted_at, held[0].record, is_behind, under_way)


def _found(held: Iterable[Figure], wanted: set[Period]) -> Found:
    found: Found = {}
    for one in held:
        period = Period(one.from_on, one.to_on)
        if period in wanted:
            found.setdefault((one.measure, one.of), {})[period] = one
    return found
