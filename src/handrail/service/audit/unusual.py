"""What is unusual about a look at a child's record: rules of thumb that ask somebody to ask, and accuse nobody.

Pure. A mark says only what the trail shows; that a look was in order may stand nowhere in Handrail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

EMERGENCY = "emergency_access"
"""What an entry says its writer reached through, where that was emergency access."""
NIGHT_FROM, NIGHT_UNTIL = 22, 6
"""Hours of the clock in England between which it is night."""
MANY, WITHIN = 15, timedelta(minutes=10)
"""So many different children opened one by one within this time: nobody reads so fast, but somebody may be looking."""
_WIDE = ("own_service", "authority")
_OPENED = ("read", "write", "export")


@dataclass(frozen=True)
class Look:
    """One look: what was done, how far the role reached, when in England, and how many children were opened around it.

    `children_around` counts the different children that the same person opened one by one within WITHIN, this one too.
    """

    action: str
    through: str
    at: datetime
    children_around: int


def marks(look: Look) -> list[str]:
    """What is unusual about it, in words; mostly nothing.

    1. Emergency access: used for this look, or opened by it.
    2. The child was opened, and not only seen in a list, by somebody to whom the child is not allocated and whose team
       is not the child's: their role reaches the whole service.
    3. It was between ten in the evening and six in the morning in England.
    4. The same person opened many children within a few minutes.
    """
    rules = {
        "by emergency access": look.through == EMERGENCY or look.action == "broke_glass",
        "by somebody neither allocated to the child nor in the team": look.action in _OPENED and look.through in _WIDE,
        "at night": look.at.hour >= NIGHT_FROM or look.at.hour < NIGHT_UNTIL,
        f"one of {look.children_around} children opened within minutes": look.children_around >= MANY,
    }
    return [words for words, holds in rules.items() if holds]
