"""How soon an officer answers what they are told of a child, in working days: the law gives no number."""

from dataclasses import dataclass

from handrail.profiles.settings import setting, whole


@dataclass(frozen=True)
class News:
    """Working days after the officer was told; a view of a change is due at the latest the day before the change."""

    view: int = setting(
        whole(1), "Within how many working days the officer gives a view of a proposed change", default=2
    )
    urgent: int = setting(
        whole(1),
        "Within how many working days the officer decides about a move, a child missing, an incident",
        default=2,
    )
    ordinary: int = setting(whole(1), "Within how many working days the officer decides about other news", default=5)
