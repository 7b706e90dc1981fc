"""The ways through the service: each page of the menu, and what it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from handrail.permissions import CARE, COMMON
from handrail.service.authorities.visits import Visit


@dataclass(frozen=True)
class Way:
    """A page of the menu; it is shown to whoever reaches anything of what it asks for.

    One that says what it is `about` stands on the page "More", which opens from the menu's last place.
    """

    text: str
    route: str
    action: str
    kind: str
    stream: str
    about: str = ""


WAYS = (
    Way("My day", "desk", "list", "due", CARE),
    Way("Due list", "due-list", "list", "due", CARE),
    Way("News", "news", "list", "event", CARE),
    Way("Children", "children", "list", "child", CARE),
    Way("Board", "board", "list", "workload", CARE),
    Way("Allocation", "allocation", "read", "allocation_rule", CARE),
    Way(
        "People who work here", "workers", "list", "worker", CARE,
        "Who is in which team, registered until when, and away today.",
    ),
    Way(
        "Planned meetings", "meetings", "list", "convening", CARE,
        "Which reviews and conferences are planned, who is asked, who has answered, and whose e-mail did not leave.",
    ),
    Way("Scorecard", "scorecard", "list", "figure", CARE),
    Way(
        "Names and contacts from a file", "names-file", "write", "child", CARE,
        "Hand in names of children and the people around them by CSV or workbook, and see what would change.",
    ),
    Way(
        "Workload", "workload", "list", "workload", CARE,
        "What each officer and chair carries, beside the guidance: children in care and with a plan, families, distance.",
    ),
    Way(
        "Corrections", "corrections", "list", "correction", CARE,
        "What somebody says is recorded wrongly, for a second person to agree to.",
    ),
    Way(
        "Case system", "case-system", "list", "case_pack", CARE,
        "What was written here about a child and is not yet filed in the child’s own record, ready to take there.",
    ),
    Way(
        "Inspection packs", "inspection-packs", "list", "inspection_pack", CARE,
        "The lists by child that inspectors ask for: made, looked at, handed over.",
    ),
    Way(
        "Publications", "publications", "list", "publication", CARE,
        "Annual report, scorecard and others: made from the record, checked, approved and published.",
    ),
    Way(
        "Notices", "notices", "read", "notice", COMMON,
        "Where emergency access opened a child, by whom and why, for you to look at.",
    ),
    Way(
        "Imports", "imports", "list", "import", CARE,
        "Hand in returns, extracts and trackers, see what is wrong and what would change, apply, go back.",
    ),
    Way(
        "Due dates that differ", "differing", "list", "due", CARE,
        "The case system's own due dates that are not ours, with the mistake that makes each.",
    ),
    Way(
        "For the case system", "case-system-corrections", "list", "correction", CARE,
        "What was verified here to be otherwise, for the case system to put right.",
    ),
    Way(
        "Tokens for programs", "tokens", "list", "api_token", COMMON,
        "Let a program do a part of what you may do: make a token, see what programs may ask, withdraw it.",
    ),
    Way(
        "Background tasks", "tasks", "list", "background_task", COMMON,
        "Imports, the night's work and whatever takes long: how far it is, and what did not succeed.",
    ),
    Way(
        "Calendar and mail", "calendar", "read", "calendar_feed", COMMON,
        "Your dates in your own calendar, and how often you get an e-mail of what is due.",
    ),
    Way(
        "Paper pack", "paper-pack", "export", "due", CARE,
        "A PDF to print for the day the system is down: what is late, the next ten working days, whom to ring.",
    ),
    Way(
        "Messages", "messages", "list", "background_task", COMMON,
        "Which messages left, which wait, and which did not leave and why.",
    ),
    Way(
        "How long things are kept", "retention", "list", "retention", COMMON,
        "Until when a record is kept, legal holds, and what is proposed for destruction, for a second person to decide.",
    ),
    Way(
        "Settings", "profile", "read", "profile", COMMON,
        "The council's name, colours and logo, its words, reasons, targets and local limits, each with its day.",
    ),
)  # fmt: skip


def ways_of(visit: Visit) -> Iterator[Way]:
    """The pages this person may open, in the order of the menu, those of "More" last."""
    reached = [way for way in WAYS if visit.reach(way.action, way.kind, way.stream)]
    yield from sorted(reached, key=lambda way: bool(way.about))
