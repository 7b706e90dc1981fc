"""Gates: checks before an event, not dates. What must have been done first, and who may go on without it.

Care Planning, Placement and Case Review (England) Regulations 2010, regulations 11 to 14, 17, 32, 33 and 39. An
override is a named person's act with a reason; where the law allows none (regulation 46: who may not be a child's
reviewing officer) the gate stays shut.
"""

from collections.abc import Collection
from dataclasses import dataclass

from handrail.timescales.clocks import GATE, Clock, NoSuchClock, clock


@dataclass(frozen=True)
class Override:
    """Going on without what the gate requires: who decided it and why."""

    by: str
    reason: str


@dataclass(frozen=True)
class GateCheck:
    """Whether the event may go ahead, what is missing, and by whose override if it goes ahead without."""

    gate: Clock
    missing: tuple[str, ...]
    override: Override | None
    refused: str | None

    @property
    def is_open(self) -> bool:
        """Whether the event may go ahead."""
        return self.refused is None

    @property
    def law(self) -> str:
        """The law the gate rests on."""
        return self.gate.bases[self.gate.strongest][-1].law


def check_gate(gate_id: str, done: Collection[str], override: Override | None = None) -> GateCheck:
    """Whether what the gate requires is done. Raises NoSuchClock for an id that is no gate.

    An override counts only where the gate allows one, and only with a name and a reason.
    """
    gate = clock(gate_id)
    if gate.kind != GATE:
        raise NoSuchClock(f"{gate_id} is a date, not a gate.")
    unknown = sorted(set(done) - set(gate.requires))
    if unknown:
        raise NoSuchClock(f"{gate_id} does not ask for {', '.join(unknown)}. It asks for: {', '.join(gate.requires)}.")
    missing = tuple(name for name in gate.requires if name not in done)
    if not missing:
        return GateCheck(gate, (), None, None)
    words = "; ".join(gate.requires[name] for name in missing)
    if override is None:
        return GateCheck(gate, missing, None, f"First: {words}.")
    if gate.override == "never":
        return GateCheck(gate, missing, None, f"No one may override this. {words}.")
    if not (override.by.strip() and override.reason.strip()):
        return GateCheck(gate, missing, None, f"An override needs a name and a reason. First: {words}.")
    return GateCheck(gate, missing, override, None)
