"""How an authority allocates children to reviewing officers: its limit, and how it weighs what an officer carries."""

from dataclasses import dataclass

from handrail.profiles.settings import one_of, setting, whole

HOUR, WORKING_DAY = "hour", "working_day"


@dataclass(frozen=True)
class Allocation:
    """The time within which a child in care has an officer, and weights in percent of one child in care."""

    limit: int = setting(whole(1), "Within how many hours or working days a child in care has an officer", default=5)
    unit: str = setting(one_of(HOUR, WORKING_DAY), "What the limit counts", default=WORKING_DAY)
    weight_care: int = setting(whole(0), "What a child in care weighs", default=100)
    weight_plan: int = setting(whole(0), "What a child with a child protection plan weighs", default=100)
    weight_sibling: int = setting(
        whole(0), "What each further child of a family weighs, where the first weighs 100", default=100
    )
    weight_far: int = setting(whole(0), "What is added for a child who lives far away", default=0)
    far_miles: int = setting(whole(1), "From how many miles from home a child lives far away", default=21)
