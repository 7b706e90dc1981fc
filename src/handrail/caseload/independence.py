"""Regulation 46: who may never be a child's reviewing officer. Nothing here, and nobody, overrides it.

Care Planning, Placement and Case Review (England) Regulations 2010, regulation 46, in force from 1 April 2011, as the
gate `iro_independence` has it. Read here: whoever did such work for the child once stays barred, so far as is known.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from handrail.caseload.ties import ADVISER, BARRING, CASE, MANAGEMENT, RESOURCES, VISIT, Facts, Tie, ties
from handrail.timescales.clocks import clock
from handrail.timescales.gates import GateCheck, check_gate

GATE = "iro_independence"
REMEDY = "Hand the child over to another officer today. Nobody may override this."
_REQUIRES = {
    CASE: "not_involved_in_the_case",
    VISIT: "not_the_visitor",
    ADVISER: "not_the_personal_adviser",
    MANAGEMENT: "not_their_manager",
    RESOURCES: "not_in_control_of_resources",
}


@dataclass(frozen=True)
class Standing:
    """How a worker stands to a child: what regulation 46 says, with its evidence, and what only the authority minds."""

    worker_id: str
    check: GateCheck
    bars: tuple[Tie, ...]
    conflicts: tuple[Tie, ...]

    @property
    def is_barred(self) -> bool:
        """Whether the law bars this worker."""
        return not self.check.is_open


class Barred(ValueError):
    """Somebody was to become the reviewing officer of a child whose officer they may not be."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"{standing.check.refused} ({standing.check.law})")
        self.standing = standing


def standing(worker_id: str, facts: Facts) -> Standing:
    """How one worker stands to the child of these facts."""
    return standings([worker_id], facts)[worker_id]


def standings(workers: Collection[str], facts: Facts) -> dict[str, Standing]:
    """How each of these workers stands to the child of these facts."""
    found = defaultdict(list)
    for tie in ties(facts):
        found[tie.worker_id].append(tie)
    return {one: _standing(one, found.get(one, ())) for one in workers}


def refuse_barred(worker_id: str, facts: Facts) -> Standing:
    """How the worker stands to the child. Raises Barred where regulation 46 bars them."""
    found = standing(worker_id, facts)
    if found.is_barred:
        raise Barred(found)
    return found


def _standing(worker_id: str, own: Collection[Tie]) -> Standing:
    bars = tuple(one for one in own if one.kind in BARRING)
    check = _checked(frozenset(_REQUIRES[one.kind] for one in bars))
    return Standing(worker_id, check, bars, tuple(one for one in own if one.kind not in BARRING))


@cache
def _checked(broken: frozenset[str]) -> GateCheck:
    """What the regulation says of whoever breaks these of its conditions."""
    return check_gate(GATE, [name for name in clock(GATE).requires if name not in broken])
