"""Does what people do to an edition of the small publication, in processes that can be killed."""

import sys
from pathlib import Path
from typing import Any

from store_runner import serve
from tests.unit.editions.small import ADA, AUTHORITY, BEN, CAI, DOT, YEAR, a_record, a_source, make, who

from handrail.editions import actions
from handrail.editions.folder import Editions
from handrail.editions.making import Made, Source
from handrail.editions.manifest import label
from handrail.editions.refused import EditionRefused

MADE = {children: make(a_source(record=a_record(children))) for children in (30, 31)}


def made(source: Source) -> Made:
    """What was made before anybody was killed: making touches no disk."""
    return MADE[len(source.record.children)]


def job(told: dict[str, Any]) -> int:
    root = Path(told["store"])
    place = root / "annual_report" / label(YEAR) / "1"
    try:
        match told["act"]:
            case "draft":
                source = a_source(record=a_record(told["children"]))
                actions.draft(Editions(root), AUTHORITY, source, made, who(ADA, told["hour"]))
            case "check":
                actions.check(place, who(BEN, told["hour"]))
            case "approve":
                actions.approve(place, who(CAI, told["hour"]))
            case "send back":
                actions.send_back(place, "Once more.", who(CAI, told["hour"]))
            case _:
                actions.publish(place, who(DOT, told["hour"]))
    except EditionRefused as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    serve(job)
