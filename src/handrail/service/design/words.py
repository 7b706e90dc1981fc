"""The six words of a state and the words of what is absent, each with the shape that stands beside it.

The same words on a page, in a grid, an e-mail and a spreadsheet.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """What became, or becomes, of something that was due."""

    word: str
    shape: str

    def said(self, days: int = 0, working: bool = False) -> str:
        """The word, with how many days late where it is known: "Late by 2 days"."""
        if not days:
            return self.word
        unit = "working day" if working else "day"
        return f"{self.word} by {days:,} {unit}{'' if days == 1 else 's'}"


@dataclass(frozen=True)
class Absence:
    """Why there is no value. None of them is the number 0."""

    word: str
    shape: str


STATUSES = {
    "on time": Status("On time", "ring"),
    "due soon": Status("Due soon", "clock"),
    "late": Status("Late", "triangle"),
    "met late": Status("Met late", "ticked"),
    "cannot be judged": Status("Cannot be judged", "diamond"),
    "stopped": Status("Stopped", "square"),
}

ABSENCES = {
    "not recorded": Absence("Not recorded", "box"),
    "declined": Absence("Declined", "cross"),
    "does not apply": Absence("Does not apply", "dash"),
    "cannot be judged": Absence("Cannot be judged", "diamond"),
    "not measured": Absence("Not measured", "half"),
    "not shown": Absence("Not shown, to protect children", "lines"),
}
