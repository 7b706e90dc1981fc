"""News of the record in the background."""

from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.background.job import Progress, job
from handrail.service.events.from_record import gather


@job("news", "Look for news in the record")
def look(authority: Authority, progress: Progress) -> str:
    """Tell the officers what came in since the last time."""
    made = gather(authority, clock.today())
    return f"{made:,} pieces of news were made of what came in."
