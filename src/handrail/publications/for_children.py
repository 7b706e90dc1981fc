"""What children are told where adults have tables: what small numbers look like, and what became of each promise."""

from handrail.publications.document import Block, Column, Row, Table, Text
from handrail.publications.numbers import NOT_SHOWN, small
from handrail.publications.plainly import CANNOT_SAY
from handrail.publications.plan_of_priorities import listed
from handrail.publications.scene import Scene

_STANDS = {
    "done": "Done",
    "green": "We are doing it",
    "amber": "We have begun, and we are behind",
    "red": "We have not begun, or we had to stop",
}
_NOT_LOOKED_AT = "We have not looked at it yet"


def threshold_for_children(scene: Scene) -> str:
    """What stands in place of a small number, in words for children."""
    if not scene.shown.policy.hides:
        return "Every number is printed as it is."
    rounded = " “About” means that the number is rounded." if scene.shown.policy.rounds else ""
    return (
        f"Sometimes only a few of you are counted. Then we write “{small(scene.shown.threshold)}”, “{NOT_SHOWN}” or "
        f"“{CANNOT_SAY}”. We do this so that nobody can guess who it is about. Sometimes nobody wrote it down, and we cannot "
        f"say either.{rounded}"
    )


def promises(scene: Scene) -> list[Block]:
    """Every action of the plan of priorities in the words of the record, and how it stands."""
    rows = [
        Row(action.action.rstrip("."), (Text(_STANDS[ratings[-1].rating] if ratings else _NOT_LOOKED_AT),))
        for action, ratings in listed(scene)
    ]
    columns = (Column("We promised", numeric=False), Column("How it stands", numeric=False))
    table = Table("table-promises", "Our promises, and how they stand", columns, tuple(rows), unit="action")
    return [table] if rows else []
