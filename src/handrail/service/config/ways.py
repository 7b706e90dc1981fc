"""The ways through the service: each page of the menu, and what it asks for."""

from dataclasses import dataclass

from handrail.permissions import CARE, COMMON


@dataclass(frozen=True)
class Way:
    """A page of the menu; it is shown to whoever reaches anything of what it asks for."""

    text: str
    route: str
    action: str
    kind: str
    stream: str


WAYS = (
    Way("My day", "desk", "list", "due", CARE),
    Way("Children", "children", "list", "child", CARE),
    Way("Board", "board", "list", "workload", CARE),
    Way("Notices", "notices", "read", "notice", COMMON),
    Way("Settings", "profile", "read", "profile", COMMON),
)
