"""How much an officer carries: children in care and children with a plan apart, beside the guidance and never scored."""

from dataclasses import dataclass

from handrail.profiles.allocation import Allocation

GUIDANCE = (50, 70)
"""Looked-after children for a full-time officer: IRO Handbook (2010), chapter 7. It says nothing of plans."""
FULL_TIME = 100  # percent


@dataclass(frozen=True)
class Load:
    """What one worker holds on a day. `siblings` are children beyond the first of a family; a distance may be unknown.

    `fte_percent` is hours as percent of full time; None where not recorded.
    """

    in_care: int = 0
    on_plan: int = 0
    families: int = 0
    siblings: int = 0
    far: int = 0
    distance_unknown: int = 0
    fte_percent: int | None = None

    def for_full_time(self, number: float) -> float | None:
        """So many at these hours as they would be at full time; None where the hours are not recorded."""
        return number * FULL_TIME / self.fte_percent if self.fte_percent else None

    @property
    def guided(self) -> tuple[float, float] | None:
        """What the guidance comes to at these hours."""
        if not self.fte_percent:
            return None
        least, most = (each * self.fte_percent / FULL_TIME for each in GUIDANCE)
        return least, most


def weighed(load: Load, weights: Allocation) -> float:
    """The load by the authority's own weights, in children in care: only for whom to suggest, and shown as such."""
    alone = load.in_care * weights.weight_care + load.on_plan * weights.weight_plan
    eased = load.siblings * (FULL_TIME - weights.weight_sibling)
    return (alone - eased + load.far * weights.weight_far) / FULL_TIME
