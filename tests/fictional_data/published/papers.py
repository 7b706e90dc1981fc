"""Papers a child is owed: plans that are up to date on the last day of the year, and plans that are not."""

from collections.abc import Sequence

from tests.fictional_data.published.made import DAY, Made

from handrail.fictional.calendar import days_after, months_after
from handrail.record.meeting_tables import Document

_LASTS = {"care_plan": 6, "personal_education_plan": 6, "pathway_plan": 6}


def keep_plans(made: Made, kind: str, children: Sequence[str], up_to_date: int) -> None:
    """A plan of this kind for each child, of which so many are up to date on the last day."""
    dice = made.dice("papers", kind)
    current = set(dice.sample(sorted(children), up_to_date))
    for child in sorted(children):
        ago = dice.randrange(1, 170) if child in current else dice.randrange(200, 400)
        finished_on = days_after(made.last_day, -ago)
        until_on = months_after(finished_on, _LASTS[kind]) - DAY
        made.record.documents.append(Document(f"{kind}-{child}", child, kind, finished_on, until_on))
